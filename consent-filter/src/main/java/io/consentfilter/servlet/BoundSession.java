// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.login.LoginRow;
import io.consentfilter.login.RememberToken;
import io.consentfilter.login.TokenHash;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What a container's session knows of a login: strings only, so that any container can keep and
 * replicate them. Thread-safe.
 */
final class BoundSession {

  /** The id of the login that the session was begun for. */
  private static final String LOGIN = "io.consentfilter.login";

  /** The selector and hash of the token that was sent when this session began, until it is seen. */
  private static final String SENT_SELECTOR = "io.consentfilter.sent.selector";

  private static final String SENT_HASH = "io.consentfilter.sent.hash";

  private BoundSession() {}

  static Optional<String> loginId(HttpSession session) {
    return Optional.ofNullable((String) session.getAttribute(LOGIN));
  }

  /** A new id for whatever session there is, so that one planted beforehand is worth nothing. */
  static HttpSession fresh(HttpServletRequest request) {
    if (request.getSession(false) != null) {
      request.changeSessionId();
    }
    return request.getSession();
  }

  /** As {@link #fresh}, but without what another login left: that is not for the next user. */
  static HttpSession forLogin(HttpServletRequest request) {
    HttpSession present = request.getSession(false);
    if (present != null && loginId(present).isPresent()) {
      invalidate(present);
    }
    return fresh(request);
  }

  static void bind(HttpSession session, LoginRow row, Optional<RememberToken> sent) {
    session.setAttribute(LOGIN, row.id());
    sent.ifPresent(
        token -> {
          session.setAttribute(SENT_SELECTOR, token.selector());
          session.setAttribute(SENT_HASH, token.hash().text());
        });
  }

  /**
   * Hands over the token that was sent along with the session, once: a browser that comes back with
   * the one has got the other.
   */
  static void seen(HttpSession session, BiConsumer<String, TokenHash> confirm) {
    String selector = (String) session.getAttribute(SENT_SELECTOR);
    String hash = (String) session.getAttribute(SENT_HASH);
    if (selector != null && hash != null) {
      confirm.accept(selector, TokenHash.ofText(hash));
      session.removeAttribute(SENT_SELECTOR);
      session.removeAttribute(SENT_HASH);
    }
  }

  static void invalidate(HttpSession session) {
    try {
      session.invalidate();
    } catch (IllegalStateException alreadyDone) {
      // A parallel request was faster; the session is gone, which is all that was wanted.
    }
  }
}
