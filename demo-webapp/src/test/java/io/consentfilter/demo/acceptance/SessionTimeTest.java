// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.demo.Boekhuis;
import io.consentfilter.demo.MovableClock;
import io.consentfilter.demo.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a clock that can be moved shows: when logins and choices end. */
class SessionTimeTest {

  private static final Duration ALMOST = Duration.ofMinutes(59).plusSeconds(59);
  private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock("2026-11-21T12:00:00Z");
  private Boekhuis boekhuis;
  private Wire wire;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    boekhuis = Boekhuis.start(Options.in(folder), clock);
    wire = Wire.plain(boekhuis.url().getPort());
  }

  @AfterEach
  void stop() {
    boekhuis.close();
  }

  @Test
  @Tag("R65")
  void login_idleForAnHour_endsForPagesAndScriptsAndStaysDead() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    clock.advance(ALMOST);
    assertEquals(200, anna.get("/app").status());
    Session kept = anna.copy();
    clock.advance(ALMOST.plus(TWO_SECONDS));
    Answer page = anna.get("/app?status=late");
    assertEquals("/login?reason=expired&return=%2Fapp%3Fstatus%3Dlate", page.location());
    assertTrue(page.setCookie("session").contains("Max-Age=0"));
    assertEquals(401, kept.get("/app", "Sec-Fetch-Mode: cors").status());
    assertTrue(kept.get("/app").asksToLogIn());
    assertEquals(401, kept.post("/consent/session", "").status());
  }

  @ParameterizedTest
  @Tag("R66")
  @ValueSource(
      strings = {
        "Date: Thu, 01 Jan 1970 00:00:00 GMT",
        "Date: Fri, 01 Jan 2100 00:00:00 GMT",
        "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
        "Cookie: $Version=1; Max-Age=999999999; Expires=Fri, 01 Jan 2100 00:00:00 GMT",
        "X-Date: 1970"
      })
  void login_whateverTheClientSaysOfTime_endsByOurClock(String header) throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    clock.advance(ALMOST);
    assertEquals(200, anna.copy().get("/app", header).status());
    clock.advance(ALMOST.plus(TWO_SECONDS));
    assertTrue(anna.get("/app", header).asksToLogIn());
  }

  @Test
  @Tag("R66")
  void session_withAnEditedValue_isNobodys() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    String id = anna.cookie("session");
    for (String edited :
        new String[] {
          id + "x", id.substring(1), id.toLowerCase(Locale.ROOT), "x" + id, "\"" + id + "x\""
        }) {
      assertTrue(wire.get("/app", "Cookie: session=" + edited).asksToLogIn(), edited);
    }
    assertEquals(200, anna.get("/app").status());
  }

  @ParameterizedTest
  @Tag("R67")
  @ValueSource(
      strings = {
        "/consent/session Accept: application/json",
        "/consent/status Accept: application/json",
        "/consent Accept: text/html",
        "/consent/banner Accept: text/html",
        "/assets/boekhuis.css Sec-Fetch-Dest: style",
        "/assets/boekhuis.js Sec-Fetch-Dest: script",
        "/app Sec-Fetch-Dest: image",
        "/app Sec-Purpose: prefetch",
        "/app Sec-Purpose: prefetch;prerender",
        "/app Purpose: prefetch",
      })
  void login_thatOnlyProgramsUse_endsAfterAnHour(String poll) throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    String path = poll.split(" ", 2)[0];
    String header = poll.split(" ", 2)[1];
    for (int minute = 0; minute < 60; minute += 5) {
      assertNotEquals(401, anna.get(path, header).status());
      clock.advance(Duration.ofMinutes(5));
    }
    clock.advance(TWO_SECONDS);
    assertTrue(anna.get("/app").asksToLogIn());
  }

  @Test
  @Tag("R67")
  void login_thatOnlyABeaconUses_endsAfterAnHour() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    for (int minute = 0; minute < 60; minute += 5) {
      anna.post("/stats/hit", "path=/", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: empty");
      clock.advance(Duration.ofMinutes(5));
    }
    clock.advance(TWO_SECONDS);
    assertTrue(anna.get("/app").asksToLogIn());
  }

  @Test
  @Tag("R68")
  void login_withConstantActivity_endsAfterADay() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    for (int halfHour = 0; halfHour < 48; halfHour++) {
      assertEquals(200, anna.get("/app").status(), "half hour " + halfHour);
      clock.advance(Duration.ofMinutes(30));
      anna.post("/consent/session", "");
    }
    clock.advance(TWO_SECONDS);
    assertTrue(anna.get("/app").asksToLogIn());
  }

  @Test
  @Tag("R65")
  void expiredSession_isNoWayBackInByLoggingInElsewhere() throws IOException {
    Session old = Session.loggedIn(wire, "anna", false);
    clock.advance(Duration.ofMinutes(61));
    Session fresh = Session.loggedIn(wire, "anna", false);
    assertTrue(old.get("/app").asksToLogIn());
    assertEquals(200, fresh.get("/app").status());
  }

  @Test
  @Tag("R82")
  @Tag("R87")
  void remember_keptLongerThanDeclared_isRefused() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", true);
    clock.advance(Duration.ofDays(29));
    Answer resumed = anna.set("session", "").get("/app");
    assertEquals(200, resumed.status());
    String rotated = resumed.setCookie("remember");
    assertTrue(rotated.contains("; Max-Age=86400"), rotated);
    clock.advance(Duration.ofDays(1).plusSeconds(1));
    assertTrue(anna.set("session", "").get("/app").asksToLogIn());
  }

  @Test
  @Tag("R85")
  void remember_copiedAndUsedByBoth_endsForBoth() throws IOException {
    Session victim = Session.loggedIn(wire, "anna", true);
    Session thief = new Session(wire).set("remember", victim.cookie("remember"));
    assertEquals(200, thief.get("/app").status());
    assertEquals(200, thief.get("/app").status());
    clock.advance(Duration.ofMinutes(61));
    assertTrue(victim.get("/app").asksToLogIn(), "the copy was used before");
    assertTrue(thief.get("/app").asksToLogIn());
    assertTrue(thief.set("session", "").get("/app").asksToLogIn());
  }

  @Test
  @Tag("R25")
  @Tag("R26")
  void choice_granted_or_refused_isKeptForTheSameTimeAndNotLonger() throws IOException {
    for (String answer : new String[] {"all", "none"}) {
      Session visitor = new Session(wire);
      visitor.post("/consent", "choice=" + answer);
      clock.advance(Duration.ofDays(183));
      assertFalse(visitor.get("/").body().contains("id=\"consent-banner\""), answer);
      clock.advance(Duration.ofDays(2));
      Answer late = visitor.get("/");
      assertTrue(late.body().contains("id=\"consent-banner\""), answer);
      assertTrue(visitor.get("/consent/status").body().contains("\"analytics\":false"), answer);
      assertEquals("", late.cookie("bh_stats"));
    }
  }
}
