// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.store;

import java.sql.SQLException;

/** Says that the database could not be asked. */
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What the standard calls a key that is there already (ISO/IEC 9075-2, SQLSTATE 23505). */
  private static final String TAKEN = "23505";

  private final boolean taken;

  DataException(SQLException cause) {
    // Without the driver's words, which may quote what somebody typed.
    super("The database refused or did not answer (SQLSTATE " + cause.getSQLState() + ")", cause);
    this.taken = TAKEN.equals(cause.getSQLState());
  }

  /** Returns whether a row with such a key exists already, so that nothing was changed. */
  public boolean taken() {
    return taken;
  }
}
