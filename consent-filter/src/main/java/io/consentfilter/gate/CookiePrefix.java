// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

/**
 * The name prefixes that bind a cookie to attributes (RFC 6265bis section 4.1.3, and {@code
 * __Http-} and {@code __Host-Http-} of its successor). Browsers compare them without regard to
 * case, although names themselves are case-sensitive.
 */
final class CookiePrefix {

  private CookiePrefix() {}

  /** Returns whether the name asks for {@code Path=/} and no {@code Domain}. */
  static boolean host(String name) {
    return starts(name, "__Host-");
  }

  /** Returns whether the name asks for {@code HttpOnly}. */
  static boolean http(String name) {
    return starts(name, "__Http-") || starts(name, "__Host-Http-");
  }

  /** Returns whether the name asks for {@code Secure}. */
  static boolean any(String name) {
    return host(name) || http(name) || starts(name, "__Secure-");
  }

  private static boolean starts(String name, String prefix) {
    return name.regionMatches(true, 0, prefix, 0, prefix.length());
  }
}
