// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.demo.LoginPlace;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a visitor leaves behind in every file of the demo, its log, and the files of the databases
 * that keep its logins: a whole visit, then a search.
 */
@Tag("R42")
@Tag("R96")
class TracesIT {

  /** An address that nothing else here has, so that finding it means something. */
  private static final InetAddress VISITOR = address(127, 77, 31, 9);

  private static final String BROWSER =
      "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0 zqbrowser/7.31";
  private static final String REFERRER = "Referer: https://search.example/?q=zqreferrer";

  /** A user who stays logged in, as the login store knows him, and nothing else. */
  private static final String REMEMBERED = "u-5288";

  @TempDir private Path folder;
  private String recordId = "";

  private static InetAddress address(int... parts) {
    byte[] bytes = {(byte) parts[0], (byte) parts[1], (byte) parts[2], (byte) parts[3]};
    try {
      return InetAddress.getByAddress(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What no file may hold: addresses in several spellings, the browser, pages, what was typed. */
  private static final List<String> NOWHERE =
      List.of(
          "127.77.31.9",
          "127.77.31",
          "7f4d1f09",
          "2135760649",
          "::ffff:7f4d",
          "zqbrowser",
          "zqreferrer",
          "zqquery",
          "zqpath",
          "zqreturn",
          "zqnext",
          "zqmistyped",
          "zqwrong",
          "boekhouden");

  @Test
  void files_afterAVisit_nameNobody() throws Exception {
    try (Demo demo = Demo.serving(folder)) {
      visit(demo);
    }
    assertTraces(folder.resolve("data").resolve("boekhuis.mv.db"));
  }

  @Test
  void files_afterAVisitWithLoginsInPostgres_nameNobody() throws Exception {
    try (LivePostgres place = new LivePostgres(folder)) {
      LoginPlace.Database logins = (LoginPlace.Database) place.empty();
      try (Demo demo = Demo.serving(folder, "--jdbc", logins.url())) {
        visit(demo);
      }
      assertTraces(folder.resolve("postgres"));
    }
  }

  @Test
  void files_afterAVisitWithLoginsInRedis_nameNobody() throws Exception {
    try (LiveRedis place = new LiveRedis(folder)) {
      LoginPlace.Redis logins = (LoginPlace.Redis) place.empty();
      try (Demo demo = Demo.serving(folder, "--redis", logins.uri().toString())) {
        visit(demo);
      }
      assertTraces(folder.resolve("appendonly.aof"));
    }
  }

  /** Everything that a visitor can do, once. */
  private void visit(Demo demo) throws IOException {
    Session anna = new Session(Wire.plain(demo.port()).from(VISITOR));
    ok(200, anna.get("/?from=zqquery", BROWSER, REFERRER, "Sec-GPC: 1"));
    ok(404, anna.get("/zqpath/of/nothing?zqquery=1", BROWSER));
    ok(303, anna.post("/consent", "choice=all&return=/contact?zqreturn", BROWSER));
    ok(200, anna.get("/contact?zqquery", BROWSER));
    ok(200, anna.get("/video?zqquery", BROWSER));
    ok(303, anna.get("/app?zqnext=1", BROWSER));
    logIn(anna, "zqmistyped", "boekhouden", 422);
    logIn(anna, "anna", "zqwrong", 422);
    logIn(anna, "anna", "boekhouden", 303);
    ok(200, anna.get("/app?zqquery", BROWSER));
    ok(200, anna.get("/app/export.csv?zqquery", BROWSER));
    ok(303, anna.post("/consent", "choice=none", BROWSER));
    ok(303, anna.post("/consent", "choice=selected&purpose=analytics", BROWSER));
    ok(200, anna.get("/consent/record", BROWSER));
    Answer receipt = ok(200, anna.get("/consent/receipt", BROWSER));
    recordId = receipt.body().replaceAll("(?s).*\"recordId\":\"([^\"]+)\".*", "$1");
    Session later = anna.restarted();
    ok(200, later.get("/app/account", BROWSER));
    ok(303, later.post("/consent/erase", "return=/privacy?zqreturn", BROWSER));
    ok(303, later.post("/logout", "", BROWSER));
    ok(303, later.get("/app", BROWSER));
    logIn(new Session(Wire.plain(demo.port()).from(VISITOR)), "bram", "boekhouden", 303);
  }

  private static void logIn(Session session, String user, String password, int status)
      throws IOException {
    String form = "username=" + user + "&password=" + password + "&remember=on&return=/app?zqnext";
    ok(status, session.post("/login", form, BROWSER));
  }

  private static Answer ok(int status, Answer answer) {
    assertEquals(status, answer.status(), answer::toString);
    return answer;
  }

  /** What was meant to be kept is found, and so would be what was not. */
  private void assertTraces(Path logins) throws IOException {
    NOWHERE.forEach(text -> assertEquals(List.of(), holding(text, folder), text));
    Path data = folder.resolve("data");
    Path ledger = data.resolve("ledger");
    assertEquals(List.of(ledger.resolve("ledger.jsonl")), holding(recordId, folder));
    holding(REMEMBERED, folder)
        .forEach(file -> assertTrue(file.startsWith(logins) || isBooks(file), file::toString));
    assertTrue(!holding(REMEMBERED, logins).isEmpty(), "the login store knows whose login it was");
    for (Path place : List.of(ledger, data.resolve("page-counts.txt"))) {
      for (String user : List.of("anna", "bram", "dewit", REMEMBERED)) {
        assertEquals(List.of(), holding(user, place), user);
      }
    }
    for (String user : List.of("anna", "bram", REMEMBERED)) {
      assertEquals(List.of(), logs(user), user);
    }
  }

  /** The books of the application itself are of its users, by name. */
  private static boolean isBooks(Path file) {
    return file.getFileName().toString().startsWith("books.");
  }

  private List<Path> logs(String text) {
    return holding(text, folder).stream().filter(f -> f.toString().endsWith(".err")).toList();
  }

  private static List<Path> holding(String text, Path place) {
    if (!Files.exists(place)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), ISO_8859_1);
        if (content.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT))) {
          found.add(file);
        }
      }
      return found;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
