// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked again, and what is not. */
@Tag("R33")
@Tag("E61")
class FingerprintTest {

  private static final String TEXT = Sample.documented().get(0);
  private static final Policy BEFORE = Policy.parse(TEXT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"revision\": 3' | '\"revision\": 4'",
        "'Our own statistics' | 'Our own statistic'",
        "'om haar te verbeteren' | 'om hem te verbeteren'",
        "'\"nl\": \"Films\"' | '\"nl\": \"Video\"'",
        "'\"lifetime\": \"P30D\"' | '\"lifetime\": \"P31D\"'",
        "'\"name\": \"bh_stats\"' | '\"name\": \"bh_statistics\"'",
        "'\"name\": \"Boekhuis B.V.\"' | '\"name\": \"Boekhuis N.V.\"'",
        "'https://boekhuis.example/privacy' | 'https://boekhuis.example/cookies'",
        "'\"bh_stats_*\"' | '\"bh_stats_*\", \"bh_more\"'"
      })
  void parse_wordsOrCookiesChange_asksNothingAgain(String old, String changed) {
    assertEquals(Set.of(), changed(old, changed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"recipients\": [\"Hostbedrijf B.V.\"]' | '\"recipients\": [\"Ander B.V.\"]' | statistics",
        "'https://stats.boekhuis' | 'https://stat.boekhuis' | statistics",
        "'\"sharing\": true' | '\"sharing\": false' | video",
        "'\"use\": \"youtube\",' | '\"use\": \"youtube\", \"provider\": \"X\",' | youtube",
        "'\"use\": \"youtube\",' | '\"use\": \"youtube\", \"purpose\": \"analytics\",' | youtube",
        "'\"id\": \"statistics\"' | '\"id\": \"stats\"' | stats"
      })
  void parse_meaningChanges_asksOnlyThatAgain(String old, String changed, String id) {
    assertEquals(Set.of(id), changed(old, changed));
  }

  private static Set<String> changed(String old, String changed) {
    assertTrue(TEXT.contains(old), old);
    Set<Integer> known = new HashSet<>();
    BEFORE.items().forEach(item -> known.add(item.fingerprint()));
    Set<String> ids = new TreeSet<>();
    Policy.parse(TEXT.replace(old, changed)).items().stream()
        .filter(item -> !known.contains(item.fingerprint()))
        .forEach(item -> ids.add(item.id()));
    return ids;
  }

  @Test
  void service_orderOfLists_doesNotCount() {
    assertEquals(
        Fingerprint.service("a", "b", "c", List.of("d", "e"), List.of("f", "g")),
        Fingerprint.service("a", "b", "c", List.of("e", "d"), List.of("g", "f")));
  }

  @Test
  void service_partsThatMoveAcrossABorder_count() {
    int whole = Fingerprint.service("a", "b", "cd", List.of("e"), List.of());
    assertNotEquals(whole, Fingerprint.service("a", "bc", "d", List.of("e"), List.of()));
    assertNotEquals(whole, Fingerprint.service("a", "b", "cd", List.of(), List.of("e")));
    assertNotEquals(whole, Fingerprint.service("a", "b", "c", List.of("d", "e"), List.of()));
  }

  @Test
  void fingerprints_acrossReleases_stayWhatTheyAre() {
    assertEquals(0x5001bd, Fingerprint.purpose("analytics", false));
    assertEquals(
        0x8fc04f, Fingerprint.service("a", "b", "c", List.of("d"), List.of("https://e.example")));
  }

  @Test
  void fingerprint_any_fitsInThreeBytes() {
    for (int i = 0; i < 1000; i++) {
      assertEquals(0, Fingerprint.purpose("p" + i, false) >>> 24);
    }
  }
}
