// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginState.Ended;
import io.consentfilter.login.LoginState.Live;
import io.consentfilter.login.LoginState.Reason;
import io.consentfilter.store.CaffeineLoginStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that share a store and nothing else: never early, at most a minute late. */
@Tag("E78")
class LoginsOnSeveralNodesTest {

  private static final Duration IDLE = Duration.ofMinutes(60);
  private static final Duration LATE = Duration.ofMinutes(1);

  private final HandClock clock = new HandClock();
  private final LoginStore store = new CaffeineLoginStore(1_000);

  private Logins newNode() {
    return new Logins(store, new Limits(IDLE, Duration.ofDays(30)), clock);
  }

  private static LoginRow begunOn(Logins node) {
    return node.begin("anna", Optional.empty(), "Firefox");
  }

  private static void assertLives(Logins node, LoginRow row) {
    assertInstanceOf(Live.class, node.check(row.id(), false));
  }

  @Test
  void check_activityOnAnotherNode_keepsTheLoginAliveHere() {
    Logins stale = newNode();
    Logins busy = newNode();
    LoginRow row = begunOn(stale);
    for (int minute = 0; minute < 100; minute++) {
      clock.advance(Duration.ofMinutes(1));
      busy.check(row.id(), true);
    }
    clock.advance(Duration.ofMinutes(40));
    assertLives(stale, row);
  }

  @Test
  void check_activityElsewhereAfterTheCopyHereWasMade_asksTheStoreBeforeEnding() {
    Logins stale = newNode();
    Logins busy = newNode();
    LoginRow row = begunOn(stale);
    clock.advance(IDLE.minusSeconds(3));
    assertLives(stale, row);
    clock.advance(Duration.ofSeconds(1));
    busy.check(row.id(), true);
    clock.advance(Duration.ofSeconds(3));
    assertLives(stale, row);
  }

  @Test
  void check_activityElsewhereNotYetWritten_livesUntilItMustHaveBeen() {
    Logins beginner = newNode();
    Logins busy = newNode();
    LoginRow row = begunOn(beginner);
    clock.advance(Duration.ofSeconds(10));
    busy.check(row.id(), true);
    clock.advance(Duration.ofSeconds(40));
    busy.check(row.id(), true);
    clock.advance(IDLE.minusMillis(1));
    // The store knows nothing of the last activity, just less than the limit ago.
    Instant known = store.find(row.id()).orElseThrow().lastActive();
    assertEquals(HandClock.START.plusSeconds(10), known);
    assertLives(newNode(), row);
    assertLives(beginner, row);
    assertLives(busy, row);
    // The beginner, too, could hold back what it saw within a minute of its own writing.
    clock.advance(Duration.ofSeconds(10));
    assertLives(busy, row);
    clock.advance(Duration.ofMillis(1));
    assertEquals(new Ended(Reason.IDLE), busy.check(row.id(), false));
  }

  @Test
  void check_activityOnTwoNodesInOneMillisecond_isNotTakenForOnesOwn() {
    Logins beginner = newNode();
    Logins busy = newNode();
    LoginRow row = begunOn(beginner);
    busy.check(row.id(), true);
    clock.advance(Duration.ofSeconds(30));
    busy.check(row.id(), true);
    clock.advance(IDLE.minusSeconds(1));
    assertLives(beginner, row);
  }

  @Test
  void check_restartedNode_isAtMostAMinuteLate() {
    LoginRow row = begunOn(newNode());
    Logins restarted = newNode();
    clock.advance(IDLE.plus(LATE).minusMillis(1));
    assertEquals(
        Duration.ofMillis(1),
        assertInstanceOf(Live.class, restarted.check(row.id(), false)).idleLeft());
    clock.advance(Duration.ofMillis(1));
    assertEquals(new Ended(Reason.IDLE), restarted.check(row.id(), false));
  }

  @Test
  void check_otherNodeLongSilent_isExactAgain() {
    Logins left = newNode();
    Logins stays = newNode();
    LoginRow row = begunOn(left);
    for (int minute = 0; minute < 3; minute++) {
      clock.advance(Duration.ofMinutes(1));
      stays.check(row.id(), true);
    }
    clock.advance(IDLE.minusMillis(1));
    assertLives(stays, row);
    clock.advance(Duration.ofMillis(1));
    assertEquals(new Ended(Reason.IDLE), stays.check(row.id(), false));
  }

  /** Random requests to random nodes; what really happened is kept beside and decides. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  @Tag("R65")
  void check_randomRequests_neverEarlyAndNeverLaterThanAMinute(int nodeCount) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int rounds = System.getProperty("stress") == null ? 500 : 50_000;
    int ended = 0;
    for (int round = 0; round < rounds; round++) {
      ended += randomLogin(nodeCount, random, "seed " + seed + ", round " + round) ? 1 : 0;
    }
    assertTrue(ended > rounds / 4, "too few logins ended: " + ended);
  }

  private boolean randomLogin(int nodeCount, Random random, String where) {
    List<Logins> nodes = new ArrayList<>();
    for (int i = 0; i < nodeCount; i++) {
      nodes.add(newNode());
    }
    Duration late = nodeCount == 1 ? Duration.ZERO : LATE;
    LoginRow row = begunOn(nodes.get(0));
    Instant truth = clock.instant();
    for (int request = 0; request < 60; request++) {
      clock.advance(randomPause(random));
      boolean activity = random.nextInt(3) > 0;
      LoginState state = nodes.get(random.nextInt(nodeCount)).check(row.id(), activity);
      Duration idle = Duration.between(truth, clock.instant());
      if (state instanceof Ended) {
        assertTrue(idle.compareTo(IDLE) >= 0, () -> "early at " + idle + ", " + where);
        return true;
      }
      assertTrue(idle.compareTo(IDLE.plus(late)) < 0, () -> "late at " + idle + ", " + where);
      truth = activity ? clock.instant() : truth;
    }
    return false;
  }

  /** Mostly around the lengths where something changes. */
  private static Duration randomPause(Random random) {
    long[] around = {0, 5_000, 30_000, 60_000, 1_800_000, 3_540_000, 3_600_000, 3_660_000};
    long millis = around[random.nextInt(random.nextInt(4) == 0 ? 8 : 4)];
    return Duration.ofMillis(Math.max(0, millis + random.nextInt(6_001) - 3_000));
  }
}
