// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import org.jspecify.annotations.Nullable;

/** Says that the login store could not be asked; it never stands for "no such login". */
public final class LoginStoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what could not be done; without identifiers or secrets
   * @param cause what the store's own medium reported
   */
  public LoginStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
