// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.policy.Service;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides whether a visit counts: with consent, and with a visitor id only then. Where the policy
 * exempts the service, everybody counts and nobody gets an id. Thread-safe.
 */
final class Counter {

  private static final String SERVICE = "boekhuis-stats";
  private static final String COOKIE = "bh_stats";
  private static final Duration LIFETIME = Duration.ofDays(30);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");

  private final Statistics statistics;
  private final Optional<Service> service;
  private final SecureRandom random = new SecureRandom();

  Counter(Site site) {
    this.statistics = site.statistics();
    this.service = site.policy().service(SERVICE);
  }

  boolean exempt() {
    return service.filter(Service::exempt).isPresent();
  }

  /** Returns whether the visitor agreed; a service that is not declared gets no consent. */
  boolean agreed(Visit visit) {
    return service.isPresent() && visit.allows(SERVICE);
  }

  /** Counts a view of one of our own paths, if it may be counted. */
  void view(Visit visit, String path) {
    if (exempt()) {
      statistics.view(path);
    } else if (agreed(visit)) {
      statistics.view(path, visitorId(visit));
    }
  }

  private String visitorId(Visit visit) {
    return visit
        .cookie(COOKIE)
        .filter(id -> ID.matcher(id).matches())
        .orElseGet(() -> issue(visit));
  }

  private String issue(Visit visit) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    visit.setCookie(COOKIE, id, LIFETIME);
    return id;
  }
}
