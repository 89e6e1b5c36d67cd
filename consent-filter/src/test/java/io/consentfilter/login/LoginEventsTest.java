// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginEvent.Kind;
import io.consentfilter.login.LoginState.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R99")
class LoginEventsTest {

  private static final String EVIL = "x\r\ntime=now event=LOGIN\u001b[2J\u0085\u2028{0} {1}";

  /** The only line there is: four values, none of which can hold anything that somebody sent. */
  private static final String LINE =
      "time=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z event=[A-Z_]+"
          + " session=(?:[A-Za-z0-9_-]{16}|-) series=(?:[A-Za-z0-9_-]{16}|-)";

  private final Logger logger = Logger.getLogger("io.consentfilter.login");
  private final HandClock clock = new HandClock();
  private final List<LoginEvent> heard = Collections.synchronizedList(new ArrayList<>());
  private final LoginEvents events = new LoginEvents(clock, List.of(heard::add));
  private final Log log = new Log();

  private static final class Log extends Handler {
    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord line) {
      records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    List<String> lines() {
      return records.stream().map(LogRecord::getMessage).toList();
    }

    List<Level> levels() {
      return records.stream().map(LogRecord::getLevel).toList();
    }
  }

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(log);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(log);
    logger.setUseParentHandlers(true);
  }

  private static LoginRow row(String id, Optional<String> series, boolean remembered) {
    Instant now = HandClock.START;
    return new LoginRow(id, "anna", series, now, now, "Firefox", remembered, now);
  }

  private static LoginRow row(String id) {
    return row(id, Optional.empty(), false);
  }

  private List<Kind> kinds() {
    return heard.stream().map(LoginEvent::kind).toList();
  }

  @Test
  void reference_knownText_isTheStartOfItsHash() {
    // SHA-256 of "abc" begins ba7816bf 8f01cfea 414140de (FIPS 180-4's own example).
    assertEquals("ungWv48Bz-pBQUDe", LoginEvent.reference("abc"));
  }

  @Test
  void events_ofEveryKind_areOneLineEach() {
    Optional<String> series = Optional.of("selector");
    events.begun(row("1", series, false));
    clock.advance(Duration.ofMillis(1_234));
    events.begun(row("2", series, true));
    events.loggedOut(row("3"));
    events.ended("4", Reason.IDLE);
    events.ended("5", Reason.ABSOLUTE);
    events.ended("6", Reason.REVOKED);
    events.revoked(row("7"));
    events.stolen(new Outcome.Stolen("anna", "selector"));
    events.failed();
    events.lockedOut();

    String then = "time=2026-11-01T09:00:00.000Z event=";
    String now = "time=2026-11-01T09:00:01.234Z event=";
    String bySeries = " series=" + LoginEvent.reference("selector");
    assertEquals(
        List.of(
            then + "LOGIN session=" + LoginEvent.reference("1") + bySeries,
            now + "RESUMED session=" + LoginEvent.reference("2") + bySeries,
            now + "LOGOUT session=" + LoginEvent.reference("3") + " series=-",
            now + "EXPIRED_IDLE session=" + LoginEvent.reference("4") + " series=-",
            now + "EXPIRED_ABSOLUTE session=" + LoginEvent.reference("5") + " series=-",
            now + "REVOKED session=" + LoginEvent.reference("6") + " series=-",
            now + "REVOKED session=" + LoginEvent.reference("7") + " series=-",
            now + "STOLEN session=-" + bySeries,
            now + "FAILED session=- series=-",
            now + "LOCKED_OUT session=- series=-"),
        log.lines());
    assertEquals(List.of(Kind.values()).size(), kinds().stream().distinct().count());
    Level info = Level.INFO;
    Level warning = Level.WARNING;
    assertEquals(
        List.of(info, info, info, info, info, info, info, warning, info, warning), log.levels());
  }

  @Test
  void events_heard_carryTimeAndUserWhereKnown() {
    events.begun(row("1", Optional.of("selector"), false));
    events.ended("1", Reason.IDLE);
    events.failed();
    Optional<String> session = Optional.of(LoginEvent.reference("1"));
    Optional<String> series = Optional.of(LoginEvent.reference("selector"));
    Instant now = HandClock.START;
    Optional<String> none = Optional.empty();
    assertEquals(
        List.of(
            new LoginEvent(now, Kind.LOGIN, session, series, Optional.of("anna")),
            new LoginEvent(now, Kind.EXPIRED_IDLE, session, none, none),
            new LoginEvent(now, Kind.FAILED, none, none, none)),
        heard);
  }

  @Test
  @Tag("R51")
  @Tag("R42")
  void lines_hostileInput_holdNothingOfIt() {
    LoginRow evil =
        new LoginRow(
            EVIL, EVIL, Optional.of(EVIL), Instant.EPOCH, Instant.EPOCH, EVIL, true, Instant.EPOCH);
    events.begun(evil);
    events.loggedOut(evil);
    events.ended(EVIL + "2", Reason.IDLE);
    events.stolen(new Outcome.Stolen(EVIL, EVIL));
    assertEquals(4, log.lines().size());
    for (String line : log.lines()) {
      assertTrue(line.matches(LINE), line);
    }
  }

  @Test
  void lines_always_leaveIdAndUserAndSelectorOut() {
    events.begun(row("the-login-id", Optional.of("the-selector"), true));
    String told = log.lines() + heard.toString();
    assertFalse(told.contains("the-login-id") || told.contains("the-selector"), told);
    assertFalse(told.contains("anna"), told);
    assertEquals(Optional.of("anna"), heard.get(0).userId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "seventeen-letters", "fifteen-letter\n", "ungWv48Bz+pBQUDe"})
  @Tag("R51")
  void loginEvent_referenceOfAnotherForm_isRefusedUnrepeated(String reference) {
    Optional<String> bad = Optional.of(reference);
    Optional<String> none = Optional.empty();
    Instant now = HandClock.START;
    for (IllegalArgumentException refusal :
        List.of(
            assertThrows(
                IllegalArgumentException.class,
                () -> new LoginEvent(now, Kind.LOGIN, bad, none, none)),
            assertThrows(
                IllegalArgumentException.class,
                () -> new LoginEvent(now, Kind.LOGIN, none, bad, none)))) {
      assertEquals("a reference has 16 characters of base64url", refusal.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"IDLE, EXPIRED_IDLE", "ABSOLUTE, EXPIRED_ABSOLUTE", "REVOKED, REVOKED"})
  void ended_metAgain_isToldOnce(Reason reason, Kind kind) {
    events.ended("1", reason);
    events.ended("1", reason);
    events.ended("1", Reason.REVOKED);
    events.loggedOut(row("1"));
    events.revoked(row("1"));
    assertEquals(List.of(kind), kinds());
    events.ended("2", reason);
    assertEquals(List.of(kind, kind), kinds());
  }

  @Test
  void loggedOut_thenMetByAParallelRequest_isALogoutAlone() {
    events.loggedOut(row("1"));
    events.ended("1", Reason.REVOKED);
    assertEquals(List.of(Kind.LOGOUT), kinds());
  }

  @Test
  void ended_fromManyThreads_isToldOnce() throws Exception {
    for (int round = 0; round < Together.ROUNDS; round++) {
      String id = "round " + round;
      Callable<Boolean> end =
          () -> {
            events.ended(id, Reason.IDLE);
            return true;
          };
      Together.run(Collections.nCopies(8, end));
      assertEquals(round + 1, heard.size());
    }
  }

  @Test
  void listener_thatThrows_isLoggedWithoutItsWordsAndTheOthersAreCalled() {
    List<LoginEvent> after = new ArrayList<>();
    LoginListener throwing =
        event -> {
          throw new IllegalStateException(EVIL + event.userId());
        };
    LoginListener broken =
        event -> {
          throw new NoClassDefFoundError(EVIL);
        };
    LoginEvents isolated = new LoginEvents(clock, List.of(throwing, broken, after::add));
    isolated.begun(row("1"));
    isolated.failed();
    assertEquals(2, after.size());
    assertEquals(6, log.lines().size());
    assertEquals(Level.SEVERE, log.levels().get(1));
    String complaint = log.lines().get(1);
    assertTrue(complaint.startsWith("listener=" + throwing.getClass().getName()), complaint);
    assertTrue(complaint.contains(" threw=java.lang.IllegalStateException at="), complaint);
    assertTrue(log.lines().get(2).contains(" threw=java.lang.NoClassDefFoundError "));
    for (LogRecord line : log.records) {
      assertFalse(line.getMessage().matches("(?s).*[\\p{Cntrl}\\u0085\\u2028].*"));
      assertFalse(line.getMessage().contains("anna"));
      assertNotEquals(true, line.getThrown() != null);
    }
  }
}
