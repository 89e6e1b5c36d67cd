// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.login.LoginRow;
import java.util.Optional;

/**
 * Who makes a request, as far as the login tells. Immutable and thread-safe.
 *
 * @param userId the user, if logged in
 * @param login the live login; absent for an anonymous visitor, and for a request that was let in
 *     while a parallel one resumed the login
 * @param remembered whether a token vouches rather than a password
 * @param expired whether a login of this visitor ended without a logout
 */
record Visitor(
    Optional<String> userId, Optional<LoginRow> login, boolean remembered, boolean expired) {

  static final Visitor ANONYMOUS = new Visitor(Optional.empty(), Optional.empty(), false, false);

  static final Visitor EXPIRED = new Visitor(Optional.empty(), Optional.empty(), false, true);

  static Visitor of(LoginRow login) {
    return new Visitor(Optional.of(login.userId()), Optional.of(login), login.remembered(), false);
  }

  /** A request that came in while a parallel one already resumed the login. */
  static Visitor raced(String userId) {
    return new Visitor(Optional.of(userId), Optional.empty(), true, false);
  }

  boolean loggedIn() {
    return userId.isPresent();
  }
}
