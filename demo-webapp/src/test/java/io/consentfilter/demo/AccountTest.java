// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {

  private static final String CHROME_ON_ANDROID =
      "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36";

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

  private Browser phone() throws IOException, InterruptedException {
    return new Browser(boekhuis, CHROME_ON_ANDROID).loggedIn("anna", true);
  }

  private static List<Element> devices(Browser browser) throws IOException, InterruptedException {
    return browser.page("/app/account").select(".devices li");
  }

  private static String id(Element device) {
    return device.select("input[name=id]").attr("value");
  }

  @Test
  @Tag("R77")
  void account_listsEveryBrowserWithWhatItIsRecognisedBy()
      throws IOException, InterruptedException {
    phone();
    clock.advance(Duration.ofMinutes(10));
    List<Element> devices = devices(browser().loggedIn("anna", false));
    assertEquals(2, devices.size());
    String here = devices.get(0).text();
    assertTrue(here.startsWith("Firefox on Linux This browser For this session only"), here);
    assertTrue(here.contains("Since 21 Nov 2026 13:10 Last active 21 Nov 2026 13:10"), here);
    String phone = devices.get(1).text();
    assertTrue(phone.startsWith("Chrome on Android Stays logged in"), phone);
    assertTrue(phone.contains("Since 21 Nov 2026 13:00 Last active 21 Nov 2026 13:00"), phone);
  }

  @Test
  @Tag("R77")
  void account_listsNobodyElsesBrowsers() throws IOException, InterruptedException {
    browser().loggedIn("bram", true);
    Document page = browser().loggedIn("anna", false).page("/app/account");
    assertEquals(1, page.select(".devices li").size());
    assertEquals(0, page.select("form[action$=end-others]").size());
  }

  @Test
  @Tag("R77")
  void revoke_ofAnotherBrowser_endsThatOneForGood() throws IOException, InterruptedException {
    Browser phone = phone();
    Browser other = browser().loggedIn("anna", false);
    Browser desk = browser().loggedIn("anna", false);
    String revoked =
        devices(desk).stream()
            .filter(device -> device.text().contains("Android"))
            .map(AccountTest::id)
            .findFirst()
            .orElseThrow();
    assertEquals(
        "/app/account?uitgelogd",
        Browser.location(desk.post("/app/account/revoke", "id", revoked)));
    assertFalse(phone.isLoggedIn());
    phone.restart();
    assertFalse(phone.isLoggedIn());
    assertTrue(other.isLoggedIn());
    assertTrue(desk.isLoggedIn());
    assertEquals(2, devices(desk).size());
  }

  @Test
  @Tag("R77")
  void revoke_ofSomebodyElsesBrowser_changesNothing() throws IOException, InterruptedException {
    Browser bram = browser().loggedIn("bram", true);
    String id = id(devices(bram).get(0));
    Browser anna = browser().loggedIn("anna", false);
    assertEquals("/app/account", Browser.location(anna.post("/app/account/revoke", "id", id)));
    assertEquals("/app/account", Browser.location(anna.post("/app/account/revoke")));
    assertTrue(bram.isLoggedIn());
    assertTrue(anna.isLoggedIn());
  }

  @Test
  @Tag("R77")
  void revoke_ofThePresentBrowser_logsOut() throws IOException, InterruptedException {
    Browser phone = phone();
    String id = id(devices(phone).get(0));
    assertEquals("/?afgemeld", Browser.location(phone.post("/app/account/revoke", "id", id)));
    assertFalse(phone.cookie("remember").isPresent());
    assertFalse(phone.isLoggedIn());
  }

  @Test
  @Tag("R77")
  void endOthers_leavesThePresentBrowserOnly() throws IOException, InterruptedException {
    Browser phone = phone();
    Browser desk = browser().loggedIn("anna", false);
    Browser bram = browser().loggedIn("bram", false);
    assertEquals("/app/account?overal", Browser.location(desk.post("/app/account/end-others")));
    phone.restart();
    assertFalse(phone.isLoggedIn());
    assertTrue(desk.isLoggedIn());
    assertTrue(bram.isLoggedIn());
  }

  @Test
  @Tag("R74")
  void revoke_byGet_changesNothing() throws IOException, InterruptedException {
    Browser phone = phone();
    String id = id(devices(phone).get(0));
    assertEquals(405, phone.get("/app/account/revoke?id=" + id).statusCode());
    assertEquals(405, phone.get("/app/account/end-others").statusCode());
    assertTrue(phone.isLoggedIn());
  }

  @Test
  @Tag("R74")
  void sessionId_ofARevokedBrowser_staysDeadWhenSentAgain()
      throws IOException, InterruptedException {
    Browser other = browser().loggedIn("anna", false);
    Browser thief = browser();
    thief.steal(other, "session");
    assertTrue(thief.isLoggedIn());
    browser().loggedIn("anna", false).post("/app/account/end-others");
    assertFalse(thief.isLoggedIn());
    clock.advance(Duration.ofMinutes(1));
    assertFalse(thief.isLoggedIn());
  }

  @Test
  @Tag("R78")
  void everyPageBehindTheLogin_showsTheLogoutButton() throws IOException, InterruptedException {
    Browser browser = browser().loggedIn("anna", false);
    for (String path : List.of("/app", "/app/account", "/app/stats", "/app/confirm")) {
      Document page = browser.page(path);
      assertEquals(1, page.select("header form[method=post][action=/logout] button").size(), path);
    }
  }

  @Test
  void account_inDutch_saysTheSame() throws IOException, InterruptedException {
    Browser browser = browser().loggedIn("anna", false);
    String text = browser.page("/app/account?lang=nl").text();
    assertTrue(text.contains("Firefox op Linux Deze browser"), text);
    assertTrue(text.contains("Sinds 21 nov"), text);
  }
}
