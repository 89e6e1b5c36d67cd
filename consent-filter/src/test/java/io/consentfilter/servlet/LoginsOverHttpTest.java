// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.servlet.RawClient.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins behind the filter, over real sockets, with a moved clock. */
class LoginsOverHttpTest {

  private static final String SESSION = "__Host-session";
  private static final String REMEMBER = "__Host-remember";
  private static final String NAVIGATE = "Sec-Fetch-Mode: navigate";
  private static final String NO_JSESSIONID = "(?i).*jsessionid.*";

  private static final String POLLING =
      "\"session\": {\"polling\": {\"paths\": [\"/app/poll\"], \"headers\": [\"X-Background\"]}},";

  private Site site;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    site =
        Site.with(Site.policy("\"transport\" => " + POLLING + " \"transport\""))
            .at("/session", (request, response) -> request.getSession().setAttribute("k", "v"))
            .at("/kept", LoginsOverHttpTest::kept)
            .start();
    client = site.client();
  }

  @AfterEach
  void stop() throws Exception {
    site.close();
  }

  private static void kept(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    HttpSession session = request.getSession(false);
    Object value = session == null ? null : session.getAttribute("k");
    response.getWriter().write(String.valueOf(value));
  }

  private Answer login(String... headers) throws Exception {
    return client.post("/login", "username=anna&password=x", headers);
  }

  private Answer loginRemembered() throws Exception {
    return client.post("/login", "username=anna&password=x&remember=on");
  }

  private static String session(Answer answer) {
    return "Cookie: " + SESSION + "=" + answer.cookie(SESSION).orElseThrow();
  }

  private static String remember(Answer answer) {
    return "Cookie: " + REMEMBER + "=" + answer.cookie(REMEMBER).orElseThrow();
  }

  private void assertLoggedIn(String... headers) throws Exception {
    Answer answer = client.get("/app/page", headers);
    assertEquals(200, answer.status());
    assertEquals("anna", answer.body());
  }

  private void assertLoggedOut(String... headers) throws Exception {
    assertEquals(401, client.get("/app/page", headers).status());
  }

  @Test
  @Tag("R11")
  @Tag("E42")
  void browse_anonymously_getsNoSession() throws Exception {
    for (String path : List.of("/", "/login", "/app/page", "/nowhere", "/consent")) {
      assertTrue(client.get(path, NAVIGATE).setCookie(SESSION).isEmpty(), path);
    }
  }

  @Test
  @Tag("R61")
  void login_sessionCookie_isHardened() throws Exception {
    String header = login().setCookie(SESSION).orElseThrow();
    for (String part : List.of("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")) {
      assertTrue(header.contains(part), header);
    }
    assertFalse(header.matches("(?i).*(domain|max-age|expires).*"), header);
  }

  @Test
  @Tag("R62")
  void login_sessionFromBefore_changesItsIdAndKillsTheOld() throws Exception {
    String planted = session(client.get("/session"));
    Answer answer = login(planted);
    assertNotEquals(planted, session(answer));
    assertLoggedIn(session(answer));
    assertLoggedOut(planted);
  }

  @Test
  @Tag("R62")
  void login_inventedSession_isNotAdopted() throws Exception {
    String invented = "Cookie: " + SESSION + "=node0invented0";
    Answer answer = login(invented);
    assertNotEquals(invented, session(answer));
    assertLoggedOut(invented);
  }

  @Test
  void login_asAnotherUser_getsNothingOfTheSessionBefore() throws Exception {
    String anna = session(login());
    client.get("/session", anna);
    assertEquals("v", client.get("/kept", anna).body());
    Answer bram = client.post("/login", "username=bram&password=x", anna);
    assertEquals("null", client.get("/kept", session(bram)).body());
    assertLoggedOut(anna);
  }

  @Test
  @Tag("R63")
  @Tag("E47")
  void session_inTheAddress_isIgnored() throws Exception {
    String id = login().cookie(SESSION).orElseThrow();
    assertEquals(401, client.get("/app/page;jsessionid=" + id).status());
    for (Answer answer :
        List.of(client.get("/", NAVIGATE), login(), client.get("/app/page", NAVIGATE))) {
      assertFalse((answer.headerLines() + answer.body()).matches(NO_JSESSIONID));
    }
  }

  @Test
  @Tag("R64")
  void login_manyTimes_idsAreLongAndDiffer() throws Exception {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      ids.add(login().cookie(SESSION).orElseThrow());
    }
    assertEquals(50, ids.size());
    assertTrue(ids.stream().allMatch(id -> id.length() >= 22), ids.toString());
  }

  @Test
  @Tag("R65")
  void idle_5959_isStillIn() throws Exception {
    String session = session(login());
    site.clock().advance(Duration.ofMinutes(59).plusSeconds(59));
    assertLoggedIn(session);
    site.clock().advance(Duration.ofMinutes(59).plusSeconds(59));
    assertLoggedIn(session);
  }

  @Test
  @Tag("R65")
  void idle_6001_isOutAndStaysOut() throws Exception {
    String session = session(login());
    site.clock().advance(Duration.ofMinutes(60).plusSeconds(1));
    Answer page = client.get("/app/page?x=1", session, NAVIGATE);
    assertEquals(303, page.status());
    assertEquals(
        Optional.of("/login?reason=expired&return=%2Fapp%2Fpage%3Fx%3D1"), page.header("Location"));
    Answer script = client.get("/app/page", session);
    assertEquals(401, script.status());
    assertTrue(script.body().contains("\"reason\":\"expired\""), script.body());
    assertLoggedOut(session);
  }

  @Test
  @Tag("R66")
  void idle_cookieSentWithAnEditedLife_changesNothing() throws Exception {
    String session = session(login());
    site.clock().advance(Duration.ofMinutes(61));
    assertLoggedOut(session + "; Max-Age=99999", "Date: Sat, 21 Nov 2026 12:00:00 GMT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/consent/status",
        "/consent/session",
        "/consent",
        "/app/poll",
        "/app/page X-Background: 1",
        "/app/page Sec-Fetch-Dest: image",
        "/app/page Sec-Purpose: prefetch",
        "/app/page Sec-Fetch-Dest: script",
      })
  @Tag("R67")
  @Tag("E38")
  @Tag("E39")
  void idle_requestsWithoutActivity_doNotExtend(String request) throws Exception {
    String session = session(login());
    String[] parts = request.split(" ", 2);
    for (int minute = 0; minute < 60; minute += 10) {
      String header = parts.length == 2 ? parts[1] : "X-Nothing: 1";
      assertNotEquals(401, client.get(parts[0], session, header).status());
      site.clock().advance(Duration.ofMinutes(10));
    }
    assertLoggedOut(session);
  }

  @Test
  void idle_plainSessionWithoutLogin_endsToo() throws Exception {
    String session = session(client.get("/session"));
    site.clock().advance(Duration.ofMinutes(59));
    assertEquals("v", client.get("/kept", session).body());
    site.clock().advance(Duration.ofMinutes(61));
    assertEquals("null", client.get("/kept", session).body());
  }

  @Test
  @Tag("R68")
  @Tag("E48")
  void absolute_24hours_endsAnActiveLogin() throws Exception {
    String session = session(login());
    for (int i = 0; i < 47; i++) {
      site.clock().advance(Duration.ofMinutes(30));
      assertLoggedIn(session);
    }
    site.clock().advance(Duration.ofMinutes(30));
    assertLoggedOut(session);
  }

  @Test
  @Tag("R69")
  @Tag("E43")
  @Tag("E65")
  void logout_replayedCookies_areDead() throws Exception {
    Answer login = loginRemembered();
    String choice = client.post("/consent", "choice=none").cookie("__Host-consent").orElseThrow();
    String both =
        session(login) + "; " + remember(login).substring(8) + "; __Host-consent=" + choice;
    Answer logout = client.post("/logout", "", both);
    assertTrue(logout.setCookie(SESSION).orElseThrow().contains("Max-Age=0"));
    assertTrue(logout.setCookie(REMEMBER).orElseThrow().contains("Max-Age=0"));
    assertTrue(logout.setCookie("__Host-consent").isEmpty());
    assertTrue(logout.header("Clear-Site-Data").isEmpty(), "it would take the choice too");
    assertLoggedOut(both);
    assertLoggedOut(session(login));
    assertLoggedOut(remember(login));
  }

  @Test
  @Tag("R69")
  @Tag("E56")
  void logout_afterTheSessionExpired_revokesByTheCookie() throws Exception {
    String token = remember(loginRemembered());
    Answer other = loginRemembered();
    site.clock().advance(Duration.ofHours(2));
    client.post("/logout", "", token);
    assertLoggedOut(token);
    assertEquals(200, client.get("/app/page", remember(other)).status());
  }

  @Test
  @Tag("R70")
  void logout_byGetOrFromAnotherSite_changesNothing() throws Exception {
    String session = session(login());
    client.get("/logout", session, NAVIGATE);
    Answer crossSite =
        client.send(
            "POST",
            "/logout",
            "",
            session,
            "Origin: https://evil.example",
            "Sec-Fetch-Site: cross-site");
    assertEquals(403, crossSite.status());
    assertEquals(403, client.send("POST", "/logout", "", session).status());
    assertLoggedIn(session);
  }

  @Test
  @Tag("R48")
  void login_fromAnotherSite_isRefused() throws Exception {
    Answer answer =
        client.send(
            "POST",
            "/login",
            "username=anna",
            "Sec-Fetch-Site: cross-site",
            "Content-Type: application/x-www-form-urlencoded");
    assertEquals(403, answer.status());
    assertTrue(answer.setCookie(SESSION).isEmpty());
  }

  @Test
  void unsafeRequest_withoutAnySession_isNotOurs() throws Exception {
    assertEquals(200, client.send("POST", "/kept", "").status());
  }

  @Test
  @Tag("R50")
  void login_returnPath_staysOnThisHost() throws Exception {
    for (String evil : List.of("//evil.example", "/%5Cevil.example", "https://evil.example")) {
      Answer answer = client.post("/login", "username=anna&return=" + evil);
      assertEquals(Optional.of("/app/page"), answer.header("Location").map(this::local), evil);
    }
    Answer answer = client.post("/login", "username=anna&return=/app/page?x=1");
    assertEquals(Optional.of("/app/page?x=1"), answer.header("Location").map(this::local));
  }

  private String local(String location) {
    return location.replaceFirst("^https?://localhost:\\d+", "");
  }

  @Test
  void protectedPage_underAnyAddress_needsALogin() throws Exception {
    for (String path :
        List.of(
            "/app/page",
            "/app/./page",
            "/x/../app/page",
            "/app//page",
            "/%61pp/page",
            "/app;x=1/page")) {
      assertNotEquals(200, client.get(path).status(), path);
    }
  }

  @Test
  void protectedPage_loggedIn_isNotStored() throws Exception {
    Answer answer = client.get("/app/page", session(login()));
    assertEquals(Optional.of("no-store"), answer.header("Cache-Control"));
  }

  // Remember-me

  @Test
  @Tag("R80")
  void login_boxNotTicked_remembersNothing() throws Exception {
    assertTrue(login().setCookie(REMEMBER).isEmpty());
    String form = client.get("/login").body();
    assertTrue(form.matches("(?s).*<input[^>]*name=\"remember\"[^>]*>.*"), form);
    assertFalse(form.matches("(?s).*<input[^>]*\\bchecked\\b[^>]*>.*"), form);
    assertTrue(form.contains("30 "), form);
  }

  @Test
  @Tag("R82")
  void remember_cookie_isHardenedAndSaysNothing() throws Exception {
    String header = loginRemembered().setCookie(REMEMBER).orElseThrow();
    for (String part :
        List.of("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Max-Age=2592000")) {
      assertTrue(header.contains(part), header);
    }
    assertFalse(header.contains("anna"), header);
    assertFalse(header.matches("(?i).*domain.*"), header);
  }

  @Test
  @Tag("R84")
  void remember_afterIdle_bringsANewRememberedSession() throws Exception {
    Answer login = loginRemembered();
    site.clock().advance(Duration.ofMinutes(61));
    String both = session(login) + "; " + remember(login).substring(8);
    Answer resumed = client.get("/app/page", both);
    assertEquals("anna remembered", resumed.body());
    assertNotEquals(session(login), session(resumed));
    assertNotEquals(remember(login), remember(resumed));
    assertEquals("anna remembered", client.get("/app/page", session(resumed)).body());
  }

  @Test
  @Tag("E55")
  void remember_sessionFromBefore_changesItsId() throws Exception {
    String token = remember(loginRemembered());
    String planted = session(client.get("/session"));
    Answer resumed = client.get("/app/page", planted + "; " + token.substring(8));
    assertEquals("anna remembered", resumed.body());
    assertNotEquals(planted, session(resumed));
    assertLoggedOut(planted);
  }

  @Test
  @Tag("E45")
  void session_beforeOrAfterADeadOne_neverTurnsIntoAnotherLogin() throws Exception {
    String live = session(login());
    String dead = SESSION + "=node0invented0";
    for (String both : List.of(live + "; " + dead, "Cookie: " + dead + "; " + live.substring(8))) {
      assertTrue(List.of(200, 401).contains(client.get("/app/page", both).status()), both);
    }
    String other = session(client.post("/login", "username=bram&password=x"));
    int status = client.get("/app/page", live + "; " + other.substring(8)).status();
    assertEquals(400, status, "the container itself refuses two live sessions");
    assertLoggedIn(live);
  }

  @Test
  @Tag("R87")
  void remember_afterItsMaximumAge_isRefused() throws Exception {
    String token = remember(loginRemembered());
    site.clock().advance(Duration.ofDays(30));
    assertLoggedOut(token);
  }

  @Test
  void remember_rotatedToken_livesNoLongerThanTheFirst() throws Exception {
    String token = remember(loginRemembered());
    site.clock().advance(Duration.ofDays(29));
    Answer resumed = client.get("/app/page", token);
    assertTrue(resumed.setCookie(REMEMBER).orElseThrow().contains("; Max-Age=86400"));
    site.clock().advance(Duration.ofDays(1));
    assertLoggedOut(remember(resumed));
  }

  @Test
  @Tag("R85")
  @Tag("E52")
  void remember_replayAfterItsSuccessorWasUsed_endsTheSeriesAlone() throws Exception {
    Answer other = loginRemembered();
    String stolen = remember(loginRemembered());
    site.clock().advance(Duration.ofHours(2));
    Answer resumed = client.get("/app/page", stolen);
    assertEquals(200, client.get("/app/page", session(resumed)).status());
    site.clock().advance(Duration.ofSeconds(61));
    assertLoggedOut(stolen);
    site.clock().advance(Duration.ofSeconds(6));
    assertLoggedOut(session(resumed));
    assertLoggedOut(remember(resumed));
    assertEquals(200, client.get("/app/page", remember(other)).status());
  }

  @Test
  @Tag("E51")
  void remember_lostResponse_recoversAnHourLater() throws Exception {
    String token = remember(loginRemembered());
    site.clock().advance(Duration.ofHours(2));
    assertEquals(200, client.get("/app/page", token).status());
    site.clock().advance(Duration.ofHours(1));
    Answer again = client.get("/app/page", token);
    assertEquals(200, again.status());
    assertTrue(again.cookie(REMEMBER).isPresent());
  }

  @Test
  @Tag("E10")
  void remember_prefetch_neitherResumesNorRotates() throws Exception {
    String token = remember(loginRemembered());
    Answer prefetch = client.get("/app/page", token, "Sec-Purpose: prefetch;prerender");
    assertEquals(401, prefetch.status());
    assertEquals(List.of(), prefetch.cookieNames());
  }

  @ParameterizedTest
  @CsvSource({
    "forged",
    "'', '",
    "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
  })
  @Tag("R88")
  void remember_forgedToken_isAnonymousAndDeleted(String token) throws Exception {
    Answer answer = client.get("/", "Cookie: " + REMEMBER + "=" + token);
    assertEquals(200, answer.status());
    assertTrue(answer.setCookie(REMEMBER).orElseThrow().contains("Max-Age=0"));
  }

  @Test
  void session_timeLeft_isToldAndExtended() throws Exception {
    String session = session(login());
    site.clock().advance(Duration.ofMinutes(50));
    assertTrue(client.get("/consent/session", session).body().contains("\"idleExpiresIn\":600"));
    Answer extended = client.post("/consent/session", "", session);
    assertTrue(extended.body().contains("\"idleExpiresIn\":3600"), extended.body());
    assertTrue(extended.body().contains("\"absoluteExpiresIn\":83400"), extended.body());
    assertEquals(401, client.get("/consent/session").status());
  }

  @Test
  @Tag("E4")
  void session_cookieInAnotherCase_isNone() throws Exception {
    String session = session(login());
    assertLoggedOut(session.replace("__Host-", "__host-"));
    assertLoggedIn(session);
  }

  @Test
  @Tag("E22")
  void login_overARememberedOne_setsTheCookieOnce() throws Exception {
    String token = remember(loginRemembered());
    Answer again = client.post("/login", "username=anna&password=x&remember=on", token);
    assertEquals(1, again.cookieNames().stream().filter(REMEMBER::equals).count());
    assertLoggedOut(token);
    Answer without = client.post("/login", "username=anna&password=x", remember(again));
    assertTrue(without.setCookie(REMEMBER).orElseThrow().contains("Max-Age=0"));
  }
}
