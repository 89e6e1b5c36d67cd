// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.policy.HeaderRules;
import io.consentfilter.policy.Policy;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers that make browsers careful with every answer. The application may set its own
 * instead, save for a Content-Security-Policy, which goes out beside ours. Immutable and
 * thread-safe.
 */
final class Hardening {

  static final String SECURITY_POLICY = "Content-Security-Policy";

  /** At least a year (ASVS 3.4.1); whether subdomains speak https too is not known here. */
  private static final String YEAR = "max-age=31536000";

  private final Map<String, String> headers = new LinkedHashMap<>();

  Hardening(Policy policy) {
    HeaderRules rules = policy.headers();
    if (rules.strictTransportSecurity() && policy.transport().secure()) {
      headers.put("Strict-Transport-Security", YEAR);
    }
    if (rules.contentTypeOptions()) {
      headers.put("X-Content-Type-Options", "nosniff");
    }
    if (rules.referrerPolicy()) {
      headers.put("Referrer-Policy", "strict-origin-when-cross-origin");
    }
    if (rules.frameAncestors()) {
      headers.put(SECURITY_POLICY, "frame-ancestors 'self'");
    }
  }

  /** Sets what the response has not yet: a container may have dropped it on the way to an error. */
  void apply(HttpServletResponse response) {
    headers.forEach(
        (name, value) -> {
          if (!isSet(response, name, value)) {
            response.addHeader(name, value);
          }
        });
  }

  private static boolean isSet(HttpServletResponse response, String name, String value) {
    return name.equals(SECURITY_POLICY)
        ? response.getHeaders(name).contains(value)
        : response.containsHeader(name);
  }
}
