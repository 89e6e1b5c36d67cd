// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.servlet.CspReports.Count;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CspReportsTest {

  private static final long SEED = Long.getLong("seed", System.nanoTime());

  private static final String REPORT_URI =
      """
      {"csp-report": {"document-uri": "https://site.example/page?secret=1", "referrer": "",
       "effective-directive": "%s", "violated-directive": "x", "original-policy": "default-src",
       "blocked-uri": "%s", "status-code": 200, "script-sample": "let password"}}
      """;

  private static final String REPORTING_API =
      """
      [{"type": "csp-violation", "age": 1, "url": "https://site.example/page?secret=1",
        "user_agent": "Browser", "body": {"effectiveDirective": "%s", "blockedURL": "%s"}},
       {"type": "deprecation", "body": {"id": "x"}}]
      """;

  private final MovableClock clock = new MovableClock();
  private final CspReports reports = new CspReports(clock, 3, 10);

  private List<Violation> take(String body) {
    return reports.take(body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {REPORT_URI, REPORTING_API})
  void take_eitherFormat_keepsDirectiveAndOriginAlone(String format) {
    String body = format.formatted("script-src-elem", "https://tags.example:8443/a/b?user=7#x");
    assertEquals(
        List.of(new Violation("script-src-elem", "https://tags.example:8443")), take(body));
    assertEquals(List.of(), take(body), "only what is new is told");
    assertEquals(
        List.of(new Count("script-src-elem", "https://tags.example:8443", 2)), reports.counts());
    assertFalse(reports.counts().toString().contains("secret"), reports.counts().toString());
    assertEquals(0, reports.dropped());
  }

  @Test
  void take_withoutEffectiveDirective_readsTheViolatedOne() {
    String body =
        "{\"csp-report\":{\"violated-directive\":\"img-src 'self' data:\","
            + "\"blocked-uri\":\"https://pixel.example\"}}";
    assertEquals(List.of(new Violation("img-src", "https://pixel.example")), take(body));
  }

  @ParameterizedTest
  @CsvSource({
    "inline, inline",
    "eval, eval",
    "data, data",
    "'data:image/png;base64,AAAA', data",
    "blob:https://site.example/1, blob",
    "HTTPS://Tags.Example/, https://tags.example",
    "wss://socket.example/x, wss://socket.example",
    "https://[2001:db8::1]/x, https://[2001:db8::1]",
  })
  void take_blocked_isAnOriginOrAWord(String blocked, String kept) {
    take(REPORT_URI.formatted("script-src", blocked));
    assertEquals(List.of(new Count("script-src", kept, 1)), reports.counts());
  }

  @ParameterizedTest
  @CsvSource({
    "script-src, chrome-extension://abcdef/x.js",
    "script-src, moz-extension",
    "script-src, ''",
    "script-src, https://u:p@tags.example/",
    "script-src, https://tags.example\\u0000",
    "script-src, //tags.example",
    "'', https://tags.example",
    "sandbox, https://tags.example",
    "<b>, https://tags.example",
  })
  void take_whatNoPageOfOursCauses_isDropped(String directive, String blocked) {
    assertEquals(List.of(), take(REPORT_URI.formatted(directive, blocked)));
    assertEquals(List.of(), reports.counts());
    assertEquals(1, reports.dropped());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "7",
        "\"x\"",
        "[]",
        "[null,7,[]]",
        "{}",
        "{\"csp-report\":7}",
        "{\"csp-report\":{}}",
        "{\"csp-report\":{\"effective-directive\":{},\"blocked-uri\":[]}}",
        "[{\"type\":\"csp-violation\"}]",
        "{\"csp-report\":{}} trailing",
        "\u0000\u0001"
      })
  void take_noReport_isDropped(String body) {
    assertEquals(List.of(), take(body));
    assertEquals(1, reports.dropped());
  }

  @Test
  void take_nestedDeeply_isDropped() {
    take("[".repeat(CspReports.LARGEST));
    take("{\"a\":".repeat(CspReports.LARGEST / 5));
    assertEquals(2, reports.dropped());
  }

  @Test
  void take_tooLarge_isDropped() {
    String body = REPORT_URI.formatted("script-src", "https://tags.example");
    assertEquals(1, take(body + " ".repeat(CspReports.LARGEST - body.length())).size());
    assertEquals(0, take(body + " ".repeat(CspReports.LARGEST - body.length() + 1)).size());
    assertEquals(1, reports.counts().get(0).times());
  }

  @Test
  void take_moreKindsThanAreKept_countsTheKnownOnesOnly() {
    for (int i = 0; i < 5; i++) {
      take(REPORT_URI.formatted("script-src", "https://h" + i + ".example"));
    }
    take(REPORT_URI.formatted("script-src", "https://h2.example"));
    assertEquals(3, reports.counts().size());
    assertEquals(new Count("script-src", "https://h2.example", 2), reports.counts().get(0));
    assertEquals(2, reports.dropped());
  }

  @Test
  void take_moreThanAMinuteAllows_waitsForTheNext() {
    String body = REPORT_URI.formatted("script-src", "https://tags.example");
    for (int i = 0; i < 12; i++) {
      take(body);
    }
    assertEquals(10, reports.counts().get(0).times());
    assertEquals(2, reports.dropped());
    clock.advance(Duration.ofSeconds(59));
    take(body);
    assertEquals(10, reports.counts().get(0).times());
    clock.advance(Duration.ofSeconds(1));
    take(body);
    assertEquals(11, reports.counts().get(0).times());
  }

  @Test
  void take_manyReportsInOneBody_readsTheFirstFifty() {
    CspReports roomy = new CspReports(clock, 1_000, 10);
    String body =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    "{\"type\":\"csp-violation\",\"body\":{\"effectiveDirective\":\"img-src\","
                        + "\"blockedURL\":\"https://h"
                        + i
                        + ".example\"}}")
            .collect(Collectors.joining(",", "[", "]"));
    assertEquals(50, roomy.take(body.getBytes(StandardCharsets.UTF_8)).size());
  }

  @Test
  void take_anyBytes_neverThrows() {
    Random random = new Random(SEED);
    byte[] sound =
        REPORTING_API.formatted("img-src", "https://h.example").getBytes(StandardCharsets.UTF_8);
    CspReports all = new CspReports(clock, 100, Integer.MAX_VALUE);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = Arrays.copyOf(sound, 1 + random.nextInt(sound.length));
      for (int i = 0; i < 4; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      all.take(bytes);
    }
    assertTrue(all.counts().size() <= 100, "seed " + SEED);
  }
}
