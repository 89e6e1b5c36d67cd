// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.gate.SetCookie;
import io.consentfilter.login.RememberToken;
import io.consentfilter.policy.Policy;
import java.time.Duration;
import java.util.List;

/** The cookies of a login, as they come and go. Thread-safe. */
final class LoginCookies {

  private final Policy policy;

  LoginCookies(Policy policy) {
    this.policy = policy;
  }

  /**
   * Returns whether the container's session was asked for by a cookie of exactly our name: one
   * container ignores case, and browsers protect the prefix {@code __Host-} in this spelling alone.
   */
  boolean namesSession(Exchange exchange) {
    String id = exchange.request().getRequestedSessionId();
    if (id == null) {
      return false;
    }
    for (Slice value : exchange.standing().cookies().values(policy.cookieNames().session())) {
      if (id.contentEquals(value)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the values of all remember cookies of a request. */
  List<String> remembered(Exchange exchange) {
    return exchange.standing().remembered();
  }

  void remember(Exchange exchange, RememberToken token, Duration life) {
    exchange.send(
        own(policy.cookieNames().remember(), token.cookieValue()).maxAge(life.toSeconds()));
  }

  void forget(Exchange exchange) {
    exchange.send(own(policy.cookieNames().remember(), "").maxAge(0));
  }

  /** Two of three containers leave the cookie of an invalidated session in the browser. */
  void expireSession(Exchange exchange) {
    exchange.send(own(policy.cookieNames().session(), "").maxAge(0));
  }

  private SetCookie own(String name, String value) {
    return OwnCookies.of(policy, name, value, policy.session().sameSite());
  }
}
