-- SPDX-License-Identifier: Apache-2.0
-- Logins and remembered browsers, for PostgreSQL 13 or later (in UTF-8) and H2 2.x.
-- May be run again: what is there stays. JdbcLoginStore.createSchema runs it.
--
-- Holds no token, only hashes of them: nothing in here opens anything when sent as a cookie.
-- Times are milliseconds since 1970-01-01T00:00:00Z, which no driver's or server's time zone can
-- shift; for reading: to_timestamp(active_at / 1000.0).
-- The longest user_id in UTF-8 still fits an index entry of PostgreSQL.

CREATE TABLE IF NOT EXISTS consent_series (
  selector      VARCHAR(64)  NOT NULL PRIMARY KEY,
  user_id       VARCHAR(512) NOT NULL,
  current_hash  VARCHAR(43)  NOT NULL,
  previous_hash VARCHAR(43),
  replaced_at   BIGINT,
  confirmed     BOOLEAN      NOT NULL,
  created_at    BIGINT       NOT NULL,
  used_at       BIGINT       NOT NULL,
  label         VARCHAR(200) NOT NULL,
  CHECK ((previous_hash IS NULL) = (replaced_at IS NULL))
);

-- A login ends with its series, whoever deletes that.
CREATE TABLE IF NOT EXISTS consent_login (
  id               VARCHAR(64)  NOT NULL PRIMARY KEY,
  user_id          VARCHAR(512) NOT NULL,
  series           VARCHAR(64)  REFERENCES consent_series (selector) ON DELETE CASCADE,
  begun_at         BIGINT       NOT NULL,
  active_at        BIGINT       NOT NULL,
  label            VARCHAR(200) NOT NULL,
  remembered       BOOLEAN      NOT NULL,
  authenticated_at BIGINT       NOT NULL
);

CREATE INDEX IF NOT EXISTS consent_series_user ON consent_series (user_id);
CREATE INDEX IF NOT EXISTS consent_series_created ON consent_series (created_at);
CREATE INDEX IF NOT EXISTS consent_login_user ON consent_login (user_id);
CREATE INDEX IF NOT EXISTS consent_login_series ON consent_login (series);
CREATE INDEX IF NOT EXISTS consent_login_active ON consent_login (active_at);
CREATE INDEX IF NOT EXISTS consent_login_begun ON consent_login (begun_at);
