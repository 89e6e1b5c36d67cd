// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginState.Ended;
import io.consentfilter.login.LoginState.Live;
import io.consentfilter.login.LoginState.Reason;
import io.consentfilter.store.CaffeineLoginStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {

  private static final Duration IDLE = Duration.ofMinutes(60);
  private static final Duration ABSOLUTE = Duration.ofHours(24);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final HandClock clock = new HandClock();
  private final CountedStore counted = new CountedStore(new CaffeineLoginStore(100_000));
  private final LoginStore store = counted.store();
  private final Logins logins = newNode();

  private Logins newNode() {
    return new Logins(store, new Limits(IDLE, ABSOLUTE), clock);
  }

  private LoginRow begun() {
    return logins.begin("anna", Optional.empty(), "Firefox");
  }

  private static void assertLives(Logins node, LoginRow row) {
    assertInstanceOf(Live.class, node.check(row.id(), false));
  }

  private static void assertEnded(Reason reason, Logins node, LoginRow row) {
    assertEquals(new Ended(reason), node.check(row.id(), false));
  }

  private Live live(LoginRow row, boolean activity) {
    return assertInstanceOf(Live.class, logins.check(row.id(), activity));
  }

  @Test
  void begin_withPassword_isLiveAndStored() {
    LoginRow row = begun();
    assertEquals(Optional.of(row), store.find(row.id()));
    assertEquals(HandClock.START, row.begun());
    assertEquals(HandClock.START, row.authenticated());
    assertFalse(row.remembered());
    assertEquals(new Live(row, IDLE, ABSOLUTE), logins.check(row.id(), false));
  }

  @Test
  @Tag("R64")
  void begin_manyTimes_givesUniqueIdsOf192Bits() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      String id = begun().id();
      assertTrue(id.matches("[A-Za-z0-9_-]{32}"));
      ids.add(id);
    }
    assertEquals(5_000, ids.size());
  }

  @ParameterizedTest
  @CsvSource({
    "PT59M59S, true",
    "PT59M59.999S, true",
    "PT60M, false",
    "PT60M1S, false",
    "P9D, false"
  })
  @Tag("R65")
  @Tag("E41")
  void check_afterIdling_livesUntilExactlyTheLimit(Duration idle, boolean lives) {
    LoginRow row = begun();
    clock.advance(Duration.ofMinutes(10));
    live(row, true);
    clock.advance(idle);
    if (lives) {
      assertEquals(IDLE.minus(idle), live(row, false).idleLeft());
    } else {
      assertEnded(Reason.IDLE, logins, row);
      assertEquals(Optional.empty(), store.find(row.id()));
    }
  }

  @Test
  @Tag("R65")
  @Tag("R74")
  void check_replayOfAnEndedLogin_staysDeadHereAndElsewhereAndAfterARestart() {
    LoginRow row = begun();
    clock.advance(IDLE);
    assertEnded(Reason.IDLE, logins, row);
    assertEquals(new Ended(Reason.IDLE), logins.check(row.id(), true));
    assertEnded(Reason.REVOKED, newNode(), row);
    clock.advance(Duration.ofDays(1));
    assertEquals(new Ended(Reason.REVOKED), logins.check(row.id(), true));
  }

  @Test
  @Tag("R67")
  void check_onlyPolls_endsAfterTheIdleLimit() {
    LoginRow row = begun();
    for (int second = 0; second < 3_600; second++) {
      assertEquals(IDLE.minusSeconds(second), live(row, false).idleLeft());
      clock.advance(Duration.ofSeconds(1));
    }
    assertEnded(Reason.IDLE, logins, row);
  }

  @Test
  @Tag("R68")
  void check_constantActivity_endsAtTheAbsoluteLimit() {
    LoginRow row = begun();
    for (int minute = 0; minute < 24 * 60; minute++) {
      assertEquals(IDLE, live(row, true).idleLeft());
      clock.advance(MINUTE);
    }
    clock.advance(Duration.ofMillis(-1));
    assertEquals(Duration.ofMillis(1), live(row, true).absoluteLeft());
    clock.advance(Duration.ofMillis(1));
    assertEnded(Reason.ABSOLUTE, logins, row);
    assertEquals(Optional.empty(), store.find(row.id()));
  }

  @Test
  void check_bothLimitsPassed_sayIdle() {
    LoginRow row = begun();
    clock.advance(Duration.ofDays(2));
    assertEnded(Reason.IDLE, logins, row);
  }

  @Test
  @Tag("R72")
  void extend_nearTheEnd_givesTheWholeIdleLimit() {
    LoginRow row = begun();
    for (int i = 0; i < 10; i++) {
      clock.advance(IDLE.minusSeconds(20));
      assertEquals(Duration.ofSeconds(20), live(row, false).idleLeft());
      assertEquals(IDLE, assertInstanceOf(Live.class, logins.extend(row.id())).idleLeft());
    }
  }

  @Test
  @Tag("E40")
  @Tag("E41")
  void check_clockSetBack_neitherThrowsNorExtendsTheIdleLimit() {
    LoginRow row = begun();
    clock.advance(Duration.ofMinutes(50));
    live(row, true);
    clock.advance(Duration.ofMinutes(-45));
    assertEquals(IDLE, live(row, false).idleLeft());
    clock.advance(Duration.ofMinutes(59));
    assertEquals(MINUTE, live(row, false).idleLeft());
    assertEquals(HandClock.START.plus(Duration.ofMinutes(50)), live(row, false).row().lastActive());
    clock.advance(MINUTE);
    assertEnded(Reason.IDLE, logins, row);
  }

  @Test
  @Tag("E40")
  @Tag("E41")
  void check_activityAfterTheClockWasSetBack_countsAsActivity() {
    LoginRow row = begun();
    clock.advance(Duration.ofMinutes(50));
    live(row, true);
    clock.advance(Duration.ofMinutes(-45));
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMinutes(30));
      assertEquals(IDLE, live(row, true).idleLeft());
    }
    Instant before = HandClock.START.plus(Duration.ofMinutes(50));
    assertFalse(store.find(row.id()).orElseThrow().lastActive().isBefore(before));
  }

  @Test
  @Tag("E40")
  @Tag("E41")
  void check_activityHeldBackAndClockSetBack_neverGoesBackwards() {
    LoginRow row = begun();
    clock.advance(Duration.ofMinutes(50));
    live(row, true);
    clock.advance(Duration.ofSeconds(30));
    Instant latest = clock.instant();
    live(row, true);
    clock.advance(Duration.ofMinutes(-45));
    assertEquals(latest, live(row, true).row().lastActive());
    clock.advance(MINUTE);
    assertEquals(latest, live(row, true).row().lastActive());
    assertEquals(latest, store.find(row.id()).orElseThrow().lastActive());
    clock.advance(MINUTE);
    live(row, true);
    clock.advance(IDLE.minusMillis(1));
    assertLives(logins, row);
    clock.advance(Duration.ofMillis(1));
    assertEnded(Reason.IDLE, logins, row);
  }

  @Test
  @Tag("R68")
  @Tag("E41")
  void check_clockSetBackAgainAndAgain_doesNotExtendTheAbsoluteLimit() {
    LoginRow row = begun();
    for (int time = 1; time < 48; time++) {
      clock.advance(Duration.ofMinutes(30));
      assertEquals(ABSOLUTE.minusMinutes(30L * time), live(row, true).absoluteLeft());
      clock.advance(Duration.ofMinutes(-29));
      assertEquals(ABSOLUTE.minusMinutes(30L * time), live(row, true).absoluteLeft());
    }
    clock.advance(Duration.ofMinutes(30));
    assertEnded(Reason.ABSOLUTE, logins, row);
  }

  @Test
  @Tag("E41")
  void check_rowFromTheFuture_isGivenTheLimitsAndNoMore() {
    LoginRow row = begun();
    clock.advance(Duration.ofDays(-1));
    Logins restarted = newNode();
    Live live = assertInstanceOf(Live.class, restarted.check(row.id(), false));
    assertEquals(IDLE, live.idleLeft());
    assertEquals(ABSOLUTE, live.absoluteLeft());
    clock.advance(IDLE.plus(MINUTE));
    assertEnded(Reason.IDLE, restarted, row);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
  @Tag("E41")
  void check_absurdClock_doesNotThrow(Instant absurd) {
    LoginRow row = begun();
    clock.set(absurd);
    LoginState state = logins.check(row.id(), true);
    assertEquals(absurd.isAfter(HandClock.START), state instanceof Ended);
  }

  @Test
  void check_activityEverySecond_isWrittenOnceAMinute() {
    LoginRow row = begun();
    counted.reset();
    for (int second = 0; second < 600; second++) {
      clock.advance(Duration.ofSeconds(1));
      Live live = live(row, true);
      assertEquals(IDLE, live.idleLeft());
      assertEquals(clock.instant(), live.row().lastActive());
    }
    assertEquals(10, Collections.frequency(counted.calls(), "active"));
    assertEquals(HandClock.START.plusSeconds(600), store.find(row.id()).orElseThrow().lastActive());
  }

  @Test
  void check_knownLogin_asksTheStoreOnceInFiveSeconds() {
    LoginRow row = begun();
    counted.reset();
    for (int i = 0; i < 50; i++) {
      clock.advance(Duration.ofMillis(99));
      live(row, false);
    }
    assertEquals(List.of(), counted.calls());
    clock.advance(Duration.ofMillis(50));
    live(row, false);
    live(row, false);
    assertEquals(List.of("find"), counted.calls());
  }

  @Test
  @Tag("R69")
  void end_onOneNode_isAtOnceThereAndWithinFiveSecondsElsewhere() {
    Logins other = newNode();
    LoginRow row = begun();
    assertLives(other, row);
    logins.end(row.id());
    assertEnded(Reason.REVOKED, logins, row);
    clock.advance(Duration.ofSeconds(5));
    assertEquals(new Ended(Reason.REVOKED), other.check(row.id(), true));
  }

  @Test
  @Tag("R74")
  void end_thenRestart_staysDead() {
    LoginRow row = begun();
    logins.end(row.id());
    assertEquals(new Ended(Reason.REVOKED), newNode().check(row.id(), true));
  }

  @Test
  @Tag("E44")
  void end_twiceOrUnknown_isFineAndKeepsTheReason() {
    LoginRow row = begun();
    clock.advance(IDLE);
    assertEnded(Reason.IDLE, logins, row);
    logins.end(row.id());
    logins.end("nobody");
    assertEnded(Reason.IDLE, logins, row);
  }

  @Test
  @Tag("R69")
  void endSeries_remembered_endsItsLoginsAtOnceAndNoOthers() {
    RememberMe rememberMe =
        new RememberMe(logins, new RememberLimits(Duration.ofDays(30), MINUTE), new SecureRandom());
    String selector = rememberMe.issue("anna", "Firefox").selector();
    LoginRow born = logins.begin("anna", Optional.of(selector), "Firefox");
    LoginRow other = begun();
    assertLives(logins, born);
    logins.endSeries(selector);
    assertEnded(Reason.REVOKED, logins, born);
    assertLives(logins, other);
  }

  @Test
  @Tag("R75")
  void endUser_severalLogins_endsThemAtOnceAndNobodyElses() {
    LoginRow one = begun();
    LoginRow two = begun();
    LoginRow bram = logins.begin("bram", Optional.empty(), "Firefox");
    logins.endUser("anna");
    assertEnded(Reason.REVOKED, logins, one);
    assertEnded(Reason.REVOKED, logins, two);
    assertLives(logins, bram);
  }

  @Test
  void check_activityOfALoginEndedElsewhere_isToldByTheStore() {
    LoginRow row = begun();
    clock.advance(MINUTE);
    live(row, false);
    store.end(row.id());
    assertEquals(new Ended(Reason.REVOKED), logins.check(row.id(), true));
  }

  @Test
  void check_parallelAtTheLimit_allLearnTheSameReason() throws Exception {
    for (int round = 0; round < Together.ROUNDS; round++) {
      LoginRow row = begun();
      clock.advance(IDLE);
      List<Callable<LoginState>> requests =
          Collections.nCopies(10, () -> logins.check(row.id(), true));
      for (LoginState state : Together.run(requests)) {
        assertEquals(new Ended(Reason.IDLE), state);
      }
    }
  }

  @Test
  void check_parallelActivity_isWrittenOnceAndLosesNothing() throws Exception {
    for (int round = 0; round < Together.ROUNDS * 10; round++) {
      LoginRow row = begun();
      clock.advance(MINUTE);
      counted.reset();
      List<Callable<LoginState>> requests =
          Collections.nCopies(8, () -> logins.check(row.id(), true));
      for (LoginState state : Together.run(requests)) {
        assertInstanceOf(Live.class, state);
      }
      assertEquals(1, Collections.frequency(counted.calls(), "active"));
      assertEquals(clock.instant(), store.find(row.id()).orElseThrow().lastActive());
    }
  }

  @Test
  void check_storeDown_throwsAndLaterWritesWhatItCouldNot() {
    LoginRow row = begun();
    clock.advance(MINUTE);
    live(row, false);
    counted.breakDown(true);
    live(row, false);
    assertThrows(LoginStoreException.class, () -> logins.check(row.id(), true));
    clock.advance(Duration.ofSeconds(5));
    assertThrows(LoginStoreException.class, () -> logins.check(row.id(), false));
    counted.breakDown(false);
    live(row, true);
    assertEquals(clock.instant(), store.find(row.id()).orElseThrow().lastActive());
  }

  @Test
  @Tag("R65")
  void check_storeDownAtTheLimit_isNotLive() {
    LoginRow row = begun();
    clock.advance(IDLE);
    counted.breakDown(true);
    assertThrows(LoginStoreException.class, () -> logins.check(row.id(), true));
    counted.breakDown(false);
    assertEnded(Reason.IDLE, logins, row);
  }

  @Test
  @Tag("R69")
  void end_storeDown_throwsAndStillHoldsHere() {
    LoginRow row = begun();
    counted.breakDown(true);
    assertThrows(LoginStoreException.class, () -> logins.end(row.id()));
    counted.breakDown(false);
    assertTrue(store.find(row.id()).isPresent());
    clock.advance(Duration.ofMinutes(30));
    assertEnded(Reason.REVOKED, logins, row);
  }

  @Test
  @Tag("R89")
  void reauthenticated_remembered_showsOnTheNextCheck() {
    LoginRow row = begun();
    clock.advance(MINUTE);
    live(row, false);
    logins.reauthenticated(row.id());
    logins.reauthenticated("nobody");
    assertEquals(clock.instant(), live(row, false).row().authenticated());
    assertEquals(HandClock.START, row.authenticated());
  }

  @Test
  @Tag("R77")
  void ofUser_severalLogins_listsLivingOnesLastActiveFirst() {
    LoginRow idle = begun();
    clock.advance(Duration.ofMinutes(30));
    LoginRow first = begun();
    LoginRow second = begun();
    logins.begin("bram", Optional.empty(), "Firefox");
    clock.advance(Duration.ofSeconds(30));
    live(first, true);
    List<LoginRow> expected = new ArrayList<>();
    expected.add(first.activeAt(clock.instant()));
    expected.add(second);
    expected.add(idle);
    assertEquals(expected, logins.ofUser("anna"));
    clock.advance(Duration.ofMinutes(30));
    assertEquals(expected.subList(0, 2), logins.ofUser("anna"));
  }

  @Test
  void purge_endedWithoutARequest_leavesTheLiving() {
    LoginRow idle = begun();
    clock.advance(Duration.ofMillis(1));
    LoginRow other = begun();
    // Another node may have seen activity up to a minute later than the store knows of.
    clock.advance(IDLE.plus(MINUTE));
    assertEquals(1, logins.purge());
    assertEquals(Optional.empty(), store.find(idle.id()));
    assertTrue(store.find(other.id()).isPresent());
  }
}
