// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginState.Ended;
import io.consentfilter.login.LoginState.Live;
import io.consentfilter.login.LoginState.Reason;
import io.consentfilter.store.RedisLoginStore;
import io.consentfilter.store.RunningRedis;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Two nodes of an application, each with connections of its own to one Redis. */
class RedisLoginsTest {

  private static final Duration IDLE = Duration.ofMinutes(60);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration HOUR = Duration.ofHours(1);

  private static final RunningRedis REDIS = new RunningRedis("appendonly no");

  private final HandClock clock = new HandClock();
  private final Node one = new Node();
  private final Node two = new Node();
  private final Jedis inspector = REDIS.connect();

  private final class Node {
    final RedisLoginStore store = new RedisLoginStore(REDIS.uri());
    final Logins logins = new Logins(store, new Limits(IDLE, Duration.ofHours(24)), clock);
    final RememberMe rememberMe =
        new RememberMe(logins, new RememberLimits(Duration.ofDays(30), GRACE), new SecureRandom());

    Outcome present(RememberToken token) {
      return rememberMe.present(List.of(token.cookieValue()), "Firefox", userId -> true);
    }

    Outcome.Resumed resumed(RememberToken token) {
      return assertInstanceOf(Outcome.Resumed.class, present(token));
    }

    LoginRow begun() {
      return logins.begin("anna", Optional.empty(), "Firefox");
    }

    LoginState check(LoginRow row) {
      return logins.check(row.id(), true);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    REDIS.close();
  }

  @AfterEach
  void empty() {
    inspector.flushAll();
    inspector.close();
    one.store.close();
    two.store.close();
  }

  @Test
  @Tag("R74")
  void end_onOneNode_isDeadOnTheOtherWithinFiveSeconds() {
    LoginRow row = one.begun();
    assertInstanceOf(Live.class, two.check(row));
    one.logins.end(row.id());
    assertEquals(new Ended(Reason.REVOKED), one.check(row));
    clock.advance(Duration.ofSeconds(5));
    assertEquals(new Ended(Reason.REVOKED), two.check(row));
  }

  @Test
  @Tag("R74")
  void end_thenANewNode_isDeadThereAtOnce() {
    LoginRow row = one.begun();
    one.logins.end(row.id());
    assertEquals(new Ended(Reason.REVOKED), two.check(row));
  }

  @Test
  @Tag("R76")
  void endUser_onOneNode_endsLoginsAndTokensOnTheOther() {
    RememberToken token = two.rememberMe.issue("anna", "Firefox");
    LoginRow row = two.logins.begin("anna", Optional.of(token.selector()), "Firefox");
    one.logins.endUser("anna");
    clock.advance(Duration.ofSeconds(5));
    assertEquals(new Ended(Reason.REVOKED), two.check(row));
    assertEquals(new Outcome.Unknown(), two.present(token));
  }

  @Test
  @Tag("E79")
  void present_predecessorOnTheOtherNode_isServedInsideTheWindowOnly() {
    RememberToken token = one.rememberMe.issue("anna", "Firefox");
    RememberToken next = one.resumed(token).next();
    clock.advance(GRACE.minusMillis(1));
    assertEquals(new Outcome.Raced("anna", token.selector()), two.present(token));
    one.rememberMe.confirm(next.selector(), next.hash());
    clock.advance(Duration.ofMillis(1));
    assertEquals(new Outcome.Stolen("anna", token.selector()), two.present(token));
  }

  @Test
  @Tag("R85")
  @Tag("E52")
  void present_stolenTokenOnTheOtherNode_endsThatSeriesAndItsLoginsAlone() {
    RememberToken phone = one.rememberMe.issue("anna", "Phone");
    RememberToken stolen = one.rememberMe.issue("anna", "Firefox");
    Outcome.Resumed resumed = one.resumed(stolen);
    LoginRow born = resumed.login();
    one.rememberMe.confirm(resumed.selector(), resumed.next().hash());
    clock.advance(GRACE);
    assertEquals(new Outcome.Stolen("anna", stolen.selector()), two.present(stolen));
    assertEquals(new Ended(Reason.REVOKED), one.check(born));
    assertEquals(new Outcome.Unknown(), one.present(resumed.next()));
    one.resumed(phone);
  }

  @Test
  @Tag("R86")
  @Tag("E51")
  void present_lostResponseAnHourLater_recoversOnTheOtherNode() {
    RememberToken token = one.rememberMe.issue("anna", "Firefox");
    LoginRow orphan = one.resumed(token).login();
    clock.advance(HOUR);
    Outcome.Resumed again = two.resumed(token);
    assertEquals(Optional.empty(), one.store.find(orphan.id()));
    clock.advance(HOUR);
    one.resumed(again.next());
  }

  @Test
  @Tag("E78")
  void check_staleNode_neverEndsALoginThatLivesElsewhere() {
    LoginRow row = one.begun();
    for (int minute = 0; minute < 100; minute++) {
      clock.advance(Duration.ofMinutes(1));
      assertInstanceOf(Live.class, two.check(row));
    }
    clock.advance(IDLE.minusMinutes(1));
    assertInstanceOf(Live.class, one.logins.check(row.id(), false));
    assertEquals(0, one.logins.purge());
    clock.advance(Duration.ofMinutes(2));
    assertEquals(new Ended(Reason.IDLE), one.logins.check(row.id(), false));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 32})
  @Tag("R86")
  @Tag("E49")
  @Tag("E50")
  @Tag("E79")
  void present_parallelOnTwoNodes_rotatesOnceAndServesAll(int threads) throws Exception {
    RememberToken token = one.rememberMe.issue("anna", "Firefox");
    for (int round = 0; round < Together.ROUNDS / 4; round++) {
      token = rotatedOnce(token, threads);
    }
  }

  private RememberToken rotatedOnce(RememberToken token, int threads) throws Exception {
    List<Callable<Outcome>> requests = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Node node = i % 2 == 0 ? one : two;
      requests.add(() -> node.present(token));
    }
    List<Outcome.Resumed> rotations = new ArrayList<>();
    for (Outcome outcome : Together.run(requests)) {
      if (outcome instanceof Outcome.Resumed resumed) {
        rotations.add(resumed);
      } else {
        assertEquals(new Outcome.Raced("anna", token.selector()), outcome);
      }
    }
    assertEquals(1, rotations.size());
    return rotations.get(0).next();
  }

  @Test
  @Tag("R83")
  @Tag("E54")
  void present_everythingThatRedisHolds_opensNothing() {
    RememberToken first = one.rememberMe.issue("anna", "Firefox");
    RememberToken current = one.resumed(first).next();
    one.logins.begin("anna", Optional.of(first.selector()), "Firefox");
    clock.advance(GRACE.minusMillis(1));
    Set<String> dump = dump();
    assertTrue(dump.contains(current.selector()) && dump.contains(current.hash().text()));
    for (RememberToken token : List.of(first, current)) {
      String validator = token.cookieValue().substring(token.selector().length() + 1);
      assertFalse(dump.stream().anyMatch(value -> value.contains(validator)));
    }
    List<String> cookies = new ArrayList<>(dump);
    dump.forEach(selector -> dump.forEach(value -> cookies.add(selector + "." + value)));
    for (String cookie : cookies) {
      Outcome outcome = two.rememberMe.present(List.of(cookie), "Firefox", userId -> true);
      boolean nothing = outcome instanceof Outcome.Unknown || outcome instanceof Outcome.Superseded;
      assertTrue(nothing, () -> cookie + " gave " + outcome);
      two.rememberMe.revoke(List.of(cookie));
    }
    one.resumed(current);
  }

  /** Every key, part of a key, field and value. */
  private Set<String> dump() {
    Set<String> dump = new HashSet<>();
    for (String key : inspector.keys("*")) {
      dump.add(key);
      dump.addAll(List.of(key.split(":", -1)));
      if (inspector.type(key).equals("hash")) {
        inspector.hgetAll(key).forEach((field, value) -> dump.addAll(List.of(field, value)));
      } else {
        dump.addAll(inspector.zrange(key, 0, -1));
      }
    }
    return dump;
  }

  /** A read of Redis from a connection is a round trip of it. */
  private long roundTrips(Runnable work) {
    long before = reads();
    long idle = reads() - before;
    work.run();
    return reads() - before - 2 * idle;
  }

  private long reads() {
    return Long.parseLong(
        RunningRedis.info(inspector, "stats").getOrDefault("total_reads_processed", ""));
  }

  @Test
  @Tag("R84")
  void present_currentToken_takesOneRoundTripToReadOneToRotateAndOneToConfirm() {
    RememberToken token = one.rememberMe.issue("anna", "Firefox");
    List<Outcome.Resumed> resumed = new ArrayList<>();
    assertEquals(1, roundTrips(() -> one.store.series(token.selector())));
    assertEquals(2, roundTrips(() -> resumed.add(one.resumed(token))));
    Outcome.Resumed outcome = resumed.get(0);
    assertInstanceOf(Live.class, two.check(outcome.login()));
    assertEquals(
        1, roundTrips(() -> one.rememberMe.confirm(outcome.selector(), outcome.next().hash())));
    assertEquals(1, roundTrips(() -> one.present(token)));
  }

  @Test
  void methods_each_takeOneRoundTrip() {
    RememberToken token = one.rememberMe.issue("anna", "Firefox");
    String selector = token.selector();
    for (int i = 0; i < 20; i++) {
      one.logins.begin("anna", Optional.of(selector), "Firefox");
    }
    LoginStore store = one.store;
    List<Runnable> calls =
        List.of(
            () -> assertEquals(20, store.ofUser("anna").size()),
            () -> assertEquals(1, store.seriesOf("anna").size()),
            () -> store.active("nobody", clock.instant()),
            () -> assertEquals(20, store.endLogins(selector).size()),
            () -> store.endSeries(selector),
            () -> store.endUser("anna"),
            () -> store.purgeSeries(clock.instant()));
    calls.forEach(call -> assertEquals(1, roundTrips(call)));
    assertEquals(2, roundTrips(() -> store.purgeLogins(clock.instant(), clock.instant())));
  }
}
