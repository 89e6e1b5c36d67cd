// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both layers on small screens and at 400 % zoom, for unsteady hands. */
class ReflowIT extends BrowserTest {

  /** The elements that can only be read by scrolling sideways. */
  private static final String TOO_WIDE =
      """
      () => [document.documentElement, ...document.querySelectorAll('body, body *')]
        .filter(at => at.checkVisibility() && at.clientWidth && !at.matches('.unseen, .unseen *'))
        .filter(at => {
          const scrolls = at === document.documentElement
              || /auto|scroll/.test(getComputedStyle(at).overflowX);
          return scrolls ? at.scrollWidth > at.clientWidth + 1
              : at.closest('#consent-banner, #consent-dialog, .consent-page')
                  && at.getBoundingClientRect().right > innerWidth + 1;
        })
        .map(at => at.outerHTML.slice(0, 60))
      """;

  /** Whether the middle of an element can be pressed once it was scrolled to. */
  private static final String PRESSABLE =
      """
      at => {
        at.scrollIntoView({ block: 'center' });
        const box = at.getBoundingClientRect();
        const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return at.contains(hit);
      }
      """;

  /** Controls under 24 by 24 pixels that have another one within that distance (WCAG 2.5.8). */
  private static final String TOO_SMALL =
      """
      root => {
        const controls = Array.from(root.querySelectorAll('a[href], button, input, summary'))
          .filter(at => at.type !== 'hidden' && at.checkVisibility());
        const boxes = controls.map(at => at.getBoundingClientRect());
        const middle = box => [box.x + box.width / 2, box.y + box.height / 2];
        const small = box => box.width < 23.9 || box.height < 23.9;
        const crowded = (box, i) => boxes.some((other, j) => {
          if (i === j) return false;
          const [x, y] = middle(box);
          if (small(other)) {
            const [u, v] = middle(other);
            return Math.hypot(x - u, y - v) < 24;
          }
          const dx = Math.max(other.left - x, 0, x - other.right);
          const dy = Math.max(other.top - y, 0, y - other.bottom);
          return Math.hypot(dx, dy) < 12;
        });
        return controls.length < 3 ? ['too few controls']
          : controls.filter((at, i) => small(boxes[i]) && crowded(boxes[i], i))
              .map(at => at.outerHTML.slice(0, 80));
      }
      """;

  @ParameterizedTest
  @Tag("R102")
  @CsvSource({"320, 640", "320, 256", "1280, 256", "640, 320", "1280, 800"})
  void banner_onASmallScreen_scrollsOneWayAndLosesNoButton(int width, int height) {
    Visitor visitor = visitor(dutch().setViewportSize(width, height));
    visitor.open("/");
    assertEquals(List.of(), visitor.page().evaluate(TOO_WIDE));
    assertPressable(visitor.banner(), 5);
  }

  @ParameterizedTest
  @Tag("R102")
  @CsvSource({"320, 640", "320, 256", "1280, 256", "640, 320"})
  void dialog_onASmallScreen_scrollsOneWayAndLosesNoButton(int width, int height) {
    Visitor visitor = visitor(dutch().setViewportSize(width, height));
    visitor.open("/");
    Locator form = visitor.openSettings();
    form.locator("summary").all().forEach(Locator::click);
    assertEquals(List.of(), visitor.page().evaluate(TOO_WIDE));
    assertPressable(form, 10);
  }

  private static void assertPressable(Locator layer, int atLeast) {
    List<Locator> controls = layer.locator("a[href], button, input:not([type=hidden])").all();
    assertTrue(controls.size() >= atLeast, controls.size() + " controls");
    for (Locator control : controls) {
      Object label = control.evaluate("at => at.textContent || at.value");
      assertEquals(true, control.evaluate(PRESSABLE), String.valueOf(label));
    }
  }

  @ParameterizedTest
  @Tag("R102")
  @CsvSource({"1280, 800", "320, 640", "320, 256"})
  void layers_readFromRightToLeft_areMirroredAndScrollOneWay(int width, int height) {
    Visitor visitor = visitor(dutch().setViewportSize(width, height));
    visitor.open("/");
    visitor.banner().evaluate("at => { at.dir = 'rtl'; }");
    assertEquals(List.of(), visitor.page().evaluate(TOO_WIDE));
    assertPressable(visitor.banner(), 5);
    assertTrue(left(visitor.action("reject")) > left(visitor.action("accept")) - 1);
    if (width > 1_000) {
      assertTrue(left(visitor.action("accept")) < left(visitor.find("#consent-banner h2")));
    }
    Locator form = visitor.openSettings();
    form.evaluate("at => { at.dir = 'rtl'; }");
    form.locator("summary").all().forEach(Locator::click);
    assertEquals(List.of(), visitor.page().evaluate(TOO_WIDE));
    assertTrue(left(visitor.find("[data-consent-close]")) < left(form.locator("h1")) + 50);
    assertTrue(left(form.locator("[name=purpose]").first()) > width / 2.0);
  }

  private static double left(Locator locator) {
    return locator.boundingBox().x;
  }

  @Test
  @Tag("R102")
  void pages_atFourHundredPercent_scrollOneWay() {
    Visitor visitor = visitor(dutch().setViewportSize(320, 256));
    for (String path : List.of("/consent", "/consent/statement", "/video", "/login", "/nergens")) {
      visitor.open(path);
      assertEquals(List.of(), visitor.page().evaluate(TOO_WIDE), path);
    }
  }

  @ParameterizedTest
  @Tag("R103")
  @CsvSource({"1280, 800", "320, 640"})
  void controls_areLargeEnoughOrApart(int width, int height) {
    Visitor visitor = visitor(dutch().setViewportSize(width, height));
    visitor.open("/login");
    assertEquals(List.of(), visitor.banner().evaluate(TOO_SMALL));
    assertEquals(List.of(), visitor.openSettings().evaluate(TOO_SMALL));
    visitor.choose("reject");
    assertEquals(List.of(), visitor.find("body").evaluate(TOO_SMALL));
    visitor.open("/consent");
    assertEquals(List.of(), visitor.find("body").evaluate(TOO_SMALL));
    visitor.open("/consent/statement");
    assertEquals(List.of(), visitor.find("body").evaluate(TOO_SMALL));
  }
}
