// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything of ours that a person sees, in all colours, before all rules of axe-core. */
@Tag("R100")
@Tag("R103")
@Tag("R104")
class AxeIT extends BrowserTest {

  /** How a visitor's screen is set. */
  enum Colours {
    LIGHT,
    DARK,
    FORCED;

    NewContextOptions options() {
      NewContextOptions dutch = dutch();
      return switch (this) {
        case LIGHT -> dutch.setColorScheme(ColorScheme.LIGHT);
        case DARK -> dutch.setColorScheme(ColorScheme.DARK);
        case FORCED -> dutch.setForcedColors(ForcedColors.ACTIVE);
      };
    }
  }

  private static void assertClean(Visitor visitor, String... parts) {
    assertEquals(List.of(), Axe.findings(visitor.page().mainFrame(), parts));
  }

  @ParameterizedTest
  @EnumSource(Colours.class)
  void bothLayers_haveNoFindings(Colours colours) {
    Visitor visitor = visitor(colours.options());
    visitor.open("/contact");
    assertThat(visitor.banner()).isVisible();
    assertClean(visitor, Visitor.BANNER);
    Locator form = visitor.openSettings();
    assertClean(visitor, "#consent-dialog");
    form.locator("summary").all().forEach(Locator::click);
    form.locator("[name=purpose]").first().check();
    assertClean(visitor, "#consent-dialog");
    visitor.choose("save");
    assertThat(visitor.find(".consent-live")).containsText("opgeslagen");
    assertClean(visitor, ".consent-live");
  }

  @ParameterizedTest
  @EnumSource(Colours.class)
  void pageWithBanner_asAWhole_hasNoFindings(Colours colours) {
    Visitor visitor = visitor(colours.options());
    visitor.open("/contact");
    assertThat(visitor.banner()).isVisible();
    List<?> ofTheSite =
        Axe.findings(visitor.page().mainFrame()).stream()
            .filter(finding -> String.valueOf(finding).startsWith("color-contrast-enhanced"))
            .toList();
    assertEquals(ofTheSite, Axe.findings(visitor.page().mainFrame()));
  }

  @ParameterizedTest
  @EnumSource(Colours.class)
  void ownPages_haveNoFindings(Colours colours) {
    Visitor visitor = visitor(colours.options());
    for (String path : List.of("/consent", "/consent/statement", "/consent/nothing")) {
      visitor.open(path);
      assertClean(visitor);
    }
    visitor.open("/contact");
    visitor.choose("accept");
    visitor.open("/consent");
    assertClean(visitor);
  }

  @ParameterizedTest
  @EnumSource(Colours.class)
  void placeholder_hasNoFindings(Colours colours) {
    Visitor visitor = visitor(colours.options());
    visitor.open("/video");
    Frame frame = visitor.page().frameByUrl(url -> url.contains("/consent/placeholder/"));
    frame.waitForSelector("button");
    assertEquals(List.of(), Axe.findings(frame));
  }

  @ParameterizedTest
  @EnumSource(Colours.class)
  void sessionWarningAndItsEnd_haveNoFindings(Colours colours) {
    Visitor visitor = visitor(colours.options());
    visitor.context().clock().install();
    visitor.open("/login");
    visitor.logIn("anna", false);
    visitor.choose("reject");
    visitor.open("/contact");
    pass(visitor, Duration.ofMinutes(58));
    assertThat(visitor.find("#consent-session")).isVisible();
    assertClean(visitor, "#consent-session");
    pass(visitor, Duration.ofMinutes(3));
    assertThat(visitor.find("#consent-ended")).isVisible();
    assertClean(visitor);
  }

  private void pass(Visitor visitor, Duration time) {
    stage().clock().advance(time);
    visitor.page().clock().fastForward(time.toMillis());
    visitor.page().clock().runFor(1000);
  }

  @ParameterizedTest
  @EnumSource(Colours.class)
  void rules_areInForce(Colours colours) {
    Visitor visitor = visitor(colours.options());
    visitor.open("/contact");
    visitor
        .banner()
        .evaluate("at => { at.append(document.createElement('button'), new Image()); }");
    assertNotEquals(
        List.of(), Axe.findings(visitor.page().mainFrame(), Visitor.BANNER), colours.name());
  }
}
