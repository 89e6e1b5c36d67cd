// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The packaged demo under a system clock that is set forward: nothing of it is told by a test. */
@Tag("R65")
@Tag("E41")
@TestInstance(Lifecycle.PER_CLASS)
class ShiftedClockIT {

  private static final Duration ALMOST = Duration.ofMinutes(59);
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);
  private static final Duration NOTICEABLE = Duration.ofSeconds(30);
  private static final String JSON = "Accept: application/json";

  private ShiftedClock clock;
  private Demo demo;
  private Wire wire;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException, InterruptedException {
    clock = new ShiftedClock(folder);
    demo = Demo.serving(folder, clock.environment());
    wire = Wire.plain(demo.port());
  }

  @AfterAll
  void stop() {
    demo.close();
  }

  private void advance(Duration duration) throws IOException, InterruptedException {
    clock.advance(duration);
    Instant begun = Instant.now();
    while (lag().compareTo(NOTICEABLE) > 0) {
      assertTrue(Instant.now().isBefore(begun.plus(NOTICEABLE)), "the clock does not move");
      assertFalse(demo.endsByItselfWithin(50), "the demo ended");
    }
  }

  /** Asked by nobody in particular, so that it is nobody's activity. */
  private Duration lag() throws IOException {
    String date = wire.get("/privacy").header("Date");
    Instant shown = ZonedDateTime.parse(date, RFC_1123_DATE_TIME).toInstant();
    return Duration.between(shown, Instant.now().plus(clock.shift()));
  }

  private static void assertEnded(Session browser) throws IOException {
    assertEquals(401, browser.copy().get("/app", "Sec-Fetch-Mode: cors").status());
    assertEquals(401, browser.copy().get("/consent/session", JSON).status());
    Answer page = browser.copy().get("/app");
    assertEquals("/login?reason=expired&return=%2Fapp", page.location(), page::toString);
  }

  @Test
  void login_inCompleteSilence_livesFor59MinutesAndNotFor61()
      throws IOException, InterruptedException {
    Session asked = Session.loggedIn(wire, "anna", false);
    Session silent = Session.loggedIn(wire, "bram", false);
    advance(ALMOST);
    assertEquals(200, asked.get("/app").status());
    advance(TWO_MINUTES);
    assertEnded(silent);
    assertEquals(200, asked.get("/app").status(), "from the last activity, not from the login");
    advance(ALMOST);
    assertEquals(200, asked.get("/app").status());
    advance(ALMOST.plus(TWO_MINUTES));
    assertEnded(asked);
  }

  @Test
  @Tag("R67")
  @Tag("E39")
  void login_whoseTimeLeftIsAskedForAllTheWhile_livesFor59MinutesAndNotFor61()
      throws IOException, InterruptedException {
    Session asked = Session.loggedIn(wire, "anna", false);
    Session polled = Session.loggedIn(wire, "bram", false);
    for (int poll = 1; poll <= 6; poll++) {
      advance(ALMOST.dividedBy(6));
      assertEquals(200, asked.get("/consent/session", JSON).status(), "poll " + poll);
      assertEquals(200, polled.get("/consent/session", JSON).status(), "poll " + poll);
    }
    assertEquals(200, asked.get("/app").status());
    advance(TWO_MINUTES);
    assertEnded(polled);
    assertEquals(200, asked.get("/app").status());
  }
}
