// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The words that a visitor reads, in every language that is shipped. */
class WordingTest {

  static final List<String> SHIPPED = List.of("nl", "en", "de", "fr", "es", "it", "pl", "ar");

  private static final Pattern NAME = Pattern.compile("\\{[^}]*}?");
  private static final String AMOUNT = "duration\\.[a-z]+\\.[a-z]+";

  /** Texts of a word or two that some languages have in common. */
  private static final Set<String> THE_SAME_ELSEWHERE =
      Set.of(
          "direction",
          "record.fact.id",
          "cookie.name",
          "cookie.third.no",
          "cookie.third.yes",
          "cookies.title",
          "statement.version");

  static Stream<String> shipped() {
    return SHIPPED.stream();
  }

  private static Map<String, String> sentences(String language) {
    Map<String, String> words = new TreeMap<>(Wording.shipped(language));
    words.keySet().removeIf(key -> key.matches(AMOUNT));
    return words;
  }

  private static List<String> names(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).sorted().distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  @Tag("R22")
  void shipped_language_hasEveryKeyAndEveryName(String language) {
    Map<String, String> english = sentences("en");
    Map<String, String> words = sentences(language);
    assertTrue(english.size() > 100, "so many texts: " + english.size());
    assertEquals(english.keySet(), words.keySet());
    english.forEach(
        (key, text) -> assertEquals(names(text), names(words.getOrDefault(key, "")), key));
    assertTrue(words.values().stream().noneMatch(String::isBlank));
    assertTrue(words.values().stream().allMatch(text -> text.equals(text.strip())));
  }

  @ParameterizedTest
  @CsvSource({
    "nl, one other",
    "en, one other",
    "de, one other",
    "fr, one other",
    "es, one other",
    "it, one other",
    "pl, few many one",
    "ar, few many one other two"
  })
  @Tag("R22")
  void shipped_amount_hasEveryFormOfTheLanguage(String language, String forms) {
    Map<String, String> words = Wording.shipped(language);
    for (String unit : List.of("year", "day", "hour", "minute", "second")) {
      String start = "duration." + unit + ".";
      Map<String, String> amounts = new TreeMap<>(words);
      amounts.keySet().removeIf(key -> !key.startsWith(start));
      assertEquals(
          forms,
          amounts.keySet().stream()
              .map(key -> key.substring(start.length()))
              .collect(Collectors.joining(" ")));
      // Arabic has words for one and two of something.
      amounts.forEach(
          (key, text) ->
              assertTrue(
                  text.startsWith("{number}") != key.matches(".*\\.(one|two)")
                      || !language.equals("ar"),
                  key));
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  @Tag("R22")
  void shipped_language_isNoCopyOfAnother(String language) {
    Map<String, String> words = sentences(language);
    for (String other : SHIPPED.subList(0, SHIPPED.indexOf(language))) {
      Set<String> same = new TreeSet<>(words.keySet());
      Map<String, String> others = sentences(other);
      same.removeIf(
          key ->
              THE_SAME_ELSEWHERE.contains(key)
                  || !words.getOrDefault(key, "").equals(others.get(key)));
      assertEquals(Set.of(), same, language + " and " + other);
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  @Tag("R12")
  void shipped_language_isWrittenInItsOwnLetters(String language) {
    Map<String, String> words = Wording.shipped(language);
    boolean arabic = language.equals("ar");
    assertEquals(arabic ? "rtl" : "ltr", words.remove("direction"));
    words.forEach(
        (key, text) ->
            assertEquals(
                arabic,
                text.codePoints()
                    .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.ARABIC),
                key));
  }

  @ParameterizedTest
  @CsvSource({
    "nl, Alles accepteren, Alles weigeren",
    "en, Accept all, Reject all",
    "de, Alle akzeptieren, Alle ablehnen",
    "fr, Tout accepter, Tout refuser",
    "es, Aceptar todo, Rechazar todo",
    "it, Accetta tutto, Rifiuta tutto",
    "pl, Zaakceptuj wszystko, Odrzuć wszystko",
    "ar, قبول الكل, رفض الكل"
  })
  @Tag("R21")
  void shipped_acceptAndReject_differInTheVerbAlone(String language, String accept, String reject) {
    Map<String, String> words = Wording.shipped(language);
    assertEquals(accept, words.get("accept"));
    assertEquals(reject, words.get("reject"));
    Set<String> shared = new TreeSet<>(List.of(accept.split(" ")));
    shared.retainAll(List.of(reject.split(" ")));
    assertEquals(1, shared.size());
    assertEquals(1, words.getOrDefault("accept.new", "").split(" ").length);
    assertEquals(1, words.getOrDefault("reject.new", "").split(" ").length);
  }

  /** Words that praise, plead, regret, frighten or blame. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nl | jammer helaas graag optima verbeter ervaring beste gratis aanbevolen leuk sorry
          en | unfortunately sorry love best enhanc great experience recommend happy enjoy free
          de | leider schade gern optimal beste verbesser erlebnis empfohlen kostenlos toll
          fr | malheureusement dommage optimal meilleur améliorer expérience recommand gratuit
          es | lamenta lástima óptim mejor experiencia recomendad gratis gustar
          it | purtroppo peccato ottimal miglior esperienza consigliat gratis gratuit
          pl | niestety szkoda optymal najlepsz lepsz doświadcze polecan zalecan darmow
          ar | للأسف أفضل الأفضل تحسين لتحسين تجربة مجان رائع نوصي ممتاز
          """)
  @Tag("R21")
  void shipped_words_areNeutral(String language, String emotive) {
    Wording.shipped(language)
        .forEach(
            (key, text) -> {
              String lower = text.toLowerCase(Locale.ROOT);
              assertFalse(lower.contains("!"), key);
              for (String word : emotive.split(" ", -1)) {
                Pattern start = Pattern.compile("(?<!\\p{L})" + word);
                assertFalse(start.matcher(lower).find(), key + " holds " + word);
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "nl, gerechtvaardigd",
    "en, legitimate",
    "de, berechtigt",
    "fr, légitime",
    "es, legítimo",
    "it, legittimo",
    "pl, uzasadnion",
    "ar, مشروعة"
  })
  @Tag("R17")
  void shipped_words_knowNoLegitimateInterest(String language, String word) {
    String all = Wording.shipped(language).values().toString().toLowerCase(Locale.ROOT);
    assertFalse(all.contains(word));
  }

  /** So that buttons stay on a line and words on a screen of 320 pixels. */
  @ParameterizedTest
  @MethodSource("shipped")
  @Tag("R102")
  void shipped_words_fitSmallScreens(String language) {
    Map<String, String> words = Wording.shipped(language);
    for (String button : List.of("accept", "reject", "accept.new", "reject.new", "save")) {
      assertTrue(words.getOrDefault(button, "").length() <= 24, words.getOrDefault(button, ""));
    }
    words.forEach(
        (key, text) -> {
          assertTrue(text.length() <= 300, key + " has " + text.length());
          Stream.of(text.split("[ \u00a0-]"))
              .forEach(word -> assertTrue(word.length() <= 24, key + " holds " + word));
        });
  }

  @Test
  void of_region_hasTheWordsOfItsLanguage() {
    assertEquals("Alles weigeren", Wording.of("nl-be").get("reject"));
    assertEquals("Alle ablehnen", Wording.of("de-at").get("reject"));
    assertEquals(Wording.shipped("pl"), Wording.of("pl"));
  }

  @Test
  void of_languageThatIsNotShipped_isEnglish() {
    assertEquals(Wording.shipped("en"), Wording.of("pt-br"));
  }

  @Test
  void read_ownTexts_replaceThoseOfTheirLanguage() {
    Policy policy =
        Policy.parse(
            Sample.with(
                """
                "texts":{"nl":{"reject":"Nee","banner.intro":"{controller} vraagt:","direction":"rtl"}}
                """));
    Map<String, String> words = policy.texts("nl");
    assertEquals("Nee", words.get("reject"));
    assertEquals("{controller} vraagt:", words.get("banner.intro"));
    assertEquals("rtl", words.get("direction"));
    assertEquals("Alles accepteren", words.get("accept"));
    assertEquals(Wording.shipped("en"), policy.texts("en"));
    assertThrows(IllegalArgumentException.class, () -> policy.texts("de"));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void read_everyTextReplacedByItself_isSound(String language) {
    String texts =
        Wording.shipped(language).entrySet().stream()
            .map(word -> "\"%s\":%s".formatted(word.getKey(), quoted(word.getValue())))
            .collect(Collectors.joining(",", "{\"" + language + "\":{", "}}"));
    Policy policy =
        Policy.parse(
            "{\"revision\":1,\"controller\":{\"name\":\"B\",\"contact\":\"a@b.example\"},"
                + "\"languages\":[\""
                + language
                + "\"],\"texts\":"
                + texts
                + "}");
    assertEquals(Wording.shipped(language), policy.texts(language));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\\\"") + "\"";
  }
}
