// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

/**
 * The statements of {@link JdbcLoginStore}, in the SQL that PostgreSQL and H2 share.
 *
 * <p>Whoever locks series and logins locks series first, and several rows by their ids, so that
 * nobody waits in a ring.
 */
final class JdbcSql {

  private static final String LOGIN =
      "id, user_id, series, begun_at, active_at, label, remembered, authenticated_at";
  private static final String SERIES =
      "selector, user_id, current_hash, previous_hash, replaced_at, confirmed,"
          + " created_at, used_at, label";

  static final String INSERT_LOGIN =
      "INSERT INTO consent_login (" + LOGIN + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  /** Waits for whoever is ending the series, and then finds it gone. */
  static final String INSERT_LOGIN_OF_SERIES =
      "INSERT INTO consent_login ("
          + LOGIN
          + ") SELECT ?, ?, ?, ?, ?, ?, ?, ? FROM consent_series WHERE selector = ? FOR UPDATE";

  static final String FIND_LOGIN = "SELECT " + LOGIN + " FROM consent_login WHERE id = ?";
  static final String LOGINS_OF_USER = "SELECT " + LOGIN + " FROM consent_login WHERE user_id = ?";
  static final String LOCK_ACTIVE = "SELECT active_at FROM consent_login WHERE id = ? FOR UPDATE";
  static final String SET_ACTIVE = "UPDATE consent_login SET active_at = ? WHERE id = ?";
  static final String SET_AUTHENTICATED =
      "UPDATE consent_login SET authenticated_at = ? WHERE id = ? AND authenticated_at < ?";
  static final String DELETE_LOGIN = "DELETE FROM consent_login WHERE id = ?";
  static final String LOCK_LOGINS =
      "SELECT id FROM consent_login WHERE series = ? ORDER BY id FOR UPDATE";
  static final String LOCK_LOGINS_OF_USER =
      "SELECT id FROM consent_login WHERE user_id = ? OR series = ANY (?) ORDER BY id FOR UPDATE";

  /** The rows that were locked and no others, so that the answer names all that were ended. */
  static final String DELETE_LOGINS = "DELETE FROM consent_login WHERE id = ANY (?)";

  static final String INSERT_SERIES =
      "INSERT INTO consent_series (" + SERIES + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
  static final String FIND_SERIES = "SELECT " + SERIES + " FROM consent_series WHERE selector = ?";
  static final String SERIES_OF_USER =
      "SELECT " + SERIES + " FROM consent_series WHERE user_id = ?";
  static final String REPLACE_SERIES =
      "UPDATE consent_series SET user_id = ?, current_hash = ?, previous_hash = ?,"
          + " replaced_at = ?, confirmed = ?, created_at = ?, used_at = ?, label = ?"
          + " WHERE selector = ? AND current_hash = ?";

  /** Two statements in one, of which the second adds nothing if the first found nothing. */
  static final String RESUME =
      "WITH replaced AS ("
          + REPLACE_SERIES
          + " RETURNING selector) INSERT INTO consent_login ("
          + LOGIN
          + ") SELECT ?, ?, ?, ?, ?, ?, ?, ? FROM replaced";

  /** The same for H2, with the values of the login first. */
  static final String RESUME_IN_H2 =
      "INSERT INTO consent_login ("
          + LOGIN
          + ") SELECT ?, ?, ?, ?, ?, ?, ?, ? FROM FINAL TABLE ("
          + REPLACE_SERIES
          + ")";

  static final String CONFIRM_SERIES =
      "UPDATE consent_series SET confirmed = TRUE"
          + " WHERE selector = ? AND current_hash = ? AND NOT confirmed";
  static final String LOCK_SERIES =
      "SELECT selector FROM consent_series WHERE selector = ? FOR UPDATE";
  static final String LOCK_SERIES_OF_USER =
      "SELECT selector FROM consent_series WHERE user_id = ? ORDER BY selector FOR UPDATE";
  static final String DELETE_SERIES = "DELETE FROM consent_series WHERE selector = ANY (?)";

  private static final String OVER = "(active_at < ? OR begun_at < ?)";
  private static final String AT_MOST = " FETCH FIRST 500 ROWS ONLY";

  static final String SOME_LOGINS_OVER = "SELECT id FROM consent_login WHERE " + OVER + AT_MOST;

  /** Judges each row again, which may have become active after it was picked. */
  static final String DELETE_LOGINS_OVER = DELETE_LOGINS + " AND " + OVER;

  static final String SOME_SERIES_OVER =
      "SELECT selector FROM consent_series WHERE created_at < ?" + AT_MOST;

  private JdbcSql() {}
}
