// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what belongs to one visitor out of caches that serve others. It only ever tightens what the
 * application says. Stateless and thread-safe.
 */
final class Caching {

  private static final String CACHE_CONTROL = "cache-control";

  /** What caches between servers and browsers obey in the place of Cache-Control (RFC 9213). */
  private static final Set<String> TARGETED =
      Set.of("cdn-cache-control", "cloudflare-cdn-cache-control", "surrogate-control");

  /** What an application may have asked of caches beyond what an altered page asks. */
  private static final Set<String> STRICTER =
      Set.of("must-revalidate", "proxy-revalidate", "no-transform", "must-understand");

  private Caching() {}

  /**
   * Returns the value that a header may have in an answer with a cookie, which shared caches may
   * keep all the same (RFC 9111 section 7.3); empty if it must not be sent. Other headers are left.
   */
  static Optional<String> withCookie(String header, String value) {
    String name = header.toLowerCase(Locale.ROOT);
    if (TARGETED.contains(name)) {
      return Optional.empty();
    }
    return Optional.of(name.equals(CACHE_CONTROL) ? tightened(value) : value);
  }

  /** Makes an answer private that has got a cookie, whatever it said of caching until now. */
  static void keepPrivate(HttpServletResponse response) {
    String present = response.getHeader(CACHE_CONTROL);
    response.setHeader("Cache-Control", present == null ? "private" : tightened(present));
    keepFromOthers(response);
  }

  /** Returns what an altered page says of caching: as strict as before or stricter. */
  static String askedEachTime(@Nullable String present) {
    List<String> directives = new ArrayList<>(List.of("private", "no-cache"));
    for (String part : (present == null ? "" : present).split(",", -1)) {
      String directive = part.strip();
      if (STRICTER.contains(directive.toLowerCase(Locale.ROOT))) {
        directives.add(directive);
      }
    }
    return String.join(", ", directives);
  }

  /** Takes back what was said to the caches between this server and the browser. */
  static void keepFromOthers(HttpServletResponse response) {
    for (String name : TARGETED) {
      if (response.containsHeader(name)) {
        response.setHeader(name, "private");
      }
    }
  }

  private static String tightened(@Nullable String value) {
    List<String> directives = new ArrayList<>();
    boolean kept = false;
    for (String part : (value == null ? "" : value).split(",", -1)) {
      String directive = part.strip();
      String name = directive.toLowerCase(Locale.ROOT);
      kept |= name.equals("private") || name.equals("no-store");
      if (!name.isEmpty() && !name.equals("public") && !name.startsWith("s-maxage")) {
        directives.add(directive);
      }
    }
    if (!kept) {
      directives.add(0, "private");
    }
    return String.join(", ", directives);
  }
}
