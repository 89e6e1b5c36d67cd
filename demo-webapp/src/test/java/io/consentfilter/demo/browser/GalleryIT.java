// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that shows what the toolkit looks like. */
class GalleryIT extends BrowserTest {

  @ParameterizedTest
  @Tag("R22")
  @ValueSource(strings = {"nl", "en", "de", "fr", "es", "it", "pl", "ar"})
  void states_inALanguage_areAllShown(String language) {
    Visitor visitor = visitorAt("/gallery?in=" + language);
    Locator frames = visitor.find(".gallery iframe[sandbox='']");
    assertThat(frames).hasCount(10);
    for (int i = 0; i < 10; i++) {
      frames.nth(i).scrollIntoViewIfNeeded();
      FrameLocator shown = visitor.page().frameLocator(".gallery iframe >> nth=" + i);
      Locator html = shown.locator("html");
      assertThat(html).hasAttribute("lang", language);
      assertThat(shown.locator("h1, h2, p").first()).isVisible();
      String direction = (String) html.evaluate("html => getComputedStyle(html).direction");
      assertEquals(language.equals("ar") ? "rtl" : "ltr", direction);
    }
  }

  @Test
  void state_thatIsUnknown_isNotFound() {
    Visitor visitor = visitor();
    Set<Integer> statuses =
        List.of("?state=other&in=nl", "?state=banner&in=xx", "", "?state=banner").stream()
            .map(query -> visitor.open("/gallery/state" + query).status())
            .collect(Collectors.toSet());
    assertEquals(Set.of(404), statuses);
    assertTrue(visitor.banner().isVisible(), "the page of an error asks as well");
  }
}
