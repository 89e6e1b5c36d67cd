// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.time.Duration;

/**
 * What came of presenting a remember cookie.
 *
 * <p>Immutable and therefore safe for use by several threads.
 */
public sealed interface Outcome {

  /**
   * The browser is remembered, and a login has begun: bind a session to it and send {@code next} as
   * the cookie.
   *
   * @param login authenticated when the series was created, the last time a password is known to
   *     have been typed; if the series was ended meanwhile, it has ended as well
   * @param next the token that replaces the one presented
   * @param remaining for the cookie's Max-Age: what is left of the maximum age, in whole seconds,
   *     at least 1
   */
  record Resumed(LoginRow login, RememberToken next, Duration remaining) implements Outcome {

    /**
     * The selector of the series.
     *
     * @return as in {@link Series#selector()}
     */
    public String selector() {
      return next.selector();
    }
  }

  /**
   * A parallel request replaced the token a moment ago: serve this one as the user, send no cookie
   * and begin no login, since the other response carries both.
   *
   * @param userId who is remembered
   * @param selector names the series
   */
  record Raced(String userId, String selector) implements Outcome {}

  /**
   * The application no longer knows the user, whose logins and series have all been ended:
   * anonymous.
   */
  record Refused() implements Outcome {}

  /** The token was replaced more than once a moment ago: anonymous, and leave the cookie alone. */
  record Superseded() implements Outcome {}

  /**
   * Somebody else used the series: it and every login born of it have been ended, and the user
   * should be told.
   *
   * @param userId whose series it was
   * @param selector names the series that was ended
   */
  record Stolen(String userId, String selector) implements Outcome {}

  /** The series reached its maximum age and has been ended: anonymous. */
  record Expired() implements Outcome {}

  /** Nothing is known of such a token, or none was given: anonymous. */
  record Unknown() implements Outcome {}
}
