// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.policy.Transport;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an unsafe request comes from a page of this very origin: the defence against cross-site
 * request forgery. Fetch Metadata and Origin are set by the browser and out of reach of scripts.
 * Thread-safe.
 */
final class OriginCheck {

  private final Transport transport;

  OriginCheck(Transport transport) {
    this.transport = transport;
  }

  boolean allows(HttpServletRequest request) {
    return allows(
        request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"), ownOrigin(request));
  }

  /**
   * The rule itself. An Origin of {@code null} is what a browser sends for a same-origin form under
   * {@code Referrer-Policy: no-referrer}; then, and without any Origin, Fetch Metadata must vouch.
   */
  static boolean allows(@Nullable String fetchSite, @Nullable String origin, String ownOrigin) {
    if ("cross-site".equals(fetchSite) || "same-site".equals(fetchSite)) {
      return false;
    }
    if (origin == null || origin.equals("null")) {
      return "same-origin".equals(fetchSite);
    }
    return origin.toLowerCase(Locale.ROOT).equals(ownOrigin);
  }

  /**
   * Returns the path of the page of this origin that a visitor comes from, if the browser tells.
   */
  Optional<String> localReferrer(HttpServletRequest request) {
    String referrer = request.getHeader("Referer");
    String origin = ownOrigin(request);
    return referrer != null && referrer.regionMatches(true, 0, origin, 0, origin.length())
        ? LocalPath.of(referrer.substring(origin.length()))
        : Optional.empty();
  }

  /** Returns the origin that visitors see; behind a proxy that is https whatever we hear. */
  private String ownOrigin(HttpServletRequest request) {
    String scheme = transport.secure() ? "https" : request.getScheme();
    String authority = request.getHeader("Host");
    if (authority == null) {
      authority = request.getServerName() + ":" + request.getServerPort();
    }
    String defaultPort = scheme.equals("https") ? ":443" : ":80";
    String host =
        authority.endsWith(defaultPort)
            ? authority.substring(0, authority.length() - defaultPort.length())
            : authority;
    return (scheme + "://" + host).toLowerCase(Locale.ROOT);
  }
}
