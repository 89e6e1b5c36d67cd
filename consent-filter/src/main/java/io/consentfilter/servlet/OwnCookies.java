// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.gate.SetCookie;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.SameSite;

/** The attributes that all cookies of the filter itself carry. Thread-safe. */
final class OwnCookies {

  private OwnCookies() {}

  /**
   * Returns a cookie for the whole host, out of reach of scripts and, where visitors speak https,
   * of plain http; without Domain, as {@code __Host-} asks (RFC 6265bis section 4.1.3.2).
   */
  static SetCookie of(Policy policy, String name, String value, SameSite sameSite) {
    SetCookie cookie =
        SetCookie.of(name, value)
            .with("Path", "/")
            .with("HttpOnly")
            .with("SameSite", sameSite.attribute());
    return policy.transport().secure() ? cookie.with("Secure") : cookie;
  }
}
