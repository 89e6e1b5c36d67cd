// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

/** The statements of {@link JdbcLedgerStore}, in the SQL that PostgreSQL and H2 share. */
final class JdbcLedgerSql {

  /** Whoever holds this row appends; all others wait, on every node. */
  static final String LOCK_HEAD =
      "SELECT number, hash FROM consent_ledger_head WHERE id = 1 FOR UPDATE";

  static final String SET_HEAD = "UPDATE consent_ledger_head SET number = ?, hash = ? WHERE id = 1";
  static final String INSERT_LINE =
      "INSERT INTO consent_ledger (number, record_id, decided_at, line) VALUES (?, ?, ?, ?)";
  static final String FIND = "SELECT line FROM consent_ledger WHERE record_id = ? ORDER BY number";
  static final String HEAD =
      "SELECT number, cut_from, sealed FROM consent_ledger_head WHERE id = 1";
  static final String PAGE =
      "SELECT number, line FROM consent_ledger WHERE number > ? AND number <= ?"
          + " ORDER BY number FETCH FIRST 1000 ROWS ONLY";
  static final String HAS_LINE = "SELECT line FROM consent_ledger WHERE number = ?";
  static final String DELETE = "DELETE FROM consent_ledger WHERE number <= ?";
  static final String SET_START = "UPDATE consent_ledger_head SET cut_from = ? WHERE id = 1";
  static final String SET_SEAL =
      "UPDATE consent_ledger_head SET sealed = ?, sealed_number = ?"
          + " WHERE id = 1 AND sealed_number < ?";
  static final String NOTICE = "SELECT text FROM consent_ledger_notice WHERE hash = ?";
  static final String INSERT_NOTICE =
      "INSERT INTO consent_ledger_notice (hash, text)"
          + " SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM consent_ledger_notice WHERE hash = ?)";

  /**
   * Flushes what H2 committed; PostgreSQL does so when it commits. A checkpoint does not wait for
   * what the background writer of H2 took to write, so there is none any more.
   */
  static final String FLUSH = "SET WRITE_DELAY 0; CHECKPOINT SYNC";

  private JdbcLedgerSql() {}
}
