// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is told, with its place. */
class MistakesTest {

  private static final String TABLE = Sample.resource("mistakes.txt");

  /** One row of the table: an input and all that must be said about it. */
  record Row(String input, String expected) {

    private static Named<Row> of(String block) {
      String title = block.substring(2, block.indexOf('\n'));
      String input = lines(block, line -> !line.startsWith("#") && !line.startsWith("=> "));
      String expected = lines(block, line -> line.startsWith("=> "));
      return Named.of(title, new Row(input, expected.replace("=> ", "")));
    }

    private static String lines(String block, Predicate<String> which) {
      return block.lines().filter(which).collect(Collectors.joining("\n"));
    }

    String json() {
      return input.startsWith("{") ? input : Sample.with(input);
    }
  }

  static Stream<Named<Row>> rows() {
    return Arrays.stream(TABLE.strip().split("\n\n+")).skip(1).map(Row::of);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void parse_unsound_tellsEveryMistakeWithItsPlace(Row row) {
    PolicyException e = assertThrows(PolicyException.class, () -> Policy.parse(row.json()));
    assertEquals(row.expected(), joined(e.mistakes()));
  }

  @Test
  void table_allRows_showEveryRuleButTheOneThatNeedsASearch() {
    Set<String> missing = new TreeSet<>();
    for (Rule rule : Rule.values()) {
      if (!TABLE.contains("#" + rule.anchor() + ")")) {
        missing.add(rule.anchor());
      }
    }
    assertEquals(Set.of("policy-fingerprint"), missing);
  }

  @Test
  void parse_manyMistakes_tellsAllOfThemInOneMessage() {
    String members =
        """
        "static":1,
        "prefix":"x",
        "csp":"y",
        "choice":{"lifetime":"P1D"},
        "services":[{"id":"a","cookies":[{"name":"b","lifetime":"P2Y"}]}],
        "protected":["/app/*"]
        """;
    PolicyException e =
        assertThrows(PolicyException.class, () -> Policy.parse(Sample.with(members)));
    assertEquals(Sample.resource("message.txt").strip(), e.getMessage());
  }

  @Test
  void parse_moreMistakesThanAnybodyReads_stopsCounting() {
    String many =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "\"k" + i + "\":1")
            .collect(Collectors.joining(","));
    PolicyException e = assertThrows(PolicyException.class, () -> Policy.parse("{" + many + "}"));
    assertEquals(500, e.mistakes().size());
  }

  @Test
  void parse_twoMeaningsWithOneFingerprint_refusesTheSecond() {
    String[] ids = collidingIds();
    String json =
        Sample.with(
            "\"purposes\":[" + Sample.purpose(ids[0]) + ",\n" + Sample.purpose(ids[1]) + "]");
    PolicyException e = assertThrows(PolicyException.class, () -> Policy.parse(json));
    assertEquals(
        "3:7: $.purposes[1].id: the same fingerprint as that of \"%s\", by chance; found \"%s\";"
                .formatted(ids[0], ids[1])
            + " allowed: another id (docs/troubleshooting.md#policy-fingerprint)",
        joined(e.mistakes()));
  }

  private static String[] collidingIds() {
    Map<Integer, String> seen = new HashMap<>();
    for (int i = 0; ; i++) {
      String id = "p" + i;
      String other = seen.putIfAbsent(Fingerprint.purpose(id, false), id);
      if (other != null) {
        return new String[] {other, id};
      }
    }
  }

  @Test
  void read_notUtf8_tellsWhere() {
    byte[] bytes = "{\n \"revision\": \"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    PolicyException e =
        assertThrows(
            PolicyException.class, () -> Policy.read(new ByteArrayInputStream(bytes), "p.json"));
    assertEquals("p.json", e.source());
    assertEquals(
        "2:15: $: not UTF-8; allowed: JSON in UTF-8 (docs/troubleshooting.md#policy-syntax)",
        joined(e.mistakes()));
  }

  @Test
  void read_oneByteTooMany_refuses() {
    byte[] bytes = new byte[PolicyReader.LARGEST + 1];
    Arrays.fill(bytes, (byte) ' ');
    PolicyException e =
        assertThrows(
            PolicyException.class, () -> Policy.read(new ByteArrayInputStream(bytes), "p.json"));
    assertEquals("policy-size", e.mistakes().get(0).anchor());
  }

  @Test
  void read_asLargeAsAllowed_reads() throws IOException {
    String json = Sample.with("\"static\":true");
    String padded = json + " ".repeat(PolicyReader.LARGEST - json.length());
    byte[] bytes = padded.getBytes(StandardCharsets.UTF_8);
    assertTrue(Policy.read(new ByteArrayInputStream(bytes), "p.json").staticPages());
  }

  @Test
  void parse_mistakeFarIntoTheText_isPlacedExactly() {
    StringBuilder members = new StringBuilder("\"x\":[");
    for (int i = 0; i < 20_000; i++) {
      members.append("{\"a\\\"\\\\b\" : -1.5e3 , \"\u00e9\":[true,\"\ud83d\ude00\"]},\n");
    }
    String json = Sample.with(members + "0], \"static\": 1");
    PolicyException e = assertThrows(PolicyException.class, () -> Policy.parse(json));
    List<String> places =
        e.mistakes().stream().map(m -> m.line() + ":" + m.column() + " " + m.path()).toList();
    assertEquals(List.of("2:1 $.x", "20002:15 $.static"), places);
  }

  @Test
  void anchors_allRules_areHeadingsOfTheDocumentation() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("..", "docs", "troubleshooting.md"));
    for (Rule rule : Rule.values()) {
      assertEquals(1, Collections.frequency(lines, "## " + rule.anchor()), rule.anchor());
    }
  }

  private static String joined(List<Mistake> mistakes) {
    return mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n"));
  }
}
