// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * A header that the filter itself sends. Immutable and thread-safe.
 *
 * @param oneOfMany whether browsers obey each header of that name
 */
record OwnHeader(String name, String value, boolean oneOfMany) {

  static final String SECURITY_POLICY = "Content-Security-Policy";

  OwnHeader(String name, String value) {
    this(name, value, isSecurityPolicy(name));
  }

  /** Returns whether browsers obey each header of that name, so that ours can only tighten. */
  static boolean isSecurityPolicy(String name) {
    return name.regionMatches(true, 0, SECURITY_POLICY, 0, SECURITY_POLICY.length());
  }

  /** Adds it, unless the response has it or, where only one counts, another one. */
  void apply(HttpServletResponse response) {
    boolean set =
        oneOfMany ? response.getHeaders(name).contains(value) : response.containsHeader(name);
    if (!set) {
      response.addHeader(name, value);
    }
  }

  /** Takes the place of one that was sent before, and leaves those of the application. */
  void replace(OwnHeader former, HttpServletResponse response) {
    List<String> others = new ArrayList<>(response.getHeaders(name));
    others.remove(former.value());
    response.setHeader(name, value);
    others.forEach(other -> response.addHeader(name, other));
  }
}
