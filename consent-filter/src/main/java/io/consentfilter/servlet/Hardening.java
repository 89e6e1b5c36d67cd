// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.policy.CspMode;
import io.consentfilter.policy.HeaderRules;
import io.consentfilter.policy.Policy;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The headers that make browsers careful with every answer. The application may set its own
 * instead, save for a Content-Security-Policy, which goes out beside ours. Immutable and
 * thread-safe.
 */
final class Hardening {

  /** At least a year (ASVS 3.4.1); whether subdomains speak https too is not known here. */
  private static final String YEAR = "max-age=31536000";

  private final List<OwnHeader> headers = new ArrayList<>();

  /** Sent where the derived policy, which says it too, is not. */
  private final Optional<OwnHeader> framing;

  Hardening(Policy policy) {
    HeaderRules rules = policy.headers();
    if (rules.strictTransportSecurity() && policy.transport().secure()) {
      headers.add(new OwnHeader("Strict-Transport-Security", YEAR));
    }
    if (rules.contentTypeOptions()) {
      headers.add(new OwnHeader("X-Content-Type-Options", "nosniff"));
    }
    if (rules.referrerPolicy()) {
      headers.add(new OwnHeader("Referrer-Policy", "strict-origin-when-cross-origin"));
    }
    boolean saidByDerived = policy.csp() == CspMode.ENFORCE;
    Optional<OwnHeader> frames =
        rules.frameAncestors()
            ? Optional.of(new OwnHeader(OwnHeader.SECURITY_POLICY, frameAncestors(policy)))
            : Optional.empty();
    framing = saidByDerived ? frames : Optional.empty();
    if (!saidByDerived) {
      frames.ifPresent(headers::add);
    }
  }

  private static String frameAncestors(Policy policy) {
    return Stream.concat(Stream.of("frame-ancestors 'self'"), policy.cspRules().framedBy().stream())
        .collect(Collectors.joining(" "));
  }

  /** Sets what the response has not yet: a container may have dropped it on the way to an error. */
  void apply(HttpServletResponse response) {
    for (OwnHeader header : headers) {
      header.apply(response);
    }
  }

  /** Sets what the derived policy would say of frames, for an answer that is sent without it. */
  void applyFraming(HttpServletResponse response) {
    if (framing.isPresent()) {
      framing.get().apply(response);
    }
  }
}
