// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/**
 * The names of the three cookies that the filter itself sets. Immutable and thread-safe.
 *
 * @param consent holds the choice
 * @param session the container's session id
 * @param remember the token of a remembered login
 */
public record CookieNames(String consent, String session, String remember) {

  /**
   * Returns the names for a transport: with the {@code __Host-} prefix (RFC 6265bis section 4.1.3)
   * where it is secure.
   *
   * @param suffix keeps several applications on one host apart; may be empty
   */
  public static CookieNames of(Transport transport, String suffix) {
    String prefix = transport.secure() ? "__Host-" : "";
    return new CookieNames(
        prefix + "consent" + suffix, prefix + "session" + suffix, prefix + "remember" + suffix);
  }
}
