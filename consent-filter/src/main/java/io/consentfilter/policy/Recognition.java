// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import io.consentfilter.policy.Inventory.Cookie;
import io.consentfilter.policy.Inventory.Origin;
import io.consentfilter.policy.Inventory.StorageKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which ready-made services an inventory points to. What several share counts for one that
 * something else points to as well, or else for the one that has the fewest origins.
 */
final class Recognition {

  /** What points to a service. */
  record Evidence(List<Cookie> cookies, List<Origin> origins, List<StorageKey> storageKeys) {
    Evidence() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Map<String, Evidence> services = new TreeMap<>();
  private final Evidence unknown = new Evidence();
  private final Map<String, List<String>> shared = new LinkedHashMap<>();

  Recognition(Inventory inventory) {
    for (boolean certain : new boolean[] {true, false}) {
      for (Cookie cookie : inventory.cookies()) {
        List<Service> candidates = Catalogue.ofCookie(cookie.name());
        take(cookie, cookie.name(), Evidence::cookies, candidates, certain);
      }
      for (Origin origin : inventory.origins()) {
        List<Service> candidates = Catalogue.ofOrigin(origin.origin());
        take(origin, origin.origin(), Evidence::origins, candidates, certain);
      }
      for (StorageKey key : inventory.storageKeys()) {
        List<Service> candidates = Catalogue.ofStorageKey(key.key());
        take(key, key.key(), Evidence::storageKeys, candidates, certain);
      }
    }
  }

  private <T> void take(
      T seen,
      String name,
      Function<Evidence, List<T>> sort,
      List<Service> candidates,
      boolean certain) {
    if (candidates.isEmpty() && certain) {
      sort.apply(unknown).add(seen);
    } else if ((candidates.size() == 1) == certain && !candidates.isEmpty()) {
      sort.apply(evidence(name, candidates)).add(seen);
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

  /** Returns what points to none. */
  Evidence unknown() {
    return unknown;
  }

  /** Returns what more than one service could have left, with the ids of all that could. */
  Map<String, List<String>> shared() {
    return shared;
  }
}
