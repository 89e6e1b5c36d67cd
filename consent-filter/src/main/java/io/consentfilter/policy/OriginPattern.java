// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/**
 * An origin as a service declares it: {@code https://www.example.org}, or {@code
 * https://*.example.org} for every host below a domain, not the domain itself. Immutable and
 * thread-safe.
 *
 * @param text what the policy holds
 */
public record OriginPattern(String text) {

  private static final String ANY = "://*.";

  /** Returns whether it stands for more than one origin. */
  public boolean wildcard() {
    return text.contains(ANY);
  }

  /**
   * Returns whether it stands for an origin.
   *
   * @param origin scheme, host and port as RFC 6454 section 6.2 writes them; a narrower pattern
   *     counts as the origins that it stands for
   */
  public boolean matches(String origin) {
    int star = text.indexOf(ANY);
    if (star < 0) {
      return text.equals(origin);
    }
    int host = star + ANY.length() - 2;
    String below = text.substring(host + 1);
    return origin.startsWith(text.substring(0, host))
        && origin.endsWith(below)
        && origin.length() > host + below.length();
  }
}
