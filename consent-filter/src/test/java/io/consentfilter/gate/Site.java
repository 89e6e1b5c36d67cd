// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import io.consentfilter.consent.Choice;
import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Item;
import io.consentfilter.policy.Policy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A site for tests: one necessary and two optional services, and what visitors may decide. */
final class Site {

  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  static final String USUAL_COOKIES =
      """
      {"name": "_ga", "lifetime": "P400D", "domains": ["example.com"], "paths": ["/shop"]},
      {"name": "_ga_*", "lifetime": "P30D"},
      {"name": "__Host-count", "lifetime": "P1D"},
      {"name": "chip", "lifetime": "P1D", "sameSite": "None", "partitioned": true}
      """;

  final Policy policy;
  final CookieGate gate;

  Site(Policy policy) {
    this.policy = policy;
    this.gate = new CookieGate(policy, CLOCK);
  }

  static Site usual() {
    return of("https", "block", USUAL_COOKIES);
  }

  static Site of(String transport, String undeclared, String analyticsCookies) {
    return new Site(
        Policy.parse(
            """
            {"revision": 1, "controller": {"name": "Test", "contact": "privacy@test.example"},
             "languages": ["en"], "transport": "%s", "undeclared": "%s",
             "purposes": [
               {"id": "analytics", "name": "A", "description": "A", "sharing": false},
               {"id": "marketing", "name": "M", "description": "M", "sharing": true}],
             "services": [
               {"id": "basket", "purpose": "necessary", "name": "B", "description": "B",
                "provider": "P", "cookies": [
                  {"name": "basket", "httpOnly": true, "sameSite": "Strict"},
                  {"name": "theme", "lifetime": "P10D"}]},
               {"id": "counter", "purpose": "analytics", "name": "C", "description": "C",
                "provider": "P", "cookies": [%s]},
               {"id": "ads", "purpose": "marketing", "name": "D", "description": "D",
                "provider": "P", "cookies": [{"name": "ad", "lifetime": "P2D"}]}]}
            """
                .formatted(transport, undeclared, analyticsCookies)));
  }

  /** The decision of a visitor who chose nothing yet. */
  Decision undecided() {
    return Decision.of(policy, Optional.empty(), false, NOW);
  }

  /** The decision of a visitor who allowed these purposes or services and refused the others. */
  Decision allowing(String... ids) {
    TreeMap<Integer, Boolean> answers = new TreeMap<>();
    for (Item item : policy.items()) {
      answers.put(
          item.fingerprint(),
          List.of(ids).contains(item.id()) || List.of(ids).contains(item.purpose()));
    }
    return Decision.of(
        policy, Optional.of(new Choice("AAAAAAAAAAAAAAAAAAAAAA", NOW, 1, answers)), false, NOW);
  }
}
