// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the banner says and how it looks: a fair question. */
class FirstLayerIT extends BrowserTest {

  /** All computed properties of an element that a person can see, and its size. */
  private static final String LOOKS =
      """
      element => {
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const seen = /^(font|color|background|border|outline|opacity|padding|text|box-shadow|filter|letter|line|cursor|visibility|transform)/;
        return Array.from(style).filter(name => seen.test(name)).sort()
          .map(name => name + ':' + style.getPropertyValue(name))
          .concat('width:' + Math.round(box.width), 'height:' + Math.round(box.height)).join('\\n');
      }
      """;

  @ParameterizedTest
  @Tag("R13")
  @Tag("R14")
  @CsvSource({"1280, 800, LIGHT", "1280, 800, DARK", "320, 640, LIGHT", "320, 640, DARK"})
  void buttons_forYesAndNo_lookTheSame(int width, int height, ColorScheme scheme) {
    Visitor visitor = visitor(dutch().setViewportSize(width, height).setColorScheme(scheme));
    visitor.open("/");
    Locator accept = visitor.banner().locator("button[data-consent-action=accept]");
    Locator reject = visitor.banner().locator("button[data-consent-action=reject]");
    assertThat(accept).isInViewport();
    assertThat(reject).isInViewport();
    String looks = (String) accept.evaluate(LOOKS);
    assertTrue(looks.contains("background-color:rgb"), looks);
    assertEquals(looks, reject.evaluate(LOOKS));
  }

  /** A third, empty column beside them would make them narrow. */
  @ParameterizedTest
  @Tag("R14")
  @ValueSource(ints = {320, 600, 900})
  void buttons_belowTheText_shareTheWholeWidth(int width) {
    Visitor visitor = visitor(dutch().setViewportSize(width, 760));
    visitor.open("/");
    double row = visitor.banner().locator("form").last().boundingBox().width;
    double both =
        visitor.banner().locator("button[data-consent-action=accept]").boundingBox().width
            + visitor.banner().locator("button[data-consent-action=reject]").boundingBox().width;
    assertTrue(both > 0.9 * row, both + " of " + row);
  }

  @ParameterizedTest
  @Tag("R14")
  @CsvSource({"1280, 800", "320, 640"})
  void buttons_ofTheSettings_lookTheSame(int width, int height) {
    Visitor visitor = visitor(dutch().setViewportSize(width, height));
    visitor.open("/");
    Locator form = visitor.openSettings();
    assertEquals(
        form.locator("[data-consent-action=accept]").evaluate(LOOKS),
        form.locator("[data-consent-action=reject]").evaluate(LOOKS));
  }

  @Test
  @Tag("R12")
  @Tag("R24")
  void banner_inDutch_saysWhoAsksWhatForAndHowToTakeItBack() {
    Locator banner = visitorAt("/").banner();
    assertEquals("nl", banner.getAttribute("lang"));
    for (String text :
        List.of("Boekhuis B.V.", "Statistieken", "Video's van anderen", "Marketing", "intrekken")) {
      assertThat(banner).containsText(text);
    }
  }

  @Test
  @Tag("R24")
  void links_ofTheBanner_workBeforeChoosing() {
    Visitor visitor = visitorAt("/");
    List<Locator> links = visitor.banner().locator("a[href]").all();
    assertEquals(3, links.size());
    for (Locator link : links) {
      String path = link.getAttribute("href");
      assertEquals(200, visitor.context().request().get(visitor.url(path)).status(), path);
    }
    assertFalse(visitor.decided());
  }

  @ParameterizedTest
  @Tag("R22")
  @CsvSource({
    "nl-NL, nl, Alles accepteren, Alles weigeren, Cookie-instellingen",
    "en-GB, en, Accept all, Reject all, Cookie settings",
    "fr-FR, nl, Alles accepteren, Alles weigeren, Cookie-instellingen"
  })
  void layers_speakThePagesLanguage(
      String locale, String language, String accept, String reject, String settings) {
    Visitor visitor = visitor(dutch().setLocale(locale));
    visitor.open("/");
    assertEquals(language, visitor.find("html").getAttribute("lang"));
    assertEquals(language, visitor.banner().getAttribute("lang"));
    assertThat(visitor.action("accept")).hasText(accept);
    assertThat(visitor.action("reject")).hasText(reject);
    Locator form = visitor.openSettings();
    assertThat(form.locator("h1")).hasText(settings);
    assertEquals(language, form.getAttribute("lang"));
    assertFalse(form.innerText().contains("{"), form.innerText());
  }

  @Test
  @Tag("R22")
  void banner_onAPageWhoseLanguageWasChosen_speaksThatOne() {
    Visitor visitor = visitorAt("/?lang=en");
    assertThat(visitor.banner()).containsText("May we use cookies?");
    assertThat(visitor.openSettings().locator("h1")).hasText("Cookie settings");
  }

  @ParameterizedTest
  @Tag("R17")
  @Tag("R21")
  @ValueSource(strings = {"nl-NL", "en-GB"})
  void wording_ofBothLayers_isPlainAndKnowsNoLegitimateInterest(String locale) {
    Visitor visitor = visitor(dutch().setLocale(locale));
    visitor.open("/");
    String layers = visitor.banner().textContent() + visitor.openSettings().textContent();
    String text = layers.toLowerCase(Locale.ROOT);
    for (String word :
        Set.of(
            "gerechtvaardigd",
            "legitimate",
            "helaas",
            "jammer",
            "beste ervaring",
            "lekker",
            "heerlijk",
            "experience",
            "sorry",
            "unfortunately",
            "love",
            "!")) {
      assertFalse(text.contains(word), word);
    }
  }

  @ParameterizedTest
  @Tag("R103")
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void colours_ofBothLayers_contrastEnough(ColorScheme scheme) {
    Visitor visitor = visitor(dutch().setColorScheme(scheme));
    visitor.open("/");
    assertEquals(List.of(), Contrast.tooFaint(visitor.banner()));
    assertEquals(List.of(), Contrast.tooFaint(visitor.openSettings()));
    visitor.open("/consent/statement");
    assertEquals(List.of(), Contrast.tooFaint(visitor.find("body")));
  }
}
