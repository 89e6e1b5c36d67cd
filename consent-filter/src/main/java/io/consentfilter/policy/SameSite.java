// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/** The {@code SameSite} attribute of RFC 6265bis, weakest first. */
public enum SameSite {
  /** Sent with every request; needs {@code Secure}. */
  NONE("None"),
  /** Sent with same-site requests and with top-level navigations. */
  LAX("Lax"),
  /** Sent with same-site requests only. */
  STRICT("Strict");

  private final String attribute;

  SameSite(String attribute) {
    this.attribute = attribute;
  }

  /** Returns the value as it is written in a {@code Set-Cookie} header. */
  public String attribute() {
    return attribute;
  }
}
