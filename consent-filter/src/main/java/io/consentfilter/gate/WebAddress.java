// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.Optional;
import java.util.Set;

/**
 * Finds the host and port that a browser would ask for an address in a page, by the rules of the
 * URL standard: section 4.4, as far as the host. What comes after is taken as written. Schemes
 * count for nothing else than the default port, so that what is declared for {@code https} is met
 * over {@code http} as well.
 *
 * @param host in ASCII lower case, or {@link HostName#UNCLEAR}
 * @param port with its colon, empty for a default port
 * @param path what follows, with the query
 */
record WebAddress(String host, String port, String path) {

  private static final Set<String> SPECIAL = Set.of("http", "https", "ws", "wss", "ftp");
  private static final Set<String> DEFAULT_PORTS = Set.of("", ":80", ":443");
  private static final int LARGEST_PORT = 65_535;

  /** Returns host and port as one text, as in an origin. */
  String authority() {
    return host + port;
  }

  /** Returns whether the page's base matters to an address. */
  static boolean isRelative(String url) {
    String stripped = strip(url);
    String scheme = scheme(stripped);
    if (!scheme.isEmpty()) {
      // On a base of the same scheme this is a path.
      return SPECIAL.contains(scheme) && slashes(stripped, scheme.length() + 1) < 2;
    }
    return slashes(stripped, 0) < 2;
  }

  /** Returns where an address leads, empty where it names no host. */
  static Optional<WebAddress> of(String url) {
    String stripped = strip(url);
    String scheme = scheme(stripped);
    int after = scheme.isEmpty() ? 0 : scheme.length() + 1;
    int slashes = slashes(stripped, after);
    if (scheme.isEmpty() ? slashes < 2 : !SPECIAL.contains(scheme)) {
      return Optional.empty();
    }
    return authority(stripped, after + slashes);
  }

  /** Removes what a browser removes: tabs and line ends all over, blanks and controls around. */
  private static String strip(String url) {
    StringBuilder kept = new StringBuilder(url.length());
    url.chars()
        .filter(c -> c != '\t' && c != '\n' && c != '\r')
        .forEach(c -> kept.append((char) c));
    int start = 0;
    while (start < kept.length() && kept.charAt(start) <= ' ') {
      start++;
    }
    int end = kept.length();
    while (end > start && kept.charAt(end - 1) <= ' ') {
      end--;
    }
    return kept.substring(start, end);
  }

  /** Returns the scheme in lower case, or an empty text. */
  private static String scheme(String url) {
    StringBuilder scheme = new StringBuilder();
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == ':') {
        return scheme.toString();
      }
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!letter && (i == 0 || !later)) {
        return "";
      }
      scheme.append(letter ? (char) (c | 0x20) : c);
    }
    return "";
  }

  private static int slashes(String url, int from) {
    int end = from;
    while (end < url.length() && isSlash(url.charAt(end))) {
      end++;
    }
    return end - from;
  }

  private static boolean isSlash(char c) {
    return c == '/' || c == '\\';
  }

  private static Optional<WebAddress> authority(String url, int from) {
    int end = authorityEnd(url, from);
    String authority = url.substring(from, end);
    String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = hostAndPort.lastIndexOf(':');
    int hostEnd = colon > hostAndPort.lastIndexOf(']') ? colon : hostAndPort.length();
    String host = HostName.ascii(hostAndPort.substring(0, hostEnd));
    return host.isEmpty()
        ? Optional.empty()
        : port(hostAndPort.substring(hostEnd))
            .map(port -> new WebAddress(host, port, url.substring(end)));
  }

  private static int authorityEnd(String url, int from) {
    int end = from;
    while (end < url.length() && !isSlash(url.charAt(end)) && "?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Returns a port with its colon, or empty for one that makes the address invalid. */
  private static Optional<String> port(String text) {
    int value = 0;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      value = value * 10 + (c - '0');
      if (c < '0' || c > '9' || value > LARGEST_PORT) {
        return Optional.empty();
      }
    }
    String port = text.length() > 1 ? ":" + value : "";
    return Optional.of(DEFAULT_PORTS.contains(port) ? "" : port);
  }
}
