// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R85")
class TheftNoticeTest {

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

  /** Has somebody use a copy of the remembered login, and its owner come back after that. */
  private Browser robbed() throws IOException, InterruptedException {
    Browser owner = new Browser(boekhuis).loggedIn("anna", true);
    Browser thief = new Browser(boekhuis);
    thief.steal(owner, "remember");
    assertTrue(thief.isLoggedIn());
    assertTrue(thief.isLoggedIn());
    clock.advance(Duration.ofMinutes(2));
    owner.restart();
    assertFalse(owner.isLoggedIn());
    assertFalse(thief.isLoggedIn());
    return owner.loggedIn("anna", false);
  }

  private static Elements warning(Document page) {
    return page.select("main .problem[role=alert]");
  }

  @Test
  void invoices_atTheNextLoginAfterATheft_warnOnceAndSayWhatToDo()
      throws IOException, InterruptedException {
    Browser owner = robbed();
    Elements warning = warning(owner.page("/app"));
    assertEquals("Somebody else used your login", warning.select("h2").text());
    assertTrue(warning.text().contains("On 21 Nov 2026 13:02 "), warning.text());
    assertTrue(warning.text().contains("Change your password"), warning.text());
    assertEquals("/app/account#browsers", warning.select("a").attr("href"));
    assertEquals(1, owner.page("/app/account").select("#browsers").size());
    assertEquals(0, warning(owner.page("/app")).size());
  }

  @Test
  void invoices_inDutch_warnInDutch() throws IOException, InterruptedException {
    assertEquals(
        "Iemand anders gebruikte uw login",
        warning(robbed().page("/app?lang=nl")).select("h2").text());
  }

  @Test
  void account_openedFirst_warnsAsWell() throws IOException, InterruptedException {
    Browser owner = robbed();
    assertEquals(1, warning(owner.page("/app/account")).size());
    assertEquals(0, warning(owner.page("/app")).size());
  }

  @Test
  void warning_isKeptForSomebodyWhoReadsIt() throws IOException, InterruptedException {
    Browser owner = robbed();
    assertEquals(200, owner.head("/app").statusCode());
    assertEquals(200, owner.prefetch("/app").statusCode());
    assertEquals(1, warning(owner.page("/app")).size());
  }

  @Test
  void warning_isForNobodyElse() throws IOException, InterruptedException {
    Browser owner = robbed();
    Browser bram = new Browser(boekhuis).loggedIn("bram", false);
    assertEquals(0, warning(bram.page("/app")).size());
    assertEquals(1, warning(owner.page("/app")).size());
  }
}
