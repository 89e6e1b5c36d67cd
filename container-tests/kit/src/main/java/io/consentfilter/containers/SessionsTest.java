// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The container's session cookie, and logins over it. */
@ExtendWith(Running.class)
class SessionsTest {

  private static final String SESSION = "__Host-session";
  private static final String REMEMBER = "__Host-remember";
  private static final String NAVIGATE = "Sec-Fetch-Mode: navigate";

  private final Site site;
  private final Client client;

  SessionsTest(Site site) {
    this.site = site;
    this.client = site.client();
  }

  private Answer login(String... headers) throws Exception {
    return client.post("/login", "username=anna", headers);
  }

  private static String cookie(Answer answer, String name) {
    return "Cookie: " + name + "=" + answer.cookie(name).orElseThrow();
  }

  private void assertLoggedIn(String cookie) throws Exception {
    assertEquals("anna", client.get("/app/page", cookie).body());
  }

  private void assertLoggedOut(String cookie) throws Exception {
    assertEquals(401, client.get("/app/page", cookie).status());
  }

  private static void assertHardened(String line) {
    for (String part : List.of("; path=/", "; secure", "; httponly", "; samesite=lax")) {
      assertTrue(line.toLowerCase(Locale.ROOT).contains(part), line);
    }
    assertFalse(line.matches("(?i).*(domain|max-age|expires).*"), line);
  }

  @Test
  @Tag("R61")
  void session_cookie_isHardened() throws Exception {
    assertHardened(login().setCookie(SESSION).orElseThrow());
    Answer answer = client.get("/do?session");
    assertEquals(List.of(SESSION), answer.cookieNames());
    assertHardened(answer.setCookie(SESSION).orElseThrow());
  }

  @Test
  @Tag("R61")
  void session_idChangedOrMadeAnew_hasAHardenedCookie() throws Exception {
    String before = cookie(client.get("/do?session"), SESSION);
    assertHardened(client.get("/do?changeId", before).setCookie(SESSION).orElseThrow());
    Answer anew = client.get("/do?invalidate&session", before);
    assertNotEquals(before, cookie(anew, SESSION));
    assertHardened(anew.setCookie(SESSION).orElseThrow());
  }

  @Test
  @Tag("R62")
  void login_sessionFromBefore_changesItsIdAndKillsTheOld() throws Exception {
    String planted = cookie(client.get("/do?session"), SESSION);
    Answer answer = login(planted);
    assertNotEquals(planted, cookie(answer, SESSION));
    assertLoggedIn(cookie(answer, SESSION));
    assertLoggedOut(planted);
  }

  @Test
  @Tag("R62")
  void login_inventedSession_isNotAdopted() throws Exception {
    String invented = "Cookie: " + SESSION + "=0123456789abcdef0123456789abcdef";
    Answer answer = login(invented);
    assertNotEquals(invented, cookie(answer, SESSION));
    assertLoggedOut(invented);
  }

  @Test
  @Tag("R63")
  void session_inTheAddress_isIgnoredAndNeverWritten() throws Exception {
    String id = login().cookie(SESSION).orElseThrow();
    for (String name : List.of("jsessionid", SESSION)) {
      Answer answer = client.get("/app/page;" + name + "=" + id);
      assertEquals(401, answer.status());
      assertFalse(answer.body().contains("anna"));
    }
    assertEquals("/page", client.get("/do?session&encode=/page").body());
    Answer redirect = client.get("/do?session&redirect=/page");
    assertFalse(redirect.header("Location").orElseThrow().contains(";"));
  }

  @Test
  @Tag("R65")
  @Tag("E41")
  void idle_sixtyMinutes_isTheLimit() throws Exception {
    String session = cookie(login(), SESSION);
    site.clock().advance(Duration.ofMinutes(60).minusSeconds(1));
    assertLoggedIn(session);
    site.clock().advance(Duration.ofMinutes(60).plusSeconds(1));
    Answer page = client.get("/app/page", session, NAVIGATE);
    assertEquals(303, page.status());
    assertTrue(page.header("Location").orElseThrow().contains("/login"));
    assertLoggedOut(session);
  }

  @Test
  @Tag("R65")
  @Tag("E10")
  void idle_prefetchInBetween_isNoActivity() throws Exception {
    String session = cookie(login(), SESSION);
    site.clock().advance(Duration.ofMinutes(40));
    client.get("/app/page", session, "Sec-Purpose: prefetch");
    site.clock().advance(Duration.ofMinutes(21));
    assertLoggedOut(session);
  }

  @Test
  @Tag("R65")
  void timeout_ofTheContainer_isAboveOurs() throws Exception {
    assertEquals("3900", client.get("/do?timeout").body());
  }

  @Test
  @Tag("R69")
  @Tag("E43")
  void logout_deletesBothCookiesAndKeepsTheChoice() throws Exception {
    Answer login = client.post("/login", "username=anna&remember=on");
    String session = cookie(login, SESSION);
    String remember = cookie(login, REMEMBER);
    String choice = site.choice("choice=none");
    Answer out = client.post("/logout", "", session, remember, choice);
    for (String name : List.of(SESSION, REMEMBER)) {
      String line = out.setCookie(name).orElseThrow();
      assertTrue(line.contains("Max-Age=0") || line.contains("1970"), line);
      assertTrue(line.contains("Secure"), line);
    }
    assertTrue(out.setCookie("__Host-consent").isEmpty());
    assertLoggedOut(session);
    assertLoggedOut(remember);
  }

  @Test
  @Tag("R84")
  void idle_withRememberToken_givesANewSessionMarkedRemembered() throws Exception {
    Answer login = client.post("/login", "username=anna&remember=on");
    site.clock().advance(Duration.ofMinutes(61));
    Answer back = client.get("/app/page", cookie(login, SESSION), cookie(login, REMEMBER));
    assertEquals("anna remembered", back.body());
    assertHardened(back.setCookie(SESSION).orElseThrow());
    assertNotEquals(cookie(login, SESSION), cookie(back, SESSION));
    assertNotEquals(cookie(login, REMEMBER), cookie(back, REMEMBER));
    assertEquals("anna remembered", client.get("/app/page", cookie(back, SESSION)).body());
  }

  @Test
  @Tag("R84")
  @Tag("E10")
  void prefetch_withRememberToken_rotatesNothing() throws Exception {
    Answer login = client.post("/login", "username=anna&remember=on");
    site.clock().advance(Duration.ofMinutes(61));
    Answer ahead = client.get("/page", cookie(login, REMEMBER), "Sec-Purpose: prefetch");
    assertEquals(List.of(), ahead.cookieNames());
  }
}
