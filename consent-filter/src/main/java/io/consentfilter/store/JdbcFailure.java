// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.ledger.LedgerException;
import io.consentfilter.login.LoginStoreException;
import java.sql.SQLException;
import java.util.Set;

/**
 * What a database's failure means, by its SQLSTATE (ISO/IEC 9075-2 clause 24).
 *
 * <p>Messages of databases quote rows. Only those of classes that have to do with no row are kept.
 */
final class JdbcFailure {

  /** A serialization failure, a deadlock, or a parent that came or went meanwhile. */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "23503", "23506");

  /** A duplicate in PostgreSQL's catalog, or a table, an index or a type that exists. */
  private static final Set<String> RIVAL_DEFINITIONS =
      Set.of("40001", "40P01", "23505", "42P07", "42710", "XX000");

  /** Connection, authorisation, names, resources, cancellation, the system, and H2's own. */
  private static final Set<String> CLASSES_WITHOUT_ROWS =
      Set.of("08", "25", "28", "3D", "3F", "40", "42", "53", "55", "57", "58", "90", "HY");

  private JdbcFailure() {}

  static boolean isConflict(SQLException failure) {
    return CONFLICTS.contains(state(failure));
  }

  static boolean isRivalDefinition(SQLException failure) {
    return RIVAL_DEFINITIONS.contains(state(failure));
  }

  static boolean isDuplicate(SQLException failure) {
    return state(failure).equals("23505");
  }

  /** Whether a value is of the wrong form, or against a constraint. */
  static boolean isRefusal(SQLException failure) {
    String state = stateClass(failure);
    return state.equals("22") || state.equals("23");
  }

  static IllegalArgumentException refused(SQLException failure) {
    return new IllegalArgumentException(
        "the database refuses a value of the row (SQLSTATE "
            + state(failure)
            + "): an id or selector that was used before, or a text that is too long or not Unicode",
        quotingNothing(failure));
  }

  static LoginStoreException reported(SQLException failure) {
    return new LoginStoreException(
        "the database of logins cannot be asked (SQLSTATE " + state(failure) + ")",
        quotingNothing(failure));
  }

  static LedgerException ledger(SQLException failure) {
    return new LedgerException(
        "the database of the consent ledger cannot be used (SQLSTATE " + state(failure) + ")",
        quotingNothing(failure));
  }

  private static SQLException quotingNothing(SQLException failure) {
    if (CLASSES_WITHOUT_ROWS.contains(stateClass(failure))) {
      return failure;
    }
    SQLException silent =
        new SQLException(
            "withheld, since it may quote a row", state(failure), failure.getErrorCode());
    silent.setStackTrace(failure.getStackTrace());
    return silent;
  }

  private static String stateClass(SQLException failure) {
    String state = state(failure);
    return state.substring(0, Math.min(2, state.length()));
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "unknown" : state;
  }
}
