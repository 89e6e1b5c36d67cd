// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

  private static final Pattern NAME = Pattern.compile("\\{[a-z]+}");

  @Test
  @Tag("R22")
  void shipped_dutchAndEnglish_haveTheSameKeysAndNames() {
    Map<String, String> dutch = Texts.shipped("nl");
    Map<String, String> english = Texts.shipped("en");
    assertTrue(dutch.size() > 80, "so many texts: " + dutch.size());
    assertEquals(dutch.keySet(), english.keySet());
    dutch.forEach(
        (key, text) -> assertEquals(names(text), names(english.getOrDefault(key, "")), key));
  }

  private static List<String> names(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).sorted().distinct().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "en"})
  @Tag("R21")
  void shipped_words_areNeutral(String language) {
    List<String> emotive =
        List.of(
            "!",
            "jammer",
            "helaas",
            "graag",
            "beste ervaring",
            "optima",
            "verbeterde ervaring",
            "unfortunately",
            "sorry",
            "love",
            "best experience",
            "enhance",
            "great");
    Texts.shipped(language)
        .forEach(
            (key, text) ->
                emotive.forEach(
                    word -> assertFalse(text.toLowerCase(Locale.ROOT).contains(word), key)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "en"})
  @Tag("R17")
  void shipped_words_knowNoLegitimateInterest(String language) {
    String all = Texts.shipped(language).values().toString().toLowerCase(Locale.ROOT);
    assertFalse(all.contains("gerechtvaardigd") || all.contains("legitimate"));
  }

  @ParameterizedTest
  @EnumSource(Notice.class)
  void shipped_everyNotice_hasATitleAndAText(Notice notice) {
    for (String language : List.of("nl", "en")) {
      Texts texts = Texts.of(language, Map.of());
      assertFalse(texts.get("notice." + notice.key() + ".title").isEmpty());
      assertFalse(texts.get("notice." + notice.key() + ".text").isEmpty());
    }
  }

  @Test
  void of_regionOrUnknownLanguage_fallsBack() {
    assertEquals("Alles weigeren", Texts.of("nl-be", Map.of()).get("reject"));
    assertEquals("Reject all", Texts.of("fr", Map.of()).get("reject"));
  }

  @Test
  void of_ownText_wins() {
    assertEquals("Nee", Texts.of("nl", Map.of("reject", "Nee")).get("reject"));
  }

  @Test
  void of_ownTextThatNothingUses_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> Texts.of("nl", Map.of("rejct", "Nee")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Pages(Printed.POLICY, Map.of("fr", Map.of("reject", "Non")), false));
  }

  @Test
  @Tag("R51")
  void html_textAndValue_areEscaped() {
    Texts texts = Texts.of("nl", Map.of("settings.intro", "<i>{controller}</i> & \"meer\""));
    assertEquals(
        "&lt;i&gt;&lt;b&gt;&lt;/i&gt; &amp; &quot;meer&quot;",
        texts.html("settings.intro", "controller", "<b>").markup());
  }

  @Test
  void html_nameWithoutValue_isAProgrammersError() {
    Texts texts = Texts.of("nl", Map.of());
    assertThrows(IllegalArgumentException.class, () -> texts.html("settings.intro", Map.of()));
    assertThrows(IllegalArgumentException.class, () -> texts.get("no such key"));
  }

  @Test
  void shipped_noNamesThatContentBlockersRemove() {
    TreeSet<String> all = new TreeSet<>();
    for (String language : List.of("nl", "en")) {
      all.add(Printed.PAGES.banner(Printed.UNDECIDED, Printed.context(language)));
      all.add(Printed.PAGES.settingsLink(Printed.context(language)));
    }
    String text = all.toString().toLowerCase(Locale.ROOT);
    List.of("cookie-banner", "cookie-consent", "cookie-notice", "gdpr", "-consent-banner.")
        .forEach(name -> assertFalse(text.contains(name), name));
  }
}
