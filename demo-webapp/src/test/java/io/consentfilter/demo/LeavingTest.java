// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A firm cancels; the clock moves on, and Boekhuis starts again in between. */
class LeavingTest {

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock("2026-11-21T12:00:00Z");
  private Boekhuis boekhuis;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    boekhuis = Boekhuis.start(Options.in(folder).withLogins(new LoginPlace.Folder()), clock);
  }

  @AfterEach
  void stop() {
    boekhuis.close();
  }

  private void restart() throws IOException, GeneralSecurityException {
    stop();
    start();
  }

  private Browser browser() {
    return new Browser(boekhuis);
  }

  private static Document cancelled(Browser anna) throws IOException, InterruptedException {
    HttpResponse<String> answer = anna.post("/app/cancel", "understood", "yes");
    assertEquals(200, answer.statusCode(), answer::body);
    return Jsoup.parse(answer.body());
  }

  /** Counts the rows of each table by firm, as somebody does who has the file. */
  private Map<String, Integer> rows(String tenant) throws SQLException {
    stop();
    Map<String, Integer> found = new TreeMap<>();
    String url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve("books");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        String column = table.equals("BH_TENANT") ? "id" : "tenant";
        String sql = "SELECT COUNT(*) FROM " + table + " WHERE " + column + " = '" + tenant + "'";
        try (ResultSet count = statement.executeQuery(sql)) {
          count.next();
          if (count.getInt(1) > 0) {
            found.put(table, count.getInt(1));
          }
        }
      }
    }
    return found;
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet all =
        statement.executeQuery(
            "SELECT DISTINCT table_name FROM information_schema.columns"
                + " WHERE column_name = 'TENANT' ORDER BY table_name")) {
      while (all.next()) {
        tables.add(all.getString(1));
      }
    }
    tables.add("BH_TENANT");
    return tables;
  }

  @Test
  @Tag("R110")
  void cancelling_saysBeforehandWhatIsKeptAndForHowLong() throws IOException, InterruptedException {
    Document page = browser().loggedIn("anna", false).page("/app/cancel");
    String text = page.select("main").text();
    assertTrue(text.contains("Until 28 Nov 2026"), text);
    assertTrue(text.contains("Until 21 Nov 2033"), text);
    assertTrue(text.contains("your invoices (10 now)"), text);
    assertEquals(1, page.select("main a[href=/app/export.csv]").size());
  }

  @Test
  void cancelling_withoutTheTick_changesNothing() throws IOException, InterruptedException {
    Browser anna = browser().loggedIn("anna", false);
    assertEquals(422, anna.post("/app/cancel").statusCode());
    assertTrue(anna.isLoggedIn());
  }

  @Test
  @Tag("R109")
  @Tag("R76")
  void cancelling_stopsEveryLoginAndTokenAtOnce() throws IOException, InterruptedException {
    Browser phone = browser().loggedIn("anna", true);
    Browser anna = browser().loggedIn("anna", false);
    Browser bram = browser().loggedIn("bram", false);
    cancelled(anna);
    assertFalse(anna.isLoggedIn());
    assertFalse(phone.isLoggedIn());
    phone.restart();
    assertFalse(phone.isLoggedIn(), "nor by the token that stays logged in");
    HttpResponse<String> refused = browser().logIn("anna", "boekhouden", false);
    assertEquals(422, refused.statusCode());
    assertEquals(
        refused.body(),
        browser().logIn("anna", "wrong", false).body(),
        "as if the password were wrong");
    assertTrue(bram.isLoggedIn());
  }

  @Test
  @Tag("R109")
  void comingBack_withinSevenDays_bringsEverythingBack()
      throws IOException, InterruptedException, GeneralSecurityException {
    String code = cancelled(browser().loggedIn("anna", false)).select(".secret").text();
    clock.advance(Duration.ofDays(7).minusSeconds(1));
    restart();
    assertEquals(422, browser().post("/comeback", "code", "wrong").statusCode());
    assertEquals("/login?terug", Browser.location(browser().post("/comeback", "code", code)));
    Browser anna = browser().loggedIn("anna", false);
    assertEquals(10, anna.page("/app").select("tbody tr").size());
    assertEquals(422, browser().post("/comeback", "code", code).statusCode(), "once");
  }

  @Test
  @Tag("R109")
  @Tag("R110")
  void sevenDays_later_nothingIsLeftButInvoices_andTheseGoAfterSevenYears()
      throws IOException, InterruptedException, GeneralSecurityException, SQLException {
    Browser anna = browser().loggedIn("anna", true);
    anna.post("/app/tokens", "label", "Kassa");
    anna.post("/app/support", "reason", "Vraag", "length", "week");
    anna.post("/app/newsletter", "newsletter", "yes", "service", "yes");
    anna.post(
        "/rights", "kind", "inspection", "name", "Anna", "email", "a@b.example", "words", "Wat?");
    anna.post(
        "/app/team", "name", "H", "email", "h@k.example", "username", "hulp", "role", "accountant");
    anna.post("/app/licence");
    String code = cancelled(anna).select(".secret").text();
    clock.advance(Duration.ofDays(7));
    restart();
    assertEquals(422, browser().post("/comeback", "code", code).statusCode());
    assertEquals(Map.of("BH_INVOICE", 10, "BH_TENANT", 1), rows("t-4107"));
    start();
    clock.advance(Duration.ofDays(7 * 365 - 7));
    restart();
    assertEquals(10, rows("t-4107").get("BH_INVOICE"), "two leap days are missing");
    start();
    clock.advance(Duration.ofDays(2));
    restart();
    assertEquals(Map.of(), rows("t-4107"));
    start();
    assertEquals(8, browser().loggedIn("bram", false).page("/app").select("tbody tr").size());
  }

  @Test
  @Tag("R109")
  void retention_runByHand_doesItsWorkAndShowsIt() throws IOException, InterruptedException {
    cancelled(browser().loggedIn("anna", false));
    clock.advance(Duration.ofDays(8));
    Browser mia = browser().loggedIn("mia", false);
    assertEquals("/app/staff", Browser.location(mia.post("/app/staff/retention")));
    String newest = mia.page("/app/staff").expectFirst(".card:contains(erased) tbody tr").text();
    assertTrue(newest.startsWith("29 Nov 2026 13:00 By hand 1 "), newest);
    mia.post("/app/staff/retention");
    String next = mia.page("/app/staff").select(".card:contains(erased) tbody tr").text();
    assertTrue(next.contains("By hand 0 0 0"), next);
    assertEquals(403, browser().loggedIn("bram", false).post("/app/staff/retention").statusCode());
  }

  @Test
  @Tag("R110")
  void firmThatStays_losesNothingInTenYears()
      throws IOException, InterruptedException, GeneralSecurityException {
    clock.advance(Duration.ofDays(3700));
    restart();
    assertEquals(10, browser().loggedIn("anna", false).page("/app").select("tbody tr").size());
  }

  @Test
  @Tag("R113")
  @Tag("R96")
  void database_asAThiefReadsIt_opensNothingAndHoldsNoAddress()
      throws IOException, InterruptedException, SQLException {
    Browser anna = browser().loggedIn("anna", true);
    HttpResponse<String> made = anna.post("/app/tokens", "label", "Kassa");
    String token = Jsoup.parse(made.body()).select(".secret").text();
    browser().logIn("anna", "wrong password", false);
    stop();
    String dump = dump();
    assertTrue(dump.contains("Anna de Wit"), "a whole dump");
    assertEquals(4, dump.split("pbkdf2-sha256\\$600000\\$", -1).length, "three users");
    for (String secret : List.of("boekhouden", "wrong password", token, "127.0.0.1", "Mozilla")) {
      assertFalse(dump.contains(secret), secret);
    }
  }

  private String dump() throws SQLException {
    StringBuilder dump = new StringBuilder();
    String url = "jdbc:h2:file:" + folder.toAbsolutePath().resolve("books");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet lines = statement.executeQuery("SCRIPT")) {
      while (lines.next()) {
        dump.append(lines.getString(1)).append('\n');
      }
    }
    return dump.toString();
  }

  @Test
  void books_afterARestart_areStillThere()
      throws IOException, InterruptedException, GeneralSecurityException {
    Browser anna = browser().loggedIn("anna", false);
    anna.post(
        "/app/invoices/new",
        "customer",
        "K",
        "description",
        "W",
        "amount",
        "1.50",
        "day",
        "2026-11-21");
    anna.post(
        "/app/account/password",
        "current",
        "boekhouden",
        "new",
        "vier stille klinkers",
        "again",
        "vier stille klinkers");
    restart();
    assertEquals(422, browser().logIn("anna", "boekhouden", false).statusCode());
    Browser again = browser();
    assertEquals(303, again.logIn("anna", "vier stille klinkers", false).statusCode());
    assertEquals(11, again.page("/app").select("tbody tr").size());
  }
}
