// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextsTest {

  private static final Pattern TEXT = Pattern.compile("\\{\\{t\\.([^}]+)}}");

  static Stream<Path> templates() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(TextsTest.class.getResource("/templates")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    }
  }

  @Test
  @Tag("R22")
  void keys_ofBothLanguages_areTheSame() {
    Set<String> dutch = Texts.in(Language.NL).keys();
    assertEquals(dutch, Texts.in(Language.EN).keys());
    assertTrue(dutch.size() > 100);
  }

  @ParameterizedTest
  @MethodSource("templates")
  void template_namesOnlyTextsThatExist(Path template) throws IOException {
    Set<String> named =
        TEXT.matcher(Files.readString(template))
            .results()
            .map(place -> place.group(1))
            .collect(Collectors.toSet());
    named.removeAll(Texts.in(Language.NL).keys());
    assertEquals(Set.of(), named);
  }

  @ParameterizedTest
  @MethodSource("templates")
  @Tag("R60")
  void template_underAStrictPolicy_hasNoInlineStyleOrScript(Path template) throws IOException {
    String html = Files.readString(template).toLowerCase(Locale.ROOT);
    assertFalse(html.contains("<style"));
    assertFalse(Pattern.compile("\\s(style|on[a-z]+)=").matcher(html).find());
    assertFalse(Pattern.compile("<script(?![^>]*\\ssrc=)").matcher(html).find());
    assertFalse(html.contains("javascript:"));
  }

  @Test
  void get_ofAKeyThatDoesNotExist_throws() {
    assertThrows(IllegalArgumentException.class, () -> Texts.in(Language.NL).get("no.such.key"));
  }

  @Test
  void euros_inEachLanguage_areWrittenItsWay() {
    assertEquals("€ 1.234,50", Texts.in(Language.NL).euros(123_450).replace('\u00a0', ' '));
    assertEquals("€1,234.50", Texts.in(Language.EN).euros(123_450));
  }

  @Test
  void fill_withMarkupInAValue_escapesIt() {
    String html =
        Template.named("notice").fill(Texts.in(Language.NL), Map.of("text", "<b a='1'>\"&"));
    assertTrue(html.contains("&lt;b a=&#39;1&#39;&gt;&quot;&amp;"), html);
  }

  @Test
  void fill_withAPlaceInAValue_doesNotFillItAgain() {
    String html =
        Template.named("notice").fill(Texts.in(Language.NL), Map.of("text", "{{t.home.title}}$1"));
    assertTrue(html.contains("{{t.home.title}}$1"), html);
  }

  @Test
  void fill_withoutAValue_throws() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Template.named("notice").fill(Texts.in(Language.NL), Map.of()));
  }

  @ParameterizedTest
  @CsvSource({"en-GB, EN", "nl-BE, NL", "de, NL", "'de,en-US', EN", "'nl,en', NL"})
  void preferred_ofTheVisitorsList_isTheFirstThatIsSpoken(String wishes, Language expected) {
    List<Locale> locales = Stream.of(wishes.split(",", -1)).map(Locale::forLanguageTag).toList();
    assertEquals(expected, Language.preferred(locales));
  }
}
