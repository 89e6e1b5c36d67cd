// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to be somebody else, to stay somebody, or to read another customer's books. */
@ExtendWith(RunningDemo.class)
class LoginAttackIT {

  private static final List<String> PUBLIC =
      List.of(
          "/",
          "/login",
          "/video",
          "/contact",
          "/privacy",
          "/nergens",
          "/fout",
          "/consent",
          "/consent/statement",
          "/consent/status",
          "/consent/banner",
          "/assets/boekhuis.css");

  private Wire wire;

  @BeforeEach
  void connect(Demo demo) throws IOException {
    wire = Wire.plain(demo.port());
  }

  @Test
  @Tag("R1")
  @Tag("R11")
  void visitor_whoNeverLogsIn_getsNoSessionAndNoCookieAtAll() throws IOException {
    for (String path : PUBLIC) {
      assertEquals(List.of(), wire.get(path).setCookies(), path);
    }
    assertEquals(List.of(), wire.post("/contact", "email=a%40b.example&message=x").setCookies());
    assertEquals(List.of(), wire.get("/app").setCookies());
    assertEquals(List.of(), wire.post("/login", "username=anna&password=wrong").setCookies());
  }

  @ParameterizedTest
  @Tag("R62")
  @ValueSource(
      strings = {
        "session=planted",
        "session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "session=planted; session=planted2",
        "session=",
        "session=../../x",
        "JSESSIONID=planted"
      })
  void login_withAnInventedSession_getsAnotherOne(String planted) throws IOException {
    Answer login = wire.post("/login", "username=anna&password=boekhouden", "Cookie: " + planted);
    assertEquals(303, login.status());
    assertTrue(login.cookie("session").length() >= 22);
    assertFalse(planted.contains(login.cookie("session")));
    assertTrue(wire.get("/app", "Cookie: " + planted).asksToLogIn());
  }

  @Test
  @Tag("R62")
  void login_onTopOfAnother_changesTheValueAndKillsTheOldOne() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", true);
    Session victim = anna.copy();
    Answer login = victim.post("/login", "username=bram&password=boekhouden");
    assertEquals(303, login.status());
    assertNotEquals(anna.cookie("session"), victim.cookie("session"));
    assertTrue(victim.get("/app").body().contains("Pizzeria Vesuvio"));
    assertEquals("", victim.cookie("remember"), "anna is forgotten here");
    assertTrue(anna.get("/app").asksToLogIn());
    assertTrue(anna.set("session", "").get("/app").asksToLogIn());
  }

  @Test
  @Tag("R62")
  void session_besideAForgedOne_isNotMixedUp() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    Session bram = Session.loggedIn(wire, "bram", false);
    String both =
        "Cookie: session=" + anna.cookie("session") + "; session=" + bram.cookie("session");
    Answer answer = wire.get("/app/export.csv", both);
    boolean annas = answer.body().contains("Galerie Noorderlicht");
    boolean brams = answer.body().contains("Pizzeria Vesuvio");
    assertFalse(annas && brams, "never both");
  }

  @ParameterizedTest
  @Tag("R63")
  @ValueSource(strings = {"jsessionid", "JSESSIONID", "session", "__Host-session"})
  void session_inTheAddress_isIgnored(String name) throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    String id = anna.cookie("session");
    for (String path :
        List.of(
            "/app;" + name + "=" + id,
            "/app?" + name + "=" + id,
            "/app;" + name + "=" + id + "?x=1",
            "/app/;" + name + "=" + id)) {
      assertTrue(wire.get(path).asksToLogIn(), path);
    }
  }

  @Test
  @Tag("R63")
  void session_isInNoAddressAndOnNoPage() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", true);
    List<String> pages = new ArrayList<>(PUBLIC);
    pages.addAll(List.of("/app", "/app/account", "/app/stats", "/app/export.json", "/login"));
    for (String page : pages) {
      Answer answer = anna.get(page);
      String text = answer.toString();
      assertFalse(text.toLowerCase(Locale.ROOT).contains("jsessionid"), page);
      assertFalse(text.contains(";session="), page);
      assertFalse(text.contains(anna.cookie("session")), page);
      assertFalse(answer.body().contains(anna.cookie("remember")), page);
    }
  }

  /** A remembered browser that keeps losing its session gets a new one each time. */
  @Test
  @Tag("R64")
  @Tag("R84")
  void sessions_manyOfThem_areLongAndHaveNoStructure() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", true);
    Set<String> ids = new HashSet<>();
    int rounds = 200;
    for (int i = 0; i < rounds; i++) {
      assertEquals(200, anna.set("session", "").get("/app").status());
      assertTrue(anna.cookie("session").matches("[A-Za-z0-9_-]{22,}"), anna.cookie("session"));
      ids.add(anna.cookie("session"));
    }
    assertEquals(rounds, ids.size());
    int length = ids.iterator().next().length();
    for (int at = 0; at < length - 1; at++) {
      Set<Character> seen = new HashSet<>();
      for (String id : ids) {
        assertEquals(length, id.length());
        seen.add(id.charAt(at));
      }
      // Of 200 draws out of 64, fewer than 40 different ones happen less than once in 10^12 runs.
      assertTrue(seen.size() >= 40, "character " + at + " takes " + seen.size() + " values");
    }
  }

  @Test
  @Tag("R69")
  void logout_killsSessionAndTokenForWhoeverKeptThem() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", true);
    anna.post("/consent", "choice=none");
    Session kept = anna.copy();
    Answer logout = anna.post("/logout", "");
    assertEquals("/?afgemeld", logout.location());
    assertEquals(List.of("", ""), List.of(logout.cookie("session"), logout.cookie("remember")));
    assertTrue(logout.setCookie("session").contains("Max-Age=0"));
    assertTrue(logout.setCookie("remember").contains("Max-Age=0"));
    assertFalse(logout.setCookies().stream().anyMatch(c -> c.startsWith("consent")));
    assertEquals("", logout.header("Clear-Site-Data"));
    assertTrue(anna.get("/consent/status").body().contains("\"decided\":true"));

    for (String path : List.of("/app", "/app/account", "/app/export.csv", "/app/export.json")) {
      assertTrue(kept.copy().get(path).asksToLogIn(), path);
      assertTrue(kept.copy().set("session", "").get(path).asksToLogIn(), path);
      assertTrue(kept.copy().set("remember", "").get(path).asksToLogIn(), path);
    }
    assertEquals(401, kept.copy().get("/consent/session").status());
    assertEquals(401, kept.copy().post("/consent/session", "").status());
  }

  /** The token was used twice before; the session of its first life must end with the others. */
  @Test
  @Tag("R69")
  void logout_inOneSessionOfARememberedLogin_endsAllOfThem() throws IOException {
    Session first = Session.loggedIn(wire, "anna", true);
    Session second = first.copy().set("session", "");
    assertEquals(200, second.get("/app").status());
    Session third = second.copy().set("session", "");
    assertEquals(200, third.get("/app").status());
    third.copy().set("remember", "").post("/logout", "");
    for (Session other : List.of(first, second, third)) {
      assertTrue(other.copy().set("remember", "").get("/app").asksToLogIn());
      assertTrue(other.copy().set("session", "").get("/app").asksToLogIn());
    }
  }

  @Test
  @Tag("R69")
  void logout_ofAVictimWhoseTokenWasUsedTwice_endsTheThiefToo() throws IOException {
    Session victim = Session.loggedIn(wire, "anna", true);
    Session thief = new Session(wire).set("remember", victim.cookie("remember"));
    assertEquals(200, thief.get("/app").status());
    assertEquals(200, thief.set("session", "").get("/app").status());
    victim.post("/logout", "");
    assertTrue(thief.copy().set("session", "").get("/app").asksToLogIn());
    assertTrue(thief.get("/app").asksToLogIn());
  }

  @Test
  @Tag("R69")
  void logout_withTheTokenAlone_killsItToo() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", true);
    Session kept = anna.copy();
    anna.set("session", "").post("/logout", "");
    assertTrue(kept.get("/app").asksToLogIn());
    assertTrue(kept.set("session", "").get("/app").asksToLogIn());
  }

  @Test
  @Tag("R69")
  void logout_ofSomebodyElse_wantsTheWholeToken() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", true);
    String selector = anna.cookie("remember").split("\\.", 2)[0];
    new Session(wire).set("remember", selector + "." + "A".repeat(43)).post("/logout", "");
    assertEquals(200, anna.copy().get("/app").status());
    assertEquals(200, anna.set("session", "").get("/app").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "x",
        "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAA",
        "u-4107",
        "anna",
        "' OR 1=1 --",
        "../../data/consent.keys",
        "%00",
        "*.*"
      })
  void remember_invented_opensNothing(String token) throws IOException {
    Answer answer = wire.get("/app", "Cookie: remember=" + token);
    assertTrue(answer.asksToLogIn(), answer::toString);
    assertEquals("", answer.cookie("session"));
  }

  @Test
  @Tag("R88")
  void remember_withTheWrongHalf_saysTheSameForEither() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", true);
    String selector = anna.cookie("remember").split("\\.", 2)[0];
    String wrong = "." + "B".repeat(43);
    Answer selectorRight = wire.get("/app", "Cookie: remember=" + selector + wrong);
    Answer neitherRight = wire.get("/app", "Cookie: remember=" + "B".repeat(22) + wrong);
    assertEquals(withoutDate(neitherRight), withoutDate(selectorRight));
    assertEquals(200, anna.get("/app").status());
  }

  private static String withoutDate(Answer answer) {
    return answer.toString().replaceAll("Date: .*", "");
  }

  @ParameterizedTest
  @Tag("R113")
  @CsvSource({
    "anna, wrong",
    "carla, boekhouden",
    "carla, wrong",
    "ANNA, boekhouden",
    "u-4107, boekhouden",
    "'anna ''--', boekhouden",
    "anna, BOEKHOUDEN",
    "anna, 'boekhouden '",
    "'', ''",
    "anna, ''"
  })
  void login_thatFails_saysTheSameWhateverWasWrong(String username, String password)
      throws IOException {
    Answer expected = wire.post("/login", "username=nobody&password=nothing");
    Answer answer = wire.post("/login", "username=" + url(username) + "&password=" + url(password));
    assertEquals(422, answer.status());
    assertEquals(List.of(), answer.setCookies());
    assertEquals(masked(expected, "nobody"), masked(answer, username.replace("'", "&#39;")));
  }

  private static String url(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static String masked(Answer answer, String username) {
    return withoutDate(answer)
        .replace("value=\"" + username + "\"", "value=\"?\"")
        .replaceAll("Content-Length: .*", "");
  }

  @Test
  @Tag("R80")
  @Tag("R82")
  void remember_onlyWhereTicked_andWithoutTheName() throws IOException {
    Answer without = wire.post("/login", "username=anna&password=boekhouden");
    assertEquals(1, without.setCookies().size());
    Answer with = wire.post("/login", "username=anna&password=boekhouden&remember=on");
    assertEquals(2, with.setCookies().size());
    assertTrue(with.setCookie("remember").contains("; Max-Age=2592000"), with::toString);
    assertFalse(with.setCookies().toString().contains("anna"));
    assertFalse(with.setCookies().toString().contains("4107"));
  }

  @Test
  @Tag("R20")
  void remember_afterARefusal_works() throws IOException {
    Session anna = new Session(wire);
    anna.post("/consent", "choice=none");
    anna.post("/login", "username=anna&password=boekhouden&remember=on");
    assertEquals(200, anna.set("session", "").get("/app").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?user=bram",
        "?username=bram&id=u-5288",
        "?tenant=u-5288",
        "?account=bram",
        "?id=402",
        "?status=late&user=u-5288",
        ";user=bram"
      })
  void export_whateverIsAsked_holdsTheOwnBooksOnly(String query) throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    for (String path : List.of("/app/export.csv", "/app/export.json", "/app", "/app/account")) {
      Answer answer = anna.get(path + query, "X-User: bram", "X-Forwarded-User: u-5288");
      assertEquals(200, answer.status());
      assertFalse(answer.body().contains("Vesuvio"), path);
      assertFalse(answer.body().contains("Hoekstra"), path);
      assertTrue(answer.header("Cache-Control").contains("no-store"), path);
    }
    Answer csv = anna.get("/app/export.csv" + query);
    assertTrue(csv.body().contains("Galerie Noorderlicht"));
  }

  @Test
  @Tag("R71")
  void pageOfACustomer_isNeverKeptByTheBrowser() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    for (String path :
        List.of("/app", "/app/account", "/app/stats", "/app/export.csv", "/app/nergens")) {
      assertTrue(anna.get(path).header("Cache-Control").contains("no-store"), path);
    }
  }
}
