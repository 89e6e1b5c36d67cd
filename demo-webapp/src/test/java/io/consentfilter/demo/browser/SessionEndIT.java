// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a login, as somebody meets it who has a page open. */
class SessionEndIT extends BrowserTest {

  private static final String SESSION = "**/consent/session";
  private static final String WARNING = "dialog#consent-session[open]";
  private static final String ENDED = "main#consent-ended";

  private Visitor at(String path) {
    return at(path, false);
  }

  private Visitor at(String path, boolean remember) {
    Visitor visitor = visitor();
    visitor.context().clock().install();
    visitor.open("/login");
    visitor.logIn("anna", remember);
    visitor.choose("reject");
    visitor.open(path);
    return visitor;
  }

  /** Time passes for the server and for these pages, which notice at their next tick. */
  private void pass(String time, Page... pages) {
    Duration duration = Duration.parse(time);
    stage().clock().advance(duration);
    for (Page page : pages) {
      page.clock().fastForward(duration.toMillis());
      page.clock().runFor(1000);
    }
  }

  private void assertEnded(Page page) {
    assertThat(page.locator(ENDED)).isVisible();
    assertThat(page.locator(ENDED + " h1")).hasText("U bent uitgelogd");
    assertEquals("U bent uitgelogd", page.title());
    assertFalse(page.content().contains("Anna"), "content of the account is gone");
    assertThat(page.locator("body > *")).hasCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/account", "/contact"})
  @Tag("R72")
  void warning_comesTwoMinutesBeforeTheEnd(String path) {
    Visitor visitor = at(path);
    pass("PT57M", visitor.page());
    assertThat(visitor.find(WARNING)).hasCount(0);
    pass("PT55S", visitor.page());
    assertThat(visitor.find(WARNING)).isVisible();
    assertThat(visitor.find(WARNING + " [role=timer]"))
        .hasText(Pattern.compile("02:0[0-4]|01:5\\d"));
    pass("PT1M", visitor.page());
    assertThat(visitor.find(WARNING + " [role=timer]"))
        .hasText(Pattern.compile("01:0[0-3]|00:5\\d"));
  }

  @Test
  @Tag("R72")
  @Tag("R104")
  void warning_isAnAlertThatIsReadOutAndTakesTheFocus() {
    Visitor visitor = at("/app/account");
    visitor.find("header .brand").focus();
    pass("PT58M", visitor.page());
    Locator dialog = visitor.page().getByRole(AriaRole.ALERTDIALOG);
    assertThat(dialog).hasAccessibleName("U wordt bijna uitgelogd");
    assertThat(dialog)
        .hasAccessibleDescription(
            Pattern.compile(
                "U bent een tijd niet actief geweest. Over 0[12]:\\d\\d wordt u uitgelogd\\."));
    assertThat(dialog.getByRole(AriaRole.BUTTON)).hasText("Ingelogd blijven");
    assertThat(dialog.locator("button:focus")).hasText("Ingelogd blijven");
    Locator status = dialog.getByRole(AriaRole.STATUS);
    assertThat(status).hasText("Nog 120 seconden.");
    List<String> heard = heard(visitor, status, 60);
    assertEquals(List.of("Nog 90 seconden.", "Nog 60 seconden."), heard);
    visitor.page().keyboard().press("Enter");
    assertThat(visitor.find(WARNING)).hasCount(0);
    assertThat(visitor.find("header .brand")).isFocused();
  }

  /** What a screen reader says of a live region while these seconds pass. */
  private List<String> heard(Visitor visitor, Locator status, int seconds) {
    status.evaluate(
        "at => { window.heard = []; new MutationObserver(() => heard.push(at.textContent))"
            + ".observe(at, { childList: true, characterData: true, subtree: true }); }");
    visitor.page().clock().runFor(seconds * 1000L);
    List<?> heard = (List<?>) visitor.page().evaluate("() => heard");
    return heard.stream().map(String::valueOf).toList();
  }

  @Test
  @Tag("R72")
  void extension_withOneAction_worksMoreThanTenTimes() {
    Visitor visitor = at("/app/account");
    for (int time = 1; time <= 12; time++) {
      pass("PT58M30S", visitor.page());
      assertThat(visitor.find(WARNING)).isVisible();
      String key = time % 2 == 0 ? "Escape" : "Enter";
      visitor.page().waitForResponse(SESSION, () -> visitor.page().keyboard().press(key));
      assertThat(visitor.find(WARNING)).hasCount(0);
    }
    assertThat(visitor.find("h1")).hasText("Uw account");
  }

  @Test
  @Tag("R72")
  void extension_thatFails_leavesTheWarning() {
    Visitor visitor = at("/app/account");
    pass("PT58M30S", visitor.page());
    assertThat(visitor.find(WARNING)).isVisible();
    visitor.context().setOffline(true);
    visitor.find(WARNING + " button:visible").click();
    pass("PT10S", visitor.page());
    assertThat(visitor.find(WARNING)).isVisible();
    visitor.context().setOffline(false);
    visitor.find(WARNING + " button:visible").click();
    assertThat(visitor.find(WARNING)).hasCount(0);
  }

  @Test
  @Tag("R72")
  void tabs_stayInStep() {
    Visitor visitor = at("/app/account");
    Page other = visitor.context().newPage();
    visitor.open(other, "/app");
    pass("PT58M30S", visitor.page(), other);
    assertThat(other.locator(WARNING)).isVisible();
    assertThat(visitor.find(WARNING)).isVisible();
    other.locator(WARNING + " button:visible").click();
    assertThat(other.locator(WARNING)).hasCount(0);
    assertThat(visitor.find(WARNING)).hasCount(0);
    pass("PT58M30S", visitor.page(), other);
    assertThat(visitor.find(WARNING)).isVisible();
    visitor.open(other, "/app/stats");
    assertThat(visitor.find(WARNING)).hasCount(0);
  }

  @Test
  @Tag("R72")
  void activityElsewhere_isAskedForBeforeWarning() {
    Visitor visitor = at("/app/account");
    pass("PT30M", visitor.page());
    visitor.context().request().get(visitor.url("/app/export.json"));
    pass("PT29M", visitor.page());
    assertThat(visitor.find("h1")).hasText("Uw account");
    assertThat(visitor.find(WARNING)).hasCount(0);
  }

  @Test
  @Tag("R71")
  void logout_inOneTab_endsTheOthers() {
    Visitor visitor = at("/app/account");
    Page other = visitor.context().newPage();
    visitor.open(other, "/app");
    other.locator("header form[action='/logout'] button").click();
    other.waitForURL("**/?afgemeld");
    assertEnded(visitor.page());
  }

  @Test
  @Tag("R71")
  void loginOfAnother_endsThePagesOfTheFirst() {
    Visitor visitor = at("/app/account");
    Page other = visitor.context().newPage();
    visitor.open(other, "/app");
    visitor.context().clearCookies();
    visitor.open(other, "/login");
    other.locator("[name=username]").fill("bram");
    other.locator("[name=password]").fill("boekhouden");
    other.locator("main form [type=submit]").click();
    other.waitForURL("**/app");
    assertEnded(visitor.page());
    assertThat(other.locator(ENDED)).hasCount(0);
  }

  @ParameterizedTest
  @CsvSource({"PT60M1S", "PT9H"})
  @Tag("R71")
  void sleepingLaptop_wakesToAPageThatHasEnded(String sleep) {
    Visitor visitor = at("/app/account");
    pass("PT5M", visitor.page());
    pass(sleep, visitor.page());
    assertEnded(visitor.page());
    assertThat(visitor.find(ENDED + " h1")).isFocused();
    visitor.find(ENDED + " a").click();
    assertEquals("/login?reason=expired&return=%2Fapp%2Faccount", visitor.path());
    visitor.logIn("anna", false);
    assertEquals("/app/account", visitor.path());
  }

  @Test
  @Tag("R71")
  void end_withoutANetwork_hidesThePageToo() {
    Visitor visitor = at("/app/account");
    visitor.context().setOffline(true);
    pass("PT61M", visitor.page());
    assertEnded(visitor.page());
  }

  @Test
  @Tag("R84")
  void end_ofARememberedLogin_goesOnWithoutAPassword() {
    Visitor visitor = at("/app/account", true);
    pass("PT61M", visitor.page());
    assertEnded(visitor.page());
    visitor.find(ENDED + " a").click();
    assertThat(visitor.find("h1")).hasText("Uw account");
    assertEquals("/app/account", visitor.path());
  }

  @Test
  @Tag("R68")
  void absoluteLimit_isSaidAndCannotBeExtended() {
    Visitor visitor = at("/app/account");
    for (int hour = 0; hour < 23; hour++) {
      pass("PT59M", visitor.page());
      visitor.open("/app/account");
    }
    pass("PT59M", visitor.page());
    visitor.open("/app/account");
    pass("PT22M30S", visitor.page());
    assertThat(visitor.find(WARNING)).containsText("ten hoogste 24 uur");
    assertThat(visitor.find(WARNING + " button:visible")).hasText("Sluiten");
    visitor.find(WARNING + " button:visible").click();
    assertThat(visitor.find(WARNING)).hasCount(0);
    pass("PT30S", visitor.page());
    assertThat(visitor.find("h1")).hasText("Uw account");
    assertThat(visitor.find(WARNING)).hasCount(0);
    pass("PT1M", visitor.page());
    assertEnded(visitor.page());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Tag("R71")
  void pageFromTheBackForwardCache_isHiddenUntilTheServerSaysYes(boolean live) {
    Visitor visitor = at("/app/account");
    Page page = visitor.page();
    page.evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
    assertThat(visitor.find("h1")).not().isVisible();
    assertEquals(true, page.evaluate("() => document.documentElement.hidden"));
    if (!live) {
      stage().clock().advance(Duration.ofMinutes(61));
    }
    page.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    if (live) {
      assertThat(visitor.find("h1")).isVisible();
      assertThat(visitor.find("h1")).hasText("Uw account");
    } else {
      assertEnded(page);
    }
  }

  @Test
  @Tag("R71")
  void back_afterLogout_showsNothingOnAPublicPageEither() {
    Visitor visitor = cached(dutch());
    visitor.open("/login");
    visitor.logIn("anna", false);
    visitor.choose("reject");
    visitor.open("/contact");
    String company = visitor.find("header .company").textContent();
    visitor.find("header form[action='/logout'] button").click();
    visitor.page().waitForURL("**/?afgemeld");
    visitor.page().goBack();
    assertThat(visitor.find("h1")).isVisible();
    assertEquals("/contact", visitor.path());
    assertFalse(visitor.page().content().contains(company), company);
  }

  @Test
  @Tag("R2")
  void visitor_withoutALogin_loadsNothingOfIt() {
    Visitor visitor = visitorAt("/contact");
    assertThat(visitor.find("[data-consent-session]")).hasCount(0);
    assertTrue(visitor.foreign().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"1280, 800", "320, 640", "320, 256", "640, 320"})
  @Tag("R102")
  @Tag("R103")
  void warningAndEnd_onAnyScreen_canBeReadAndPressed(int width, int height) {
    Visitor visitor = at("/app/account");
    visitor.page().setViewportSize(width, height);
    pass("PT58M30S", visitor.page());
    assertUsable(visitor.find(WARNING), "button:visible");
    pass("PT2M", visitor.page());
    assertEnded(visitor.page());
    assertUsable(visitor.find(ENDED), "a");
  }

  private static void assertUsable(Locator part, String control) {
    assertThat(part).isVisible();
    assertEquals(List.of(), Contrast.tooFaint(part));
    Locator pressed = part.locator(control);
    pressed.scrollIntoViewIfNeeded();
    assertTrue(pressed.boundingBox().height >= 40, "height " + pressed.boundingBox().height);
    assertEquals(
        true,
        part.evaluate(
            "at => at.scrollWidth <= at.clientWidth && at.getBoundingClientRect().left >= 0"
                + " && at.getBoundingClientRect().right <= innerWidth"));
  }
}
