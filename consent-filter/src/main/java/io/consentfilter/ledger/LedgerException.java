// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import org.jspecify.annotations.Nullable;

/** Says that the ledger could not be read or written; nothing was recorded then. */
public final class LedgerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what could not be done and what helps; holds nothing of a record
   * @param cause what the store's own medium reported, if anything
   */
  public LedgerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
