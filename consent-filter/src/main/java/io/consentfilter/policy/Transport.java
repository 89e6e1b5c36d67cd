// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/** How visitors reach the application. */
public enum Transport {
  /** The container itself speaks TLS; requests over plain http are redirected. */
  HTTPS,
  /**
   * A proxy in front ends TLS and the container hears plain http; cookies are Secure all the same.
   */
  PROXIED,
  /** Plain http, for development only: no {@code Secure} and no {@code __Host-} prefix. */
  HTTP;

  /** Returns whether visitors speak https, so that cookies are Secure and prefixed. */
  public boolean secure() {
    return this != HTTP;
  }
}
