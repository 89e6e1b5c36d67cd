// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.gate.SetCookie;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code Set-Cookie} lines of an answer. Where lines are written anew, all that the container
 * shows are, so that its session cookie is not lost; a container that hides it keeps it by itself.
 * Stateless and thread-safe.
 */
final class CookieLines {

  private static final String SET_COOKIE = "Set-Cookie";

  private CookieLines() {}

  /** Adds a cookie in the place of an earlier one of the same scope (RFC 6265bis section 4.1.1). */
  static void add(HttpServletResponse response, SetCookie cookie) {
    List<String> present = new ArrayList<>(response.getHeaders(SET_COOKIE));
    boolean again =
        present.removeIf(
            line ->
                SetCookie.parse(line)
                    .filter(other -> scope(other).equals(scope(cookie)))
                    .isPresent());
    if (again) {
      present.add(cookie.header());
      write(response, present);
    } else {
      response.addHeader(SET_COOKIE, cookie.header());
    }
  }

  /** What makes two cookies the same one to a browser (RFC 6265bis section 5.7). */
  static String scope(SetCookie cookie) {
    return cookie.name() + ";" + cookie.attribute("Domain") + ";" + cookie.attribute("Path");
  }

  /** Returns the line of the container's session cookie, where the container shows it. */
  static Optional<String> session(HttpServletResponse response, Exchange exchange) {
    String start = exchange.toolkit().policy().cookieNames().session() + "=";
    return response.getHeaders(SET_COOKIE).stream()
        .filter(line -> line.startsWith(start))
        .reduce((first, second) -> second);
  }

  /** Sees to it that a line is there once: {@code reset()} drops it here and doubles it there. */
  static void once(HttpServletResponse response, Optional<String> line) {
    if (line.isPresent()) {
      List<String> present = new ArrayList<>(response.getHeaders(SET_COOKIE));
      present.removeIf(line.get()::equals);
      present.add(line.get());
      write(response, present);
    }
  }

  private static void write(HttpServletResponse response, List<String> lines) {
    response.setHeader(SET_COOKIE, lines.get(0));
    lines.subList(1, lines.size()).forEach(line -> response.addHeader(SET_COOKIE, line));
  }
}
