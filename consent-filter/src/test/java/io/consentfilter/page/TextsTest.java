// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {

  private static Texts dutch(String own) {
    return Texts.of(Printed.withTexts("{\"nl\":" + own + "}"), "nl");
  }

  @ParameterizedTest
  @EnumSource(Notice.class)
  void shipped_everyNotice_hasATitleAndAText(Notice notice) {
    Texts texts = dutch("{}");
    assertFalse(texts.get("notice." + notice.key() + ".title").isEmpty());
    assertFalse(texts.get("notice." + notice.key() + ".text").isEmpty());
  }

  @Test
  void of_ownText_isPrinted() {
    Pages pages = new Pages(Printed.withTexts("{\"nl\":{\"reject\":\"Niets toestaan\"}}"));
    String banner = pages.banner(Printed.UNDECIDED, Printed.context("nl"));
    assertEquals(1, banner.split(">Niets toestaan</button>", -1).length - 1, banner);
    assertFalse(banner.contains("Alles weigeren"), banner);
  }

  @Test
  void of_otherLanguageThanThePolicys_isAProgrammersError() {
    assertThrows(IllegalArgumentException.class, () -> Texts.of(Printed.POLICY, "fr"));
  }

  @Test
  @Tag("R51")
  void html_textAndValue_areEscaped() {
    Texts texts = dutch("{\"settings.intro\":\"<i>{controller}</i> & \\\"meer\\\"\"}");
    assertEquals(
        "&lt;i&gt;&lt;b&gt;&lt;/i&gt; &amp; &quot;meer&quot;",
        texts.html("settings.intro", "controller", "<b>").markup());
  }

  @Test
  void html_nameWithoutValue_isAProgrammersError() {
    Texts texts = dutch("{}");
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
