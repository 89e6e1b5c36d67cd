// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R89")
class StepUpTest {

  private static final String CSV = "/app/export.csv";
  private static final String CONFIRM = "/app/confirm?return=%2Fapp%2Fexport.csv";

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

  private Browser anna(boolean remember) throws IOException, InterruptedException {
    return new Browser(boekhuis).loggedIn("anna", remember);
  }

  private Browser remembered() throws IOException, InterruptedException {
    Browser browser = anna(true);
    browser.restart();
    assertTrue(browser.isLoggedIn());
    return browser;
  }

  private static HttpResponse<String> confirm(Browser browser, String password, String path)
      throws IOException, InterruptedException {
    return browser.post("/app/confirm", "password", password, "return", path);
  }

  @ParameterizedTest
  @ValueSource(strings = {CSV, "/app/export.json"})
  void export_inARememberedSession_asksForThePasswordOnce(String path)
      throws IOException, InterruptedException {
    Browser browser = remembered();
    HttpResponse<String> asked = browser.get(path);
    assertEquals(303, asked.statusCode());
    assertEquals(CONFIRM.replace("export.csv", path.substring(5)), Browser.location(asked));
    assertFalse(asked.body().contains("Galerie"));
    Document page = browser.page(Browser.location(asked));
    assertEquals(path, page.select("main input[name=return]").attr("value"));
    clock.advance(Duration.ofSeconds(1));
    HttpResponse<String> confirmed = confirm(browser, "boekhouden", path);
    assertEquals(303, confirmed.statusCode());
    assertEquals(path, Browser.location(confirmed));
    assertTrue(browser.get(path).body().contains("Galerie"));
    assertEquals(200, browser.get("/app/export.json").statusCode());
  }

  @Test
  void export_afterALoginWithPassword_asksAgainAfterAQuarterOfAnHour()
      throws IOException, InterruptedException {
    Browser browser = anna(false);
    assertEquals(200, browser.get(CSV).statusCode());
    clock.advance(Duration.ofMinutes(15).minusSeconds(1));
    assertEquals(200, browser.get(CSV).statusCode());
    clock.advance(Duration.ofSeconds(1));
    assertEquals(CONFIRM, Browser.location(browser.get(CSV)));
    assertEquals(303, confirm(browser, "boekhouden", CSV).statusCode());
    assertEquals(200, browser.get(CSV).statusCode());
    clock.advance(Duration.ofMinutes(15));
    assertEquals(303, browser.get(CSV).statusCode());
  }

  @Test
  void export_askedForByAProgram_saysWhatIsMissing() throws IOException, InterruptedException {
    HttpResponse<String> response = remembered().fetch("/app/export.json");
    assertEquals(401, response.statusCode());
    assertEquals("{\"error\":\"password-required\"}", response.body());
    assertEquals(
        "application/json;charset=utf-8", response.headers().firstValue("Content-Type").orElse(""));
  }

  @Test
  void confirm_withAWrongPassword_saysSoAndOpensNothing() throws IOException, InterruptedException {
    Browser browser = remembered();
    HttpResponse<String> response = confirm(browser, "x", CSV);
    assertEquals(422, response.statusCode());
    assertTrue(response.body().contains("not your current password"));
    assertTrue(response.body().contains("value=\"" + CSV + "\""));
    assertEquals(CONFIRM, Browser.location(browser.get(CSV)));
    assertEquals(422, browser.post("/app/confirm").statusCode());
  }

  @Test
  void confirm_withAnotherUsersPassword_opensNothing() throws IOException, InterruptedException {
    Browser bram = new Browser(boekhuis).loggedIn("bram", false);
    String wish = "vier stille klinkers";
    bram.post("/app/account/password", "current", "boekhouden", "new", wish, "again", wish);
    Browser browser = remembered();
    assertEquals(422, confirm(browser, wish, CSV).statusCode());
    assertEquals(303, browser.get(CSV).statusCode());
  }

  @ParameterizedTest
  @CsvSource({"https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "''"})
  void confirm_withAReturnPathElsewhere_leadsToTheAccount(String path)
      throws IOException, InterruptedException {
    Browser browser = remembered();
    assertEquals("/app/account", Browser.location(confirm(browser, "boekhouden", path)));
  }

  @Test
  void confirm_inOneBrowser_leavesAnotherUnconfirmed() throws IOException, InterruptedException {
    Browser found = remembered();
    assertEquals(303, confirm(remembered(), "boekhouden", CSV).statusCode());
    assertEquals(CONFIRM, Browser.location(found.get(CSV)));
  }

  @Test
  void confirm_withoutLogin_sendsToTheLoginPage() throws IOException, InterruptedException {
    Browser stranger = new Browser(boekhuis);
    assertTrue(Browser.location(stranger.get("/app/confirm")).startsWith("/login?"));
    assertTrue(Browser.location(confirm(stranger, "boekhouden", CSV)).startsWith("/login?"));
  }

  @Test
  void exportLinks_areNotSavedAsTheFileWhenTheyLeadToTheQuestion()
      throws IOException, InterruptedException {
    Browser browser = anna(false);
    for (String path : new String[] {"/app", "/app/account"}) {
      Document page = browser.page(path);
      assertEquals(2, page.select("main a[href*=export]").size(), path);
      assertEquals(0, page.select("main a[download]").size(), path);
    }
  }

  @Test
  @Tag("R95")
  void guessing_isSlowedAsAtTheLogin() throws IOException, InterruptedException {
    Browser browser = remembered();
    for (int i = 0; i < 10; i++) {
      assertEquals(422, confirm(browser, "guess " + i, CSV).statusCode());
    }
    HttpResponse<String> slowed = confirm(browser, "boekhouden", CSV);
    assertEquals(429, slowed.statusCode());
    assertTrue(Integer.parseInt(slowed.headers().firstValue("Retry-After").orElse("")) > 0);
    assertTrue(slowed.body().contains("Wait "));
    assertEquals(429, new Browser(boekhuis).logIn("anna", "boekhouden", false).statusCode());
    clock.advance(Duration.ofSeconds(5));
    assertEquals(303, confirm(browser, "boekhouden", CSV).statusCode());
  }

  @Test
  @Tag("R95")
  void guessing_atTheLogin_isCounted() throws IOException, InterruptedException {
    Browser browser = new Browser(boekhuis);
    for (int i = 0; i < 10; i++) {
      assertEquals(422, browser.logIn("anna", "guess " + i, false).statusCode());
    }
    assertEquals(429, browser.logIn("anna", "boekhouden", false).statusCode());
  }
}
