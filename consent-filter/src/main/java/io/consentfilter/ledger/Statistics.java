// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many decided what, by day (UTC) and revision of the policy; no record can be found in it. Not
 * safe for use by several threads.
 */
public final class Statistics {

  /**
   * What is counted together.
   *
   * @param day the day in UTC, such as {@code 2026-11-01}
   * @param revision the revision of the policy
   */
  public record Key(String day, int revision) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int days = day.compareTo(other.day);
      return days != 0 ? days : Integer.compare(revision, other.revision);
    }
  }

  private final SortedMap<Key, SortedMap<String, Long>> counts = new TreeMap<>();

  Statistics() {}

  /** Counts a line of the ledger. */
  void count(JsonObject line) {
    Key key = new Key(line.getString("at").substring(0, 10), line.getInt("rev"));
    add(key, line.getString("source") + " " + line.getString("event"));
    answers(key, "purpose ", line.getJsonObject("purposes"));
    answers(key, "service ", line.getJsonObject("services"));
  }

  private void answers(Key key, String kind, JsonObject answers) {
    answers.forEach(
        (id, granted) ->
            add(key, kind + id + (granted == JsonValue.TRUE ? " granted" : " denied")));
  }

  private void add(Key key, String what) {
    counts.computeIfAbsent(key, day -> new TreeMap<>()).merge(what, 1L, Long::sum);
  }

  /** Returns how often each thing happened, by its name, for each day and revision. */
  public Map<Key, SortedMap<String, Long>> counts() {
    return counts;
  }
}
