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
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people ask, refuse, allow and are told. */
class RightsTest {

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

  private Browser loggedIn(String username) throws IOException, InterruptedException {
    return browser().loggedIn(username, false);
  }

  // Requests

  private String filed(Browser browser) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        browser.post(
            "/rights",
            "kind",
            "erasure",
            "name",
            "Dirk <i>",
            "email",
            "dirk@elders.example",
            "words",
            "Ik stond op een factuur.\nGraag weg.");
    assertEquals(303, answer.statusCode(), answer::body);
    return Browser.location(answer);
  }

  @Test
  @Tag("R111")
  void request_ofAnybody_getsAReceiptAndADateWithinSevenDays()
      throws IOException, InterruptedException {
    Browser dirk = browser();
    Document receipt = dirk.page(filed(dirk));
    String facts = receipt.select(".facts").text();
    assertTrue(facts.contains("Filed 21 Nov 2026 13:00"), facts);
    assertTrue(facts.contains("Answer by 28 Nov 2026 13:00"), facts);
    assertTrue(facts.contains("State Open"), facts);
    assertFalse(receipt.text().contains("dirk@"), "whoever finds the address learns no name");
    assertEquals(404, dirk.get("/rights/receipt?id=made-up").statusCode());
  }

  @Test
  @Tag("R111")
  void request_notAnsweredInTime_isFlagged_andTheAnswerReachesTheReceipt()
      throws IOException, InterruptedException {
    String receipt = filed(browser());
    clock.advance(Duration.ofDays(7).plusSeconds(1));
    Browser mia = loggedIn("mia");
    assertEquals("Overdue", mia.page("/app/staff").select(".pill.late").text());
    assertTrue(browser().page(receipt).text().contains("Overdue"));
    String id = receipt.replaceFirst(".*=", "");
    assertTrue(mia.page("/app/staff/request?id=" + id).text().contains("Dirk <i>"));
    mia.post("/app/staff/request", "id", id, "answer", "Het is gebeurd.");
    assertEquals("Answered", mia.page("/app/staff").select(".pill.paid").text());
    assertTrue(browser().page(receipt).text().contains("Het is gebeurd."));
    assertEquals(403, loggedIn("anna").get("/app/staff/request?id=" + id).statusCode());
  }

  @Test
  @Tag("R111")
  void request_halfFilled_keepsWhatIsThere() throws IOException, InterruptedException {
    HttpResponse<String> answer =
        browser().post("/rights", "kind", "transfer", "name", "Dirk", "words", "Alles");
    assertEquals(422, answer.statusCode());
    Document page = Jsoup.parse(answer.body());
    assertEquals("transfer", page.select("option[selected]").val());
    assertEquals("Alles", page.select("textarea").val());
  }

  // Support

  private static String grant(Browser mia) throws IOException, InterruptedException {
    return mia.page("/app/staff").select("a[href*=grant]").attr("href");
  }

  @Test
  @Tag("R114")
  void support_withoutAGrant_seesNothing() throws IOException, InterruptedException {
    Browser mia = loggedIn("mia");
    assertEquals("", grant(mia));
    assertEquals(403, mia.get("/app/staff/firm").statusCode());
    assertEquals(403, mia.get("/app/staff/firm?grant=t-4107").statusCode());
    for (String path :
        List.of("/app/export.csv", "/app/customers", "/app/invoices/new", "/app/newsletter")) {
      assertEquals(403, mia.get(path).statusCode(), path);
    }
  }

  @Test
  @Tag("R114")
  void support_withAGrant_seesTheBooks_andTheOwnerSeesEachUse()
      throws IOException, InterruptedException {
    Browser anna = loggedIn("anna");
    anna.post("/app/support", "reason", "Btw klopt niet", "length", "hour");
    Browser mia = loggedIn("mia");
    String books = grant(mia);
    assertTrue(mia.page(books).text().contains("Galerie Noorderlicht"));
    clock.advance(Duration.ofMinutes(1));
    mia.get(books);
    String used = anna.page("/app/support").select(".card:contains(looked) tbody").text();
    assertTrue(used.contains("21 Nov 2026 13:00 Mia Vermeer"), used);
    assertTrue(used.contains("21 Nov 2026 13:01 Mia Vermeer"), used);
    assertTrue(anna.page("/app/activity").text().contains("Books viewed by support"));
    assertEquals(0, loggedIn("bram").page("/app/support").select("tbody tr").size());
  }

  @Test
  @Tag("R114")
  void grant_thatExpiredOrWasEnded_letsNobodyIn() throws IOException, InterruptedException {
    Browser anna = loggedIn("anna");
    anna.post("/app/support", "reason", "Een", "length", "hour");
    Browser mia = loggedIn("mia");
    String first = grant(mia);
    clock.advance(Duration.ofMinutes(59));
    mia = loggedIn("mia");
    assertEquals(200, mia.get(first).statusCode());
    clock.advance(Duration.ofMinutes(1));
    assertEquals(403, mia.get(first).statusCode());
    anna = loggedIn("anna");
    anna.post("/app/support", "reason", "Twee", "length", "week");
    String second = grant(mia);
    assertEquals(200, mia.get(second).statusCode());
    anna.post("/app/support/end", "id", second.replaceFirst(".*=", ""));
    assertEquals(403, mia.get(second).statusCode());
  }

  @Test
  @Tag("R99")
  void activity_ofAnAccount_tellsItsUsersWhatHappened() throws IOException, InterruptedException {
    Browser anna = loggedIn("anna");
    anna.get("/app/export.csv");
    String rows = anna.page("/app/activity").select("tbody").text();
    assertTrue(rows.contains("21 Nov 2026 13:00 Anna de Wit Data downloaded CSV"), rows);
    assertTrue(rows.contains("Anna de Wit Logged in"), rows);
    assertFalse(rows.contains("127.0.0.1"));
    assertFalse(loggedIn("bram").page("/app/activity").text().contains("Anna"));
  }

  // Newsletter

  private static void letter(Browser mia, String list) throws IOException, InterruptedException {
    assertEquals(
        303,
        mia.post("/app/staff/letter", "list", list, "heading", "Btw", "words", "Nieuws " + list)
            .statusCode());
  }

  private static List<String> waysOut(Browser browser) throws IOException, InterruptedException {
    return browser.page("/app/outbox").select("a[href^=/unsubscribe]").eachAttr("href");
  }

  @Test
  @Tag("R112")
  void newsletter_withoutTheTick_isNotSent() throws IOException, InterruptedException {
    Document page = browser().page("/newsletter");
    assertEquals(0, page.select("input[type=checkbox][checked]").size());
    assertEquals(422, browser().post("/newsletter", "email", "e@v.example").statusCode());
    Browser mia = loggedIn("mia");
    letter(mia, "news");
    assertEquals(List.of(), waysOut(mia));
  }

  @Test
  @Tag("R112")
  void newsletter_inEveryMessage_isLeftWithoutALogin() throws IOException, InterruptedException {
    browser().post("/newsletter", "email", "eva@v.example", "newsletter", "yes");
    Browser mia = loggedIn("mia");
    letter(mia, "news");
    clock.advance(Duration.ofMinutes(1));
    letter(mia, "news");
    List<String> ways = waysOut(mia);
    assertEquals(2, ways.stream().distinct().count(), "each its own");
    String oldest = ways.get(1);
    assertTrue(browser().page(oldest).text().contains("Do you want it no longer?"));
    letter(mia, "news");
    assertEquals(3, waysOut(mia).size(), "looking changes nothing");
    String code = oldest.replaceFirst(".*=", "");
    assertEquals(200, browser().post("/unsubscribe", "code", code).statusCode());
    letter(mia, "news");
    assertEquals(3, waysOut(mia).size());
    assertTrue(browser().page(ways.get(0)).text().contains("not get these messages any more"));
  }

  @Test
  @Tag("R112")
  void consent_andItsWithdrawal_haveARecordWithTheWords() throws IOException, InterruptedException {
    Browser anna = loggedIn("anna");
    anna.post("/app/newsletter", "newsletter", "yes");
    anna.post("/app/newsletter", "newsletter", "yes");
    anna.post("/app/newsletter");
    String proofs = anna.page("/app/newsletter").select("tbody").text();
    assertEquals(1, proofs.split("Consent given", -1).length - 1, proofs);
    assertEquals(1, proofs.split("Consent withdrawn", -1).length - 1, proofs);
    assertTrue(proofs.contains("Yes, send me the newsletter."), proofs);
  }

  @Test
  @Tag("R112")
  void customers_getWordOfOurOwnServices_unlessTheyObjected()
      throws IOException, InterruptedException {
    signUp("dora", "noservice", "");
    signUp("emil", "noservice", "yes");
    Browser mia = loggedIn("mia");
    letter(mia, "service");
    letter(mia, "news");
    Browser dora = browser();
    dora.logIn("dora", "vier stille klinkers", false);
    assertEquals(1, waysOut(dora).size(), "soft opt-in, and no newsletter");
    Browser emil = browser();
    emil.logIn("emil", "vier stille klinkers", false);
    assertEquals(0, waysOut(emil).size());
  }

  private void signUp(String username, String... more) throws IOException, InterruptedException {
    String[] form =
        Stream.concat(
                Stream.of(
                    "company",
                    "Firma",
                    "name",
                    "Naam",
                    "email",
                    username + "@f.example",
                    "username",
                    username,
                    "password",
                    "vier stille klinkers"),
                Stream.of(more))
            .toArray(String[]::new);
    assertEquals("/app?welkom", Browser.location(browser().post("/signup", form)));
  }

  // Notices

  @Test
  @Tag("R115")
  void securityNotice_isShownAtTheNextLogin_untilItHasBeenRead()
      throws IOException, InterruptedException {
    Browser anna = loggedIn("anna");
    assertEquals(0, anna.page("/app").select(".news").size());
    clock.advance(Duration.ofMinutes(1));
    loggedIn("mia").post("/app/staff/notice", "heading", "Lek", "words", "Wijzig uw wachtwoord.");
    clock.advance(Duration.ofMinutes(1));
    Browser again = loggedIn("anna");
    Document page = again.page("/app");
    assertTrue(page.select(".news").text().contains("Wijzig uw wachtwoord."), page.text());
    again.post("/app/told", "at", page.select(".news input[name=at]").val());
    assertEquals(0, again.page("/app").select(".news").size());
    assertEquals(1, loggedIn("bram").page("/app").select(".news").size());
  }
}
