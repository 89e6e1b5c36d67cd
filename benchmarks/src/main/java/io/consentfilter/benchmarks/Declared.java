// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import io.consentfilter.policy.Policy;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Declarations of sites of a given size. */
final class Declared {

  static final String SESSION = "__Host-session";
  static final String CONSENT = "__Host-consent";

  private Declared() {}

  /** A site as many are: four purposes, twelve services, 36 cookies, hardening headers, https. */
  static Policy site() {
    return site(12, 3);
  }

  /** Names are {@code c<service>_<number>}; every third is a pattern that ends in {@code *}. */
  static Policy site(int services, int cookiesOfEach) {
    return site(services, cookiesOfEach, "https");
  }

  /** The same site on a server that speaks http to the proxy before it. */
  static Policy siteBehindAProxy() {
    return site(12, 3, "proxied");
  }

  private static Policy site(int services, int cookiesOfEach, String transport) {
    String declared =
        IntStream.range(0, services)
            .mapToObj(number -> service(number, cookiesOfEach))
            .collect(Collectors.joining(",\n"));
    return Policy.parse(
        """
        {"revision": 1,
         "controller": {"name": "Shop Ltd", "contact": "privacy@shop.example"},
         "languages": ["en"],
         "purposes": [%s],
         "services": [%s],
         "protected": ["/app/*"], "loginPage": "/login",
         "transport": "%s"}
        """
            .formatted(
                purpose("statistics") + "," + purpose("marketing") + "," + purpose("media"),
                declared,
                transport));
  }

  private static String purpose(String id) {
    return """
    {"id": "%s", "name": {"en": "%s"}, "description": {"en": "What %s is for."}}"""
        .formatted(id, id, id);
  }

  private static String service(int number, int cookies) {
    String[] purposes = {"necessary", "statistics", "marketing", "media"};
    return """
    {"id": "s%d", "purpose": "%s", "name": "Service %d", "provider": "Company %d Ltd",
     "description": {"en": "What it does."}, "origins": ["https://tags.company%d.example"],
     "cookies": [%s]}"""
        .formatted(
            number,
            purposes[number % purposes.length],
            number,
            number,
            number,
            IntStream.range(0, cookies)
                .mapToObj(cookie -> cookie(number, cookie))
                .collect(Collectors.joining(", ")));
  }

  private static String cookie(int service, int number) {
    String end = number % 3 == 2 ? "_*" : "";
    return """
    {"name": "c%d_%d%s", "lifetime": "P30D"}"""
        .formatted(service, number, end);
  }
}
