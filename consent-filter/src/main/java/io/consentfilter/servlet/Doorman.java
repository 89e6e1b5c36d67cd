// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.page.Notice;
import io.consentfilter.policy.Transport;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Lets in only what comes over the declared transport. A request over plain http is sent to https
 * before anything else happens, so that no cookie is set on the way. Thread-safe.
 */
final class Doorman {

  private Doorman() {}

  /** Returns whether the request may go on; otherwise it has been answered. */
  static boolean admits(Toolkit toolkit, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (toolkit.policy().transport() != Transport.HTTPS || request.isSecure()) {
      return true;
    }
    if ("https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))) {
      // A redirect would come back the same way for ever.
      refuse(toolkit, request, response, Notice.PROXY);
    } else if (RequestKind.unsafe(request)) {
      refuse(toolkit, request, response, Notice.INSECURE);
    } else {
      response.setStatus(308);
      response.setHeader("Location", "https://" + host(request) + Toolkit.address(request));
    }
    return false;
  }

  private static void refuse(
      Toolkit toolkit, HttpServletRequest request, HttpServletResponse response, Notice notice)
      throws IOException {
    Exchange exchange = new Exchange(toolkit, request, response, toolkit.standings().nobody());
    String page = toolkit.pages().notice(toolkit.context(exchange, Optional.empty()), notice);
    Answers.text(request, response, notice.status(), Answers.HTML, page);
  }

  /** The name alone: https listens at its own port. An IPv6 address keeps its brackets. */
  private static String host(HttpServletRequest request) {
    String name = request.getServerName();
    return name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
  }
}
