// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.consentfilter.consent.Decision;
import io.consentfilter.gate.Csp;
import io.consentfilter.gate.CspHeader;
import java.util.Optional;

/**
 * What follows from a decision for every page: made once for each decision that is in use.
 * Thread-safe.
 */
final class Enforcement {

  /** As many as there are verified choices in memory; a decision that is dropped drops its own. */
  private static final int MOST = 10_000;

  private final Csp csp;
  private final Cache<Decision, Optional<CspHeader>> headers =
      Caffeine.newBuilder().weakKeys().maximumSize(MOST).executor(Runnable::run).build();

  Enforcement(Csp csp) {
    this.csp = csp;
  }

  /** Returns the Content-Security-Policy that goes with a decision, unless it is off. */
  Optional<CspHeader> securityPolicy(Decision decision) {
    return headers.get(decision, key -> csp.header(service -> decision.allows(service.id())));
  }
}
