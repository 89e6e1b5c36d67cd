// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.web.Statistics.Day;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The page counts of the last thirty days. Thread-safe. */
final class StatisticsPage {

  private static final int DAYS = 30;
  private static final int BAR_STEP = 10;
  private static final int CHART_HEIGHT = 100;

  private final Counter counter;

  StatisticsPage(Counter counter) {
    this.counter = counter;
  }

  void show(Visit visit, User user) throws IOException {
    Map<LocalDate, Day> days = visit.site().statistics().lastDays(DAYS);
    Texts texts = visit.texts();
    visit.page(
        "stats",
        texts.get("stats.title"),
        Map.of(
            "views", texts.number(sum(days.values().stream().mapToLong(Day::total))),
            "visitors", visitors(texts, days),
            "bars", bars(days, visit.site().today()),
            "rows", rows(visit, days),
            "totals", totals(visit),
            "consent", texts.get(consent(visit))));
  }

  /** Returns how much is kept of everybody together, which tells of nobody. */
  private static String totals(Visit visit) {
    return Stream.of("tenant", "user", "customer", "invoice")
        .map(
            name ->
                visit.part(
                    "stats-total",
                    Map.of(
                        "id", name,
                        "name", visit.texts().get("stats.total." + name),
                        "count", visit.texts().number(count(visit, "bh_" + name)))))
        .collect(Collectors.joining());
  }

  private static long count(Visit visit, String table) {
    return visit
        .site()
        .database()
        .first("SELECT COUNT(*) AS total FROM " + table, row -> row.number("total"))
        .orElse(0L);
  }

  private static long sum(LongStream numbers) {
    return numbers.sum();
  }

  private String visitors(Texts texts, Map<LocalDate, Day> days) {
    return counter.exempt()
        ? texts.get("stats.visitors.none")
        : texts.number(sum(days.values().stream().mapToLong(Day::visitors)));
  }

  private String consent(Visit visit) {
    if (counter.exempt()) {
      return "stats.consent.exempt";
    }
    return counter.agreed(visit) ? "stats.consent.granted" : "stats.consent.denied";
  }

  /** Returns one bar a day as drawing instructions, since no inline style passes our policy. */
  private static String bars(Map<LocalDate, Day> days, LocalDate today) {
    long most = days.values().stream().mapToLong(Day::total).reduce(1, Math::max);
    StringBuilder bars = new StringBuilder();
    for (int i = 0; i < DAYS; i++) {
      Day day = days.get(today.minusDays(DAYS - 1L - i));
      long height = day == null ? 0 : day.total() * CHART_HEIGHT / most;
      bars.append(
          "<rect x=\"%d\" y=\"%d\" width=\"7\" height=\"%d\" rx=\"1\"/>"
              .formatted(i * BAR_STEP + 1, CHART_HEIGHT - height, Math.max(height, 1)));
    }
    return bars.toString();
  }

  private static String rows(Visit visit, Map<LocalDate, Day> days) {
    Map<String, Long> views = new TreeMap<>();
    days.values().forEach(day -> day.views().forEach((p, n) -> views.merge(p, n, Long::sum)));
    if (views.isEmpty()) {
      return visit.part("stats-empty", Map.of());
    }
    return views.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .map(page -> row(visit, page.getKey(), page.getValue()))
        .collect(Collectors.joining());
  }

  private static String row(Visit visit, String path, long count) {
    return visit.part("stats-row", Map.of("path", path, "count", visit.texts().number(count)));
  }
}
