// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * How often each page was seen, per day (UTC). Only these sums are kept: which visitor saw what is
 * not, and the visitor ids of today stay in memory until midnight to count nobody twice. After a
 * restart a visitor may therefore count again. Thread-safe.
 */
final class Statistics implements AutoCloseable {

  /** Sums older than this are dropped; CNIL allows audience data 25 months. */
  static final int MONTHS_KEPT = 25;

  private static final System.Logger LOG = System.getLogger(Statistics.class.getName());
  private static final int MOST_IDS = 50_000;
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(10);

  private final StatisticsFile file;
  private final Clock clock;
  private final NavigableMap<LocalDate, Day> days;
  private final Set<String> idsToday = new HashSet<>();
  private LocalDate today;
  private Instant written;

  Statistics(Path path, Clock clock) throws IOException {
    this.file = new StatisticsFile(path);
    this.clock = clock;
    this.days = file.read();
    this.today = today();
    this.written = clock.instant();
    purge();
  }

  /** Counts a view by nobody in particular. */
  synchronized void view(String path) {
    turnDay();
    day().view(path);
    writeNowAndThen();
  }

  /** Counts a view by the visitor with this id. */
  synchronized void view(String path, String visitorId) {
    turnDay();
    if (idsToday.size() < MOST_IDS && idsToday.add(visitorId)) {
      day().visitor();
    }
    view(path);
  }

  /** Returns the sums of the last days, the present one included; days without views are absent. */
  synchronized Map<LocalDate, Day> lastDays(int count) {
    TreeMap<LocalDate, Day> copy = new TreeMap<>();
    days.tailMap(today().minusDays(count - 1L), true)
        .forEach((date, day) -> copy.put(date, day.copy()));
    return copy;
  }

  /** Writes the sums. */
  @Override
  public synchronized void close() throws IOException {
    file.write(days);
  }

  private Day day() {
    return days.computeIfAbsent(today, date -> new Day());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private void turnDay() {
    LocalDate now = today();
    if (!now.equals(today)) {
      today = now;
      idsToday.clear();
      purge();
    }
  }

  private void purge() {
    days.headMap(today.minusMonths(MONTHS_KEPT)).clear();
  }

  private void writeNowAndThen() {
    Instant now = clock.instant();
    if (now.isBefore(written.plus(BETWEEN_WRITES))) {
      return;
    }
    written = now;
    try {
      file.write(days);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The page counts could not be written; the next write tries again", e);
    }
  }

  /** The sums of one day. */
  static final class Day {

    private final Map<String, Long> views = new TreeMap<>();
    private long visitors;

    void view(String path) {
      views.merge(path, 1L, Long::sum);
    }

    void visitor() {
      visitors++;
    }

    void set(String path, long count) {
      views.put(path, count);
    }

    void setVisitors(long count) {
      visitors = count;
    }

    Map<String, Long> views() {
      return views;
    }

    long visitors() {
      return visitors;
    }

    long total() {
      return views.values().stream().mapToLong(Long::longValue).sum();
    }

    private Day copy() {
      Day copy = new Day();
      copy.views.putAll(views);
      copy.visitors = visitors;
      return copy;
    }
  }
}
