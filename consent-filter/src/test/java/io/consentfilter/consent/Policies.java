// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import io.consentfilter.policy.Policy;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small policies for tests. */
final class Policies {

  private Policies() {}

  static final String ANALYTICS = purpose("analytics", false);
  static final String MARKETING = purpose("marketing", true);
  static final String COUNTER = service("counter", "analytics", "[]");
  static final String METER = service("meter", "analytics", "[]");
  static final String ADS = service("ads", "marketing", "[]");

  static String purpose(String id, boolean sharing) {
    return "{\"id\":\"%1$s\",\"name\":\"%1$s\",\"description\":\"%1$s\",\"sharing\":%2$s}"
        .formatted(id, sharing);
  }

  static String service(String id, String purpose, String recipients) {
    return ("{\"id\":\"%1$s\",\"purpose\":\"%2$s\",\"name\":\"%1$s\",\"description\":\"%1$s\","
            + "\"provider\":\"P\",\"recipients\":%3$s}")
        .formatted(id, purpose, recipients);
  }

  static Policy of(String purposes, String services) {
    return Policy.parse(
        """
        {"revision": 7, "controller": {"name": "Test", "contact": "privacy@test.example"},
         "languages": ["en"], "purposes": [%s], "services": [%s]}
        """
            .formatted(purposes, services));
  }

  /** Two purposes; the first has two services, the second one. */
  static Policy usual() {
    return of(ANALYTICS + "," + MARKETING, COUNTER + "," + METER + "," + ADS);
  }

  static Policy large(int purposes, int services) {
    return of(
        IntStream.range(0, purposes)
            .mapToObj(i -> purpose("purpose-" + i, false))
            .collect(Collectors.joining(",")),
        IntStream.range(0, services)
            .mapToObj(i -> service("service-" + i, "purpose-" + i % purposes, "[]"))
            .collect(Collectors.joining(",")));
  }
}
