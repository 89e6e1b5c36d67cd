// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.Cookie;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long somebody is logged in, and what is left afterwards. */
class LoginIT extends BrowserTest {

  private void pass(String time) {
    stage().clock().advance(Duration.parse(time));
  }

  private static void assertAtLogin(Visitor visitor) {
    assertThat(visitor.find("h1")).hasText("Inloggen");
    assertEquals("/login", visitor.path().replaceAll("\\?.*", ""));
  }

  @Test
  @Tag("R65")
  void session_lastsAnHourWithoutActivity_andThenSaysWhy() {
    Visitor visitor = loggedIn("anna", false);
    pass("PT59M59S");
    visitor.open("/app/account");
    assertThat(visitor.find("h1")).hasText("Uw account");
    String ended = visitor.cookie("session").orElseThrow();
    pass("PT60M1S");
    visitor.open("/app/account");
    assertAtLogin(visitor);
    assertThat(visitor.find(".notice")).containsText("niet actief");
    visitor.logIn("anna", false);
    assertEquals("/app/account", visitor.path());
    assertThat(visitor.find("h1")).hasText("Uw account");
    assertNotEquals(ended, visitor.cookie("session").orElseThrow());
  }

  @Test
  @Tag("R80")
  void rememberBox_isNotTicked_andWarns() {
    Visitor visitor = visitorAt("/login");
    Locator box = visitor.find("main [name=remember]");
    assertThat(box).not().isChecked();
    assertThat(box).hasAccessibleName("Ingelogd blijven op dit apparaat");
    String note = box.getAttribute("aria-describedby");
    for (String text : List.of("remember", "30 dagen", "openbare of gedeelde computer")) {
      assertThat(visitor.find("#" + note)).containsText(text);
    }
    visitor.logIn("anna", false);
    assertEquals(List.of("session"), visitor.cookieNames());
  }

  @Test
  @Tag("R84")
  void rememberedLogin_survivesTheEndOfTheBrowser() {
    Visitor before = loggedIn("anna", true);
    before.choose("reject");
    assertEquals(List.of("consent", "remember", "session"), before.cookieNames());
    Visitor after = restarted(before);
    assertEquals(List.of("consent", "remember"), after.cookieNames());
    pass("PT61M");
    after.open("/app/account");
    assertThat(after.find("main")).containsText("ingelogd gebleven op dit apparaat");
    assertNotEquals(before.cookie("session"), after.cookie("session"));
    assertNotEquals(before.cookie("remember"), after.cookie("remember"));
    assertThat(after.banner()).hasCount(0);
  }

  @Test
  @Tag("R84")
  void loginWithoutTheBox_endsWithTheBrowser() {
    Visitor after = restarted(loggedIn("anna", false));
    after.open("/app/account");
    assertAtLogin(after);
  }

  /** The same browser after its end: the cookies of the session are gone. */
  private Visitor restarted(Visitor before) {
    Visitor after = visitor();
    List<Cookie> kept = before.context().cookies().stream().filter(c -> c.expires > 0).toList();
    if (!kept.isEmpty()) {
      after.context().addCookies(kept);
    }
    return after;
  }

  @Test
  @Tag("R69")
  void logout_endsSessionAndRememberedLogin_andKeepsTheChoice() {
    Visitor visitor = loggedIn("anna", true);
    visitor.choose("reject");
    List<Cookie> stolen = visitor.context().cookies();
    visitor.find("header form[action='/logout'] button").click();
    assertThat(visitor.find("main [role=status]")).containsText("uitgelogd");
    assertEquals(List.of("consent"), visitor.cookieNames());
    assertThat(visitor.banner()).hasCount(0);
    visitor.open("/app");
    assertAtLogin(visitor);
    Visitor thief = visitor();
    thief.context().addCookies(stolen);
    thief.open("/app");
    assertAtLogin(thief);
  }

  @ParameterizedTest
  @Tag("R71")
  @ValueSource(booleans = {true, false})
  void back_afterTheLogin_showsNothingOfTheAccount(boolean loggedOut) {
    Visitor visitor = cached(dutch());
    visitor.open("/login");
    visitor.logIn("anna", false);
    visitor.choose("reject");
    visitor.open("/app/account");
    assertThat(visitor.find("main")).containsText("Anna");
    if (loggedOut) {
      visitor.find("main form[action='/logout'] button").click();
      visitor.page().waitForURL("**/?afgemeld");
    } else {
      visitor.open("/privacy");
      pass("PT60M1S");
    }
    visitor.page().goBack();
    assertAtLogin(visitor);
    assertFalse(visitor.page().content().contains("Anna"), visitor.page().url());
  }

  @Test
  @Tag("R73")
  void returnFromAnotherSite_byALink_keepsTheSession() {
    Visitor visitor = loggedIn("anna", false);
    visitor.page().navigate(stage().film().origin() + "/pay");
    visitor
        .page()
        .evaluate(
            "to => { const back = document.createElement('a'); back.href = to;"
                + " back.textContent = 'Terug'; document.body.append(back); }",
            visitor.url("/app/account?betaald"));
    visitor.page().getByText("Terug").click();
    visitor.page().waitForURL("**/app/account?betaald");
    assertThat(visitor.find("h1")).hasText("Uw account");
  }
}
