-- SPDX-License-Identifier: Apache-2.0
-- The books of Boekhuis, for PostgreSQL 13 or later (in UTF-8) and H2 2.x.
-- Runs at every start: what is there stays.
--
-- Moments are milliseconds since 1970-01-01T00:00:00Z, days are texts such as 2026-11-21.
-- Every table with a column tenant is reached through that column only. What is random and opens
-- something is here as its SHA-256; a password as PBKDF2 with its own salt.

CREATE TABLE IF NOT EXISTS bh_tenant (
  id          VARCHAR(40)  NOT NULL PRIMARY KEY,
  company     VARCHAR(120) NOT NULL,
  register    VARCHAR(20)  NOT NULL,
  address     VARCHAR(160) NOT NULL,
  city        VARCHAR(80)  NOT NULL,
  next_number BIGINT       NOT NULL,
  created     BIGINT       NOT NULL,
  paid_until  VARCHAR(10),
  cancelled   BIGINT,
  return_hash VARCHAR(43),
  purged      BIGINT
);

CREATE TABLE IF NOT EXISTS bh_user (
  tenant      VARCHAR(40)  NOT NULL REFERENCES bh_tenant (id),
  id          VARCHAR(40)  NOT NULL PRIMARY KEY,
  username    VARCHAR(64)  NOT NULL UNIQUE,
  role        VARCHAR(12)  NOT NULL,
  name        VARCHAR(120) NOT NULL,
  email       VARCHAR(254) NOT NULL,
  phone       VARCHAR(30)  NOT NULL,
  password    VARCHAR(200) NOT NULL,
  invite_hash VARCHAR(43),
  created     BIGINT       NOT NULL,
  seen_policy VARCHAR(10)  NOT NULL,
  seen_notice BIGINT       NOT NULL
);

CREATE TABLE IF NOT EXISTS bh_customer (
  tenant VARCHAR(40)  NOT NULL REFERENCES bh_tenant (id),
  id     VARCHAR(40)  NOT NULL,
  name   VARCHAR(120) NOT NULL,
  email  VARCHAR(254) NOT NULL,
  city   VARCHAR(80)  NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE IF NOT EXISTS bh_invoice (
  tenant      VARCHAR(40)  NOT NULL REFERENCES bh_tenant (id),
  id          VARCHAR(40)  NOT NULL,
  number      VARCHAR(20)  NOT NULL,
  issued      VARCHAR(10)  NOT NULL,
  due         VARCHAR(10)  NOT NULL,
  customer    VARCHAR(120) NOT NULL,
  description VARCHAR(200) NOT NULL,
  net         BIGINT       NOT NULL,
  paid        BOOLEAN      NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, number)
);

CREATE TABLE IF NOT EXISTS bh_token (
  tenant    VARCHAR(40) NOT NULL REFERENCES bh_tenant (id),
  id        VARCHAR(40) NOT NULL,
  user_id   VARCHAR(40) NOT NULL,
  label     VARCHAR(60) NOT NULL,
  hash      VARCHAR(43) NOT NULL UNIQUE,
  created   BIGINT      NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE IF NOT EXISTS bh_payment (
  tenant  VARCHAR(40) NOT NULL REFERENCES bh_tenant (id),
  id      VARCHAR(40) NOT NULL,
  cents   BIGINT      NOT NULL,
  state   VARCHAR(10) NOT NULL,
  created BIGINT      NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE IF NOT EXISTS bh_activity (
  tenant VARCHAR(40)  NOT NULL REFERENCES bh_tenant (id),
  id     VARCHAR(40)  NOT NULL,
  at     BIGINT       NOT NULL,
  who    VARCHAR(120) NOT NULL,
  what   VARCHAR(40)  NOT NULL,
  detail VARCHAR(200) NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE IF NOT EXISTS bh_grant (
  tenant  VARCHAR(40)  NOT NULL REFERENCES bh_tenant (id),
  id      VARCHAR(40)  NOT NULL,
  reason  VARCHAR(200) NOT NULL,
  created BIGINT       NOT NULL,
  expires BIGINT       NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE TABLE IF NOT EXISTS bh_message (
  tenant    VARCHAR(40)   NOT NULL REFERENCES bh_tenant (id),
  id        VARCHAR(40)   NOT NULL,
  recipient VARCHAR(254)  NOT NULL,
  subject   VARCHAR(160)  NOT NULL,
  body      VARCHAR(4000) NOT NULL,
  link      VARCHAR(200)  NOT NULL,
  leave     VARCHAR(200)  NOT NULL,
  sent      BIGINT        NOT NULL,
  PRIMARY KEY (tenant, id)
);

-- Who gets the newsletter; belongs to a firm where a customer signed up, to Boekhuis otherwise.
CREATE TABLE IF NOT EXISTS bh_subscriber (
  tenant      VARCHAR(40)  NOT NULL REFERENCES bh_tenant (id),
  id          VARCHAR(40)  NOT NULL,
  email       VARCHAR(254) NOT NULL,
  kind        VARCHAR(10)  NOT NULL,
  since       BIGINT       NOT NULL,
  PRIMARY KEY (tenant, id),
  UNIQUE (tenant, email, kind)
);

-- The ways out of the newsletter, one for each message.
CREATE TABLE IF NOT EXISTS bh_leave (
  tenant     VARCHAR(40) NOT NULL REFERENCES bh_tenant (id),
  id         VARCHAR(40) NOT NULL,
  subscriber VARCHAR(40) NOT NULL,
  hash       VARCHAR(43) NOT NULL UNIQUE,
  sent       BIGINT      NOT NULL,
  PRIMARY KEY (tenant, id)
);

-- The proof of each consent to it and each withdrawal: what was asked, in which words, and when.
CREATE TABLE IF NOT EXISTS bh_agreed (
  tenant   VARCHAR(40)  NOT NULL REFERENCES bh_tenant (id),
  id       VARCHAR(40)  NOT NULL,
  email    VARCHAR(254) NOT NULL,
  at       BIGINT       NOT NULL,
  given    BOOLEAN      NOT NULL,
  wording  VARCHAR(400) NOT NULL,
  PRIMARY KEY (tenant, id)
);

-- Requests of anybody, customer or not; read by the one who has the receipt, and at the desk.
CREATE TABLE IF NOT EXISTS bh_request (
  tenant  VARCHAR(40)   NOT NULL REFERENCES bh_tenant (id),
  id      VARCHAR(40)   NOT NULL PRIMARY KEY,
  kind    VARCHAR(12)   NOT NULL,
  name    VARCHAR(120)  NOT NULL,
  email   VARCHAR(254)  NOT NULL,
  words   VARCHAR(4000) NOT NULL,
  filed   BIGINT        NOT NULL,
  due     BIGINT        NOT NULL,
  answer  VARCHAR(4000),
  closed  BIGINT
);

-- What everybody is told at the next login.
CREATE TABLE IF NOT EXISTS bh_notice (
  id      VARCHAR(40)   NOT NULL PRIMARY KEY,
  at      BIGINT        NOT NULL,
  heading VARCHAR(160)  NOT NULL,
  words   VARCHAR(4000) NOT NULL
);

-- The work of the retention job, in numbers.
CREATE TABLE IF NOT EXISTS bh_run (
  id       VARCHAR(40) NOT NULL PRIMARY KEY,
  at       BIGINT      NOT NULL,
  cause    VARCHAR(10) NOT NULL,
  firms    BIGINT      NOT NULL,
  records  BIGINT      NOT NULL,
  invoices BIGINT      NOT NULL
);

CREATE INDEX IF NOT EXISTS bh_user_tenant ON bh_user (tenant);
CREATE INDEX IF NOT EXISTS bh_activity_at ON bh_activity (tenant, at);
CREATE INDEX IF NOT EXISTS bh_invoice_issued ON bh_invoice (tenant, issued);
