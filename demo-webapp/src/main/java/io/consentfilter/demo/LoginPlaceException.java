// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import java.io.IOException;

/** Says that logins cannot be kept where they were to be, and what to do about it. */
public final class LoginPlaceException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception. It has no cause: drivers quote addresses, and those may hold passwords.
   *
   * @param message what to do, without a password
   */
  LoginPlaceException(String message) {
    super(message);
  }
}
