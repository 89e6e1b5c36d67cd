// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.time.Duration;

/**
 * Whether a login still lives, and for how long or why not.
 *
 * <p>Immutable and therefore safe for use by several threads.
 */
public sealed interface LoginState {

  /**
   * The login lives.
   *
   * @param row the login, with the latest activity that this node knows of
   * @param idleLeft what remains without further activity; positive, at most the idle limit
   * @param absoluteLeft what remains however active; positive, at most the absolute limit
   */
  record Live(LoginRow row, Duration idleLeft, Duration absoluteLeft) implements LoginState {}

  /**
   * The login has ended and will not come back.
   *
   * @param reason why
   */
  record Ended(Reason reason) implements LoginState {}

  /** Why a login ended. */
  enum Reason {
    /** Nobody used it for the idle limit. */
    IDLE,
    /** It lived for the absolute limit. */
    ABSOLUTE,
    /** It was ended on purpose, here or elsewhere, or never existed. */
    REVOKED
  }
}
