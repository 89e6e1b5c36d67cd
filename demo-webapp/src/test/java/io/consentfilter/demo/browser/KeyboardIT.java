// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both layers without a mouse. */
class KeyboardIT extends BrowserTest {

  /** What has the focus: the action of the toolkit, or the text or name of something else. */
  private static final String FOCUSED =
      """
      () => {
        const at = document.activeElement;
        if (!at || at === document.body) return '';
        return at.dataset.consentAction || at.value || at.name || at.textContent.trim();
      }
      """;

  /** The width of the ring around what has the focus. */
  private static final String RING =
      """
      () => {
        const style = getComputedStyle(document.activeElement);
        return style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
      }
      """;

  /** Whether no part of what has the focus can be seen at any of nine points. */
  private static final String HIDDEN =
      """
      () => {
        const at = document.activeElement;
        const shares = [.05, .5, .95];
        return Array.from(at.getClientRects()).every(box =>
          shares.every(x => shares.every(y => {
            const hit = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
            return !hit || !(at.contains(hit) || hit.contains(at) && hit !== document.body
                && hit !== document.documentElement);
          })));
      }
      """;

  private static String focused(Visitor visitor) {
    return (String) visitor.page().evaluate(FOCUSED);
  }

  private static void assertRing(Visitor visitor) {
    double width = ((Number) visitor.page().evaluate(RING)).doubleValue();
    assertTrue(width >= 2, focused(visitor) + " has a ring of " + width);
  }

  /** Presses Tab until this action has the focus. */
  private static void tabTo(Visitor visitor, String action) {
    Set<String> seen = new HashSet<>();
    while (!focused(visitor).equals(action)) {
      visitor.page().keyboard().press("Tab");
      assertTrue(seen.size() < 100 && !focused(visitor).isEmpty(), "only " + seen);
      seen.add(focused(visitor));
    }
  }

  @Test
  @Tag("R100")
  void banner_byTab_isReachedFirst_inOrder_withAVisibleRing_andLeftAgain() {
    Visitor visitor = visitorAt("/contact");
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      visitor.page().keyboard().press("Tab");
      order.add(focused(visitor));
      assertRing(visitor);
    }
    assertEquals(
        List.of(
            "Cookieverklaring",
            "Privacyverklaring",
            "reject",
            "accept",
            "settings",
            "Naar de inhoud"),
        order);
    visitor.page().keyboard().press("Shift+Tab");
    assertEquals("settings", focused(visitor));
  }

  @ParameterizedTest
  @Tag("R100")
  @CsvSource({"accept, Enter, 3", "reject, Space, 0"})
  void button_pressedByKey_chooses_andTheReadingGoesOnInThePage(
      String action, String key, int granted) {
    Visitor visitor = visitorAt("/app");
    visitor.logIn("anna", false);
    tabTo(visitor, action);
    visitor.page().keyboard().press(key);
    assertThat(visitor.banner()).hasCount(0);
    assertEquals(granted, visitor.granted().size());
    assertThat(visitor.find("main")).isFocused();
  }

  @Test
  @Tag("R100")
  void dialog_byKey_takesTheFocus_keepsIt_andGivesItBackOnEscape() {
    Visitor visitor = visitorAt("/contact");
    tabTo(visitor, "settings");
    visitor.page().keyboard().press("Enter");
    assertThat(visitor.find("dialog h1")).isFocused();
    Set<String> order = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      visitor.page().keyboard().press("Tab");
      if (!focused(visitor).isEmpty()) {
        assertEquals(1, visitor.find("dialog:focus, dialog :focus").count(), focused(visitor));
        assertRing(visitor);
        order.add(focused(visitor));
      }
    }
    assertTrue(
        order.containsAll(
            Set.of("Sluiten", "analytics", "media", "marketing", "save", "reject", "accept")),
        order.toString());
    visitor.page().keyboard().press("Escape");
    assertThat(visitor.find(Visitor.DIALOG)).hasCount(0);
    assertEquals("settings", focused(visitor));
  }

  @Test
  @Tag("R100")
  void dialog_byKeyAlone_saves() {
    Visitor visitor = visitorAt("/contact");
    tabTo(visitor, "settings");
    visitor.page().keyboard().press("Enter");
    assertThat(visitor.find("dialog h1")).isFocused();
    tabTo(visitor, "media");
    visitor.page().keyboard().press("Space");
    tabTo(visitor, "save");
    visitor.page().keyboard().press("Enter");
    assertThat(visitor.find(Visitor.BANNER)).hasCount(0);
    assertEquals(Set.of("media"), visitor.granted());
    assertThat(visitor.find("main")).isFocused();
  }

  @Test
  @Tag("R100")
  void dialog_enterInABox_savesWhatIsTickedAndNothingMore() {
    Visitor visitor = visitorAt("/contact");
    Locator form = visitor.openSettings();
    form.locator("[name=purpose]").first().press("Enter");
    assertThat(visitor.find(Visitor.BANNER)).hasCount(0);
    assertTrue(visitor.decided());
    assertEquals(Set.of(), visitor.granted());
  }

  @ParameterizedTest
  @Tag("R101")
  @CsvSource({
    "/, 1280, 800",
    "/, 320, 640",
    "/, 640, 256",
    "/contact, 320, 640",
    "/contact, 1280, 400"
  })
  void focus_whileTheBannerShows_isNeverHidden(String path, int width, int height) {
    Visitor visitor = visitor(dutch().setViewportSize(width, height));
    visitor.open(path);
    Set<String> hidden = new HashSet<>();
    int stops = 0;
    for (String key : List.of("Tab", "Shift+Tab")) {
      for (int i = 0; i < 30; i++) {
        visitor.page().keyboard().press(key);
        if (focused(visitor).isEmpty()) {
          break;
        }
        stops++;
        if (Boolean.TRUE.equals(visitor.page().evaluate(HIDDEN))) {
          hidden.add(key + " " + focused(visitor));
        }
      }
    }
    assertTrue(stops > 15, stops + " stops");
    assertEquals(Set.of(), hidden);
  }

  @ParameterizedTest
  @Tag("R101")
  @CsvSource({"1280, 800", "320, 640", "640, 500", "320, 256"})
  void focus_inTheSettings_isNeverHidden(int width, int height) {
    Visitor visitor = visitor(dutch().setViewportSize(width, height));
    visitor.open("/contact");
    visitor.openSettings();
    assertNothingHidden(visitor);
    visitor.open("/consent");
    assertNothingHidden(visitor);
  }

  private static void assertNothingHidden(Visitor visitor) {
    Set<String> hidden = new HashSet<>();
    Set<String> stops = new HashSet<>();
    for (String key : List.of("Tab", "Shift+Tab")) {
      for (int i = 0; i < 16; i++) {
        visitor.page().keyboard().press(key);
        stops.add(focused(visitor));
        if (!focused(visitor).isEmpty() && Boolean.TRUE.equals(visitor.page().evaluate(HIDDEN))) {
          hidden.add(key + " " + focused(visitor));
        }
      }
    }
    assertTrue(stops.size() > 8, stops.toString());
    assertEquals(Set.of(), hidden);
  }

  @ParameterizedTest
  @Tag("R100")
  @ValueSource(strings = {"/consent", "/consent/statement"})
  void page_ofTheToolkit_hasNoTrap(String path) {
    Visitor visitor = visitorAt(path);
    visitor.page().keyboard().press("Tab");
    String first = focused(visitor);
    assertNotEquals("", first);
    assertRing(visitor);
    int stops =
        (int)
            visitor
                .page()
                .evaluate(
                    "document.querySelectorAll('a,input,summary,button:not([hidden])').length");
    for (int i = 0; i < stops + 1; i++) {
      visitor.page().keyboard().press("Tab");
      if (focused(visitor).isEmpty() || focused(visitor).equals(first)) {
        return;
      }
    }
    throw new AssertionError("the focus never comes round on " + path);
  }
}
