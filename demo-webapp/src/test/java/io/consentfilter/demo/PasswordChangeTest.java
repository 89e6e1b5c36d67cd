// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R75")
class PasswordChangeTest {

  private static final String OLD = "boekhouden";
  private static final String NEW = "vier stille klinkers";

  @TempDir static Path folder;

  private final MovableClock clock = new MovableClock("2026-11-21T12:00:00Z");
  private Boekhuis boekhuis;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    boekhuis = Boekhuis.start(Options.in(folder), clock);
  }

  @AfterEach
  void stop() {
    boekhuis.close();
  }

  private Browser browser() {
    return new Browser(boekhuis);
  }

  private Browser anna(boolean remember) throws IOException, InterruptedException {
    return browser().loggedIn("anna", remember);
  }

  private static HttpResponse<String> change(Browser browser, String current, String wish)
      throws IOException, InterruptedException {
    return change(browser, current, wish, wish);
  }

  private static HttpResponse<String> change(
      Browser browser, String current, String wish, String again)
      throws IOException, InterruptedException {
    return browser.post("/app/account/password", "current", current, "new", wish, "again", again);
  }

  private static HttpResponse<String> changeAndEndOthers(Browser browser)
      throws IOException, InterruptedException {
    return browser.post(
        "/app/account/password", "current", OLD, "new", NEW, "again", NEW, "others", "yes");
  }

  private static void assertChanged(HttpResponse<String> response) {
    assertEquals(303, response.statusCode());
    assertEquals("/app/account?gewijzigd#main", Browser.location(response));
  }

  private void assertPassword(String password) throws IOException, InterruptedException {
    assertEquals(303, browser().logIn("anna", password, false).statusCode());
  }

  @Test
  void form_asksForTheCurrentPassword_andOffersToEndOtherBrowsers()
      throws IOException, InterruptedException {
    Document page = anna(false).page("/app/account");
    assertEquals(1, page.select("input[name=current][required]").size());
    assertEquals(2, page.select("input[autocomplete=new-password][minlength=12]").size());
    assertEquals(1, page.select("input[name=others][checked]").size());
  }

  @Test
  void change_replacesThePassword_ofThatUserOnly() throws IOException, InterruptedException {
    Browser anna = anna(false);
    assertChanged(change(anna, OLD, NEW));
    assertTrue(anna.page("/app/account?gewijzigd").text().contains("has been changed"));
    assertEquals(422, browser().logIn("anna", OLD, false).statusCode());
    assertPassword(NEW);
    assertEquals(303, browser().logIn("bram", OLD, false).statusCode());
  }

  @Test
  void change_withTheBox_endsEveryOtherSessionAndRememberedLogin()
      throws IOException, InterruptedException {
    Browser session = anna(false);
    Browser remembered = anna(true);
    Browser bram = browser().loggedIn("bram", true);
    Browser desk = anna(false);
    assertChanged(changeAndEndOthers(desk));
    assertFalse(session.isLoggedIn());
    remembered.restart();
    assertFalse(remembered.isLoggedIn());
    assertTrue(desk.isLoggedIn());
    assertTrue(bram.isLoggedIn());
    assertEquals(1, desk.page("/app/account").select(".devices li").size());
  }

  @Test
  void change_withoutTheBox_leavesOtherBrowsers() throws IOException, InterruptedException {
    Browser remembered = anna(true);
    assertChanged(change(anna(false), OLD, NEW));
    remembered.restart();
    assertTrue(remembered.isLoggedIn());
  }

  @Test
  void change_endsCopiesOfThisBrowsersCookies() throws IOException, InterruptedException {
    Browser desk = anna(true);
    Browser copiedToken = browser();
    copiedToken.steal(desk, "remember");
    Browser copiedSession = browser();
    copiedSession.steal(desk, "session");
    assertChanged(changeAndEndOthers(desk));
    assertFalse(copiedSession.isLoggedIn());
    assertFalse(copiedToken.isLoggedIn());
    assertNotEquals(copiedToken.cookie("remember"), desk.cookie("remember"));
    assertTrue(desk.isLoggedIn());
    desk.restart();
    assertTrue(desk.isLoggedIn(), "still remembered");
  }

  @ParameterizedTest
  @CsvSource({
    "wrong, vier stille klinkers, vier stille klinkers, not your current password",
    "'', vier stille klinkers, vier stille klinkers, not your current password",
    "boekhouden, elf tekens., elf tekens., at least 12 characters",
    "boekhouden, 🔑🔑🔑🔑🔑🔑, 🔑🔑🔑🔑🔑🔑, at least 12 characters",
    "boekhouden, '', '', at least 12 characters",
    "boekhouden, vier stille klinkers, vier stille klinkeR, not the same"
  })
  void change_thatIsNotAccepted_saysWhyAndChangesNothing(
      String current, String wish, String again, String why)
      throws IOException, InterruptedException {
    Browser anna = anna(false);
    HttpResponse<String> response = change(anna, current, wish, again);
    assertEquals(422, response.statusCode());
    assertTrue(Jsoup.parse(response.body()).select("[role=alert]").text().contains(why));
    assertFalse(response.body().contains("klinke"), "no password in the page");
    assertPassword(OLD);
  }

  @Test
  void change_ofTwelveCharactersOfOneKind_isEnough() throws IOException, InterruptedException {
    assertChanged(change(anna(false), OLD, "aaaaaaaaaaaa"));
    assertPassword("aaaaaaaaaaaa");
  }

  @Test
  void change_toTheLongestThatTheLoginReads_works_andLongerIsRefused()
      throws IOException, InterruptedException {
    Browser anna = anna(false);
    assertEquals(422, change(anna, OLD, "x".repeat(257)).statusCode());
    assertChanged(change(anna, OLD, "x".repeat(256)));
    assertPassword("x".repeat(256));
  }

  @Test
  @Tag("R89")
  void change_whenThePasswordWasTypedLongAgo_asksForItFirst()
      throws IOException, InterruptedException {
    Browser anna = anna(false);
    clock.advance(Duration.ofMinutes(16));
    assertEquals(0, anna.page("/app/account").select("input[name=new]").size());
    HttpResponse<String> asked = changeAndEndOthers(anna);
    assertEquals(303, asked.statusCode());
    assertEquals("/app/confirm?return=%2Fapp%2Faccount", Browser.location(asked));
    assertPassword(OLD);
    assertEquals(
        "/app/account",
        Browser.location(anna.post("/app/confirm", "password", OLD, "return", "/app/account")));
    assertEquals(1, anna.page("/app/account").select("input[name=new]").size());
    assertChanged(changeAndEndOthers(anna));
  }

  @Test
  @Tag("R95")
  void guessingOfTheCurrentPassword_isSlowed() throws IOException, InterruptedException {
    Browser anna = anna(false);
    for (int i = 0; i < 10; i++) {
      assertEquals(422, change(anna, "guess " + i, NEW).statusCode());
    }
    HttpResponse<String> slowed = change(anna, OLD, NEW);
    assertEquals(429, slowed.statusCode());
    assertTrue(slowed.headers().firstValue("Retry-After").isPresent());
    clock.advance(Duration.ofSeconds(5));
    assertChanged(change(anna, OLD, NEW));
  }
}
