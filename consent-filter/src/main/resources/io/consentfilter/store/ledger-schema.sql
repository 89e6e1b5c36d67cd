-- SPDX-License-Identifier: Apache-2.0
-- The consent ledger, for PostgreSQL 13 or later (in UTF-8) and H2 2.x.
-- May be run again: what is there stays. JdbcLedgerStore.createSchema runs it.
--
-- Holds no personal data. A line is the same text as in a ledger's file, and its number is part of
-- the text, so nothing in the other columns can change what it says.
-- decided_at is in milliseconds since 1970-01-01T00:00:00Z.

CREATE TABLE IF NOT EXISTS consent_ledger (
  number     BIGINT      NOT NULL PRIMARY KEY,
  record_id  VARCHAR(64) NOT NULL,
  decided_at BIGINT      NOT NULL,
  line       TEXT        NOT NULL
);

CREATE INDEX IF NOT EXISTS consent_ledger_record ON consent_ledger (record_id);

-- The one row that every append locks, on whichever node: where the chain stands.
CREATE TABLE IF NOT EXISTS consent_ledger_head (
  id          INTEGER     NOT NULL PRIMARY KEY CHECK (id = 1),
  number      BIGINT      NOT NULL,
  hash        VARCHAR(43) NOT NULL,
  cut_from    TEXT,
  sealed      TEXT,
  sealed_number BIGINT    NOT NULL
);

INSERT INTO consent_ledger_head (id, number, hash, sealed_number)
  SELECT 1, 0, 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 0
  WHERE NOT EXISTS (SELECT 1 FROM consent_ledger_head);

CREATE TABLE IF NOT EXISTS consent_ledger_notice (
  hash VARCHAR(43) NOT NULL PRIMARY KEY,
  text TEXT        NOT NULL
);
