// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which ready-made services an inventory points to. What several share counts for one that
 * something else points to as well, or else for the one that has the fewest origins.
 */
final class Recognition {

  /** What points to a service. */
  record Evidence(List<Inventory.Cookie> cookies, List<Inventory.Origin> origins) {
    Evidence() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Map<String, Evidence> services = new TreeMap<>();
  private final List<Inventory.Cookie> unknownCookies = new ArrayList<>();
  private final List<Inventory.Origin> unknownOrigins = new ArrayList<>();
  private final Map<String, List<String>> shared = new LinkedHashMap<>();

  Recognition(Inventory inventory) {
    List<Inventory.Cookie> cookies = inventory.cookies();
    List<Inventory.Origin> origins = inventory.origins();
    for (boolean certain : new boolean[] {true, false}) {
      cookies.forEach(cookie -> take(cookie, Catalogue.ofCookie(cookie.name()), certain));
      origins.forEach(origin -> take(origin, Catalogue.ofOrigin(origin.origin()), certain));
    }
  }

  private void take(Inventory.Cookie cookie, List<Service> candidates, boolean certain) {
    if (candidates.isEmpty() && certain) {
      unknownCookies.add(cookie);
    } else if ((candidates.size() == 1) == certain && !candidates.isEmpty()) {
      evidence(cookie.name(), candidates).cookies().add(cookie);
    }
  }

  private void take(Inventory.Origin origin, List<Service> candidates, boolean certain) {
    if (candidates.isEmpty() && certain) {
      unknownOrigins.add(origin);
    } else if ((candidates.size() == 1) == certain && !candidates.isEmpty()) {
      evidence(origin.origin(), candidates).origins().add(origin);
    }
  }

  private Evidence evidence(String what, List<Service> candidates) {
    Service chosen =
        candidates.stream()
            .filter(service -> services.containsKey(service.id()))
            .findFirst()
            .orElseGet(() -> fewestOrigins(candidates));
    if (candidates.size() > 1) {
      shared.put(what, candidates.stream().map(Service::id).toList());
    }
    return services.computeIfAbsent(chosen.id(), ignored -> new Evidence());
  }

  private static Service fewestOrigins(List<Service> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(service -> service.origins().size()))
        .orElseThrow();
  }

  /** Returns the ids of the services by name, each with what points to it. */
  Map<String, Evidence> services() {
    return services;
  }

  List<Inventory.Cookie> unknownCookies() {
    return unknownCookies;
  }

  List<Inventory.Origin> unknownOrigins() {
    return unknownOrigins;
  }

  /** Returns what more than one service could have left, with the ids of all that could. */
  Map<String, List<String>> shared() {
    return shared;
  }
}
