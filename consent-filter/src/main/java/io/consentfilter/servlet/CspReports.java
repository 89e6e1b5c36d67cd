// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * What browsers report against the Content-Security-Policy: how often which directive refused which
 * origin. It keeps no address of a page, no query, no text of a script and nothing about who
 * reported. Anybody can send reports, so numbers are hints, never proof; memory and work are
 * bounded, and what is too much or malformed is dropped and counted. Thread-safe.
 */
final class CspReports {

  /** More bytes than this are no report; callers read one more at most. */
  static final int LARGEST = 16_384;

  private static final int MOST_IN_A_BODY = 50;

  private final Clock clock;
  private final int mostDistinct;
  private final int mostPerMinute;

  private final Map<Violation, Long> counts = new HashMap<>();
  private long dropped;
  private Instant windowEnd = Instant.MIN;
  private int inWindow;

  /**
   * Collects nothing yet.
   *
   * @param mostDistinct how many pairs of directive and origin are kept
   * @param mostPerMinute how many bodies are read in a minute
   */
  CspReports(Clock clock, int mostDistinct, int mostPerMinute) {
    this.clock = clock;
    this.mostDistinct = mostDistinct;
    this.mostPerMinute = mostPerMinute;
  }

  private record Report(Violation violation, String page) {}

  /** A kind of refusal and how often it was reported. */
  record Count(String directive, String blocked, long times) {}

  /**
   * Takes the body of a report in either format that browsers send; never throws.
   *
   * @param body of type {@code application/csp-report} or {@code application/reports+json}
   * @return the refusals that were not reported before, for a log
   */
  List<Violation> take(byte[] body) {
    return take(body, (violation, page) -> {});
  }

  /**
   * Takes the body of a report likewise.
   *
   * @param each is told of every refusal in it, and of the page as the report names it, if at all
   */
  List<Violation> take(byte[] body, BiConsumer<Violation, String> each) {
    if (body.length > LARGEST || !mayRead()) {
      drop();
      return List.of();
    }
    List<Report> reports = parse(body);
    if (reports.isEmpty()) {
      drop();
    }
    reports.forEach(report -> each.accept(report.violation(), report.page()));
    return reports.stream().map(Report::violation).distinct().filter(this::note).toList();
  }

  /** Returns whether one more report may be read in this minute, and counts it. */
  synchronized boolean mayRead() {
    Instant now = clock.instant();
    if (!now.isBefore(windowEnd)) {
      windowEnd = now.plusSeconds(60);
      inWindow = 0;
    }
    return inWindow++ < mostPerMinute;
  }

  private synchronized void drop() {
    dropped++;
  }

  private synchronized boolean note(Violation violation) {
    if (!counts.containsKey(violation) && counts.size() >= mostDistinct) {
      dropped++;
      return false;
    }
    return counts.merge(violation, 1L, Long::sum) == 1;
  }

  /** Returns what was reported, the most frequent first. */
  synchronized List<Count> counts() {
    return counts.entrySet().stream()
        .map(entry -> count(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingLong(Count::times).reversed().thenComparing(Count::toString))
        .toList();
  }

  private static Count count(Violation violation, long times) {
    return new Count(violation.directive(), violation.blocked(), times);
  }

  /** Returns how many bodies and refusals were dropped: too many, too large or no reports. */
  synchronized long dropped() {
    return dropped;
  }

  private static List<Report> parse(byte[] body) {
    try (JsonReader reader =
        Json.createReader(new StringReader(new String(body, StandardCharsets.UTF_8)))) {
      return reports(reader.readValue()).flatMap(Optional::stream).distinct().toList();
    } catch (RuntimeException notJson) {
      // Parsson throws a bare RuntimeException where values are nested too deeply.
      return List.of();
    }
  }

  private static Stream<Optional<Report>> reports(JsonValue value) {
    if (value instanceof JsonArray array) {
      return array.stream().limit(MOST_IN_A_BODY).map(CspReports::fromReportingApi);
    }
    return Stream.of(value)
        .filter(JsonObject.class::isInstance)
        .map(object -> fromReportUri((JsonObject) object));
  }

  private static Optional<Report> fromReportUri(JsonObject object) {
    if (!(object.get("csp-report") instanceof JsonObject report)) {
      return Optional.empty();
    }
    String directive = text(report, "effective-directive");
    return Violation.of(
            directive.isEmpty() ? text(report, "violated-directive") : directive,
            text(report, "blocked-uri"))
        .map(violation -> new Report(violation, text(report, "document-uri")));
  }

  private static Optional<Report> fromReportingApi(JsonValue value) {
    if (value instanceof JsonObject report
        && text(report, "type").equals("csp-violation")
        && report.get("body") instanceof JsonObject body) {
      return Violation.of(text(body, "effectiveDirective"), text(body, "blockedURL"))
          .map(violation -> new Report(violation, text(body, "documentURL")));
    }
    return Optional.empty();
  }

  private static String text(JsonObject object, String key) {
    return object.get(key) instanceof JsonString string ? string.getString() : "";
  }
}
