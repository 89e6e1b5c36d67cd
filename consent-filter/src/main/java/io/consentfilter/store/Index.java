// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Ids by key; a key without ids takes no room.
 *
 * <p>Safe for use by several threads.
 */
final class Index {

  private final ConcurrentMap<String, Set<String>> ids = new ConcurrentHashMap<>();

  void add(String key, String id) {
    ids.compute(
        key,
        (same, known) -> {
          Set<String> all = known == null ? ConcurrentHashMap.newKeySet() : known;
          all.add(id);
          return all;
        });
  }

  void remove(String key, String id) {
    ids.computeIfPresent(
        key,
        (same, known) -> {
          known.remove(id);
          return known.isEmpty() ? null : known;
        });
  }

  Set<String> of(String key) {
    return Set.copyOf(ids.getOrDefault(key, Set.of()));
  }

  int keys() {
    return ids.size();
  }
}
