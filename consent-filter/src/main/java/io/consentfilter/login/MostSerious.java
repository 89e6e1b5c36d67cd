// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps so many things and no more, each until it is out of date.
 *
 * <p>Where one more would be too many, the one with the fewest failures goes, of several the one
 * whose last failure is longest ago: somebody who fails from many addresses, a little from each,
 * pushes out his own. The newest never goes. Not safe for use by several threads.
 */
final class MostSerious<K, V> {

  private static final Comparator<Rank> LEAST_FIRST =
      Comparator.comparingLong(Rank::failures).thenComparingLong(Rank::turn);

  private record Rank(long failures, long turn) {}

  private record Kept<V>(V value, Rank rank, Duration at) {}

  private final int most;
  private final Map<K, Kept<V>> oldestFirst = new LinkedHashMap<>();
  private final TreeMap<Rank, K> leastFirst = new TreeMap<>(LEAST_FIRST);
  private long turn;

  MostSerious(int most) {
    this.most = most;
  }

  Optional<V> get(K key) {
    return Optional.ofNullable(oldestFirst.get(key)).map(Kept::value);
  }

  /**
   * Notes a failure.
   *
   * @param at the time of it; never before that of the failure noted last
   */
  void put(K key, V value, long failures, Duration at) {
    remove(key);
    if (oldestFirst.size() >= most) {
      remove(leastFirst.firstEntry().getValue());
    }
    Rank rank = new Rank(failures, turn++);
    oldestFirst.put(key, new Kept<>(value, rank, at));
    leastFirst.put(rank, key);
  }

  /** Changes what is kept, and neither its age nor its rank. */
  void amend(K key, V value) {
    oldestFirst.computeIfPresent(key, (same, old) -> new Kept<>(value, old.rank(), old.at()));
  }

  Optional<V> remove(K key) {
    Optional<Kept<V>> old = Optional.ofNullable(oldestFirst.remove(key));
    old.ifPresent(kept -> leastFirst.remove(kept.rank()));
    return old.map(Kept::value);
  }

  /** Drops everything that last failed then or before. */
  void dropUntil(Duration then) {
    Iterator<Kept<V>> oldest = oldestFirst.values().iterator();
    while (oldest.hasNext()) {
      Kept<V> kept = oldest.next();
      if (kept.at().compareTo(then) > 0) {
        return;
      }
      oldest.remove();
      leastFirst.remove(kept.rank());
    }
  }

  void clear() {
    oldestFirst.clear();
    leastFirst.clear();
  }

  int size() {
    return oldestFirst.size();
  }

  List<Map.Entry<K, V>> all() {
    return oldestFirst.entrySet().stream()
        .map(kept -> Map.entry(kept.getKey(), kept.getValue().value()))
        .toList();
  }
}
