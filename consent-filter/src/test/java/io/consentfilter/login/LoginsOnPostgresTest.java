// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginState.Ended;
import io.consentfilter.login.LoginState.Live;
import io.consentfilter.login.LoginState.Reason;
import io.consentfilter.store.JdbcLoginStore;
import io.consentfilter.store.Postgres;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes that share a PostgreSQL and nothing else. */
@TestInstance(Lifecycle.PER_CLASS)
class LoginsOnPostgresTest {

  private static final int ROUNDS = System.getProperty("stress") == null ? 5 : 100;
  private static final Duration IDLE = Duration.ofMinutes(60);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration MAX_AGE = Duration.ofDays(30);
  private static final String FIREFOX = "Firefox";

  private final JdbcConnectionPool pool = Postgres.newPool();
  private final HandClock clock = new HandClock();
  private final Node here = newNode();
  private final Node there = newNode();

  /** One node of the application. */
  private record Node(Logins logins, RememberMe rememberMe) {

    Outcome present(RememberToken token) {
      return rememberMe.present(List.of(token.cookieValue()), FIREFOX, userId -> true);
    }

    LoginState check(LoginRow row) {
      return logins.check(row.id(), false);
    }
  }

  @AfterAll
  void close() {
    pool.dispose();
  }

  private Node newNode() {
    Logins logins = new Logins(new JdbcLoginStore(pool), new Limits(IDLE, MAX_AGE), clock);
    return new Node(
        logins, new RememberMe(logins, new RememberLimits(MAX_AGE, GRACE), new SecureRandom()));
  }

  private static Outcome.Resumed resumed(Outcome outcome) {
    return assertInstanceOf(Outcome.Resumed.class, outcome);
  }

  @Test
  @Tag("R74")
  @Tag("R76")
  void check_endedOnTheOtherNode_isDeadWithinFiveSeconds() {
    RememberToken token = here.rememberMe().issue("anna", FIREFOX);
    LoginRow remembered = here.logins().begin("anna", Optional.of(token.selector()), FIREFOX);
    LoginRow typed = here.logins().begin("bram", Optional.empty(), FIREFOX);
    LoginRow disabled = here.logins().begin("carl", Optional.empty(), FIREFOX);
    List<LoginRow> rows = List.of(remembered, typed, disabled);
    rows.forEach(row -> assertInstanceOf(Live.class, there.check(row)));
    here.logins().endSeries(token.selector());
    here.logins().end(typed.id());
    here.logins().endUser("carl");
    clock.advance(Duration.ofSeconds(5));
    for (LoginRow row : rows) {
      assertEquals(new Ended(Reason.REVOKED), here.check(row));
      assertEquals(new Ended(Reason.REVOKED), there.check(row));
      assertEquals(new Ended(Reason.REVOKED), newNode().check(row));
    }
    assertEquals(new Outcome.Unknown(), there.present(token));
  }

  @Test
  @Tag("R87")
  void present_afterTheMaximumAge_isRefusedOnEveryNode() {
    RememberToken token = here.rememberMe().issue("anna", FIREFOX);
    clock.advance(MAX_AGE);
    assertEquals(new Outcome.Expired(), there.present(token));
    assertEquals(new Outcome.Unknown(), here.present(token));
  }

  @Test
  @Tag("E79")
  @Tag("E50")
  void present_justReplacedOnTheOtherNode_isServedWithinTheGraceWindowOnly() {
    RememberToken token = here.rememberMe().issue("anna", FIREFOX);
    Outcome.Resumed next = resumed(here.present(token));
    clock.advance(GRACE.minusMillis(1));
    assertEquals(new Outcome.Raced("anna", token.selector()), there.present(token));
    LoginRow row = next.login();
    here.rememberMe().confirm(next.selector(), next.next().hash());
    clock.advance(Duration.ofMillis(1));
    assertEquals(new Outcome.Stolen("anna", token.selector()), there.present(token));
    clock.advance(Duration.ofSeconds(5));
    assertEquals(new Ended(Reason.REVOKED), here.check(row));
  }

  @Test
  @Tag("E51")
  @Tag("R86")
  void present_lostResponseOfTheOtherNode_recoversAnHourLater() {
    RememberToken token = here.rememberMe().issue("anna", FIREFOX);
    LoginRow lost = resumed(here.present(token)).login();
    clock.advance(Duration.ofMinutes(30));
    Outcome.Resumed again = resumed(there.present(token));
    LoginRow row = again.login();
    clock.advance(Duration.ofSeconds(5));
    assertInstanceOf(Live.class, here.check(row));
    assertEquals(new Ended(Reason.REVOKED), here.check(lost));
  }

  @Test
  @Tag("E52")
  @Tag("R85")
  void present_replayOnTheOtherNode_endsThatSeriesAlone() {
    RememberToken stolen = here.rememberMe().issue("anna", FIREFOX);
    RememberToken kept = here.rememberMe().issue("anna", FIREFOX);
    LoginRow other = here.logins().begin("anna", Optional.of(kept.selector()), FIREFOX);
    Outcome.Resumed thief = resumed(here.present(stolen));
    LoginRow thiefs = thief.login();
    here.rememberMe().confirm(thief.selector(), thief.next().hash());
    clock.advance(GRACE);
    assertEquals(new Outcome.Stolen("anna", stolen.selector()), there.present(stolen));
    assertEquals(new Ended(Reason.REVOKED), there.check(thiefs));
    clock.advance(Duration.ofSeconds(5));
    assertEquals(new Ended(Reason.REVOKED), here.check(thiefs));
    assertEquals(new Outcome.Unknown(), here.present(thief.next()));
    assertInstanceOf(Live.class, there.check(other));
    resumed(there.present(kept));
  }

  @Test
  @Tag("E78")
  void check_staleNode_neverEndsALoginThatIsActiveElsewhere() {
    LoginRow row = here.logins().begin("anna", Optional.empty(), FIREFOX);
    assertInstanceOf(Live.class, there.check(row));
    for (int minute = 0; minute < 90; minute++) {
      clock.advance(Duration.ofMinutes(1));
      assertInstanceOf(Live.class, here.logins().check(row.id(), true));
    }
    clock.advance(IDLE.minusMillis(1));
    assertInstanceOf(Live.class, there.check(row));
    assertInstanceOf(Live.class, here.check(row));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 32})
  @Tag("E49")
  @Tag("E53")
  @Tag("R86")
  void present_parallelOnTwoNodes_rotatesOnceAndServesAll(int threads) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      RememberToken token = here.rememberMe().issue("anna", FIREFOX);
      List<Callable<Outcome>> requests = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Node node = i % 2 == 0 ? here : there;
        requests.add(() -> node.present(token));
      }
      List<Outcome> outcomes = Together.run(requests);
      List<Outcome> winners = outcomes.stream().filter(Outcome.Resumed.class::isInstance).toList();
      assertEquals(1, winners.size());
      Outcome raced = new Outcome.Raced("anna", token.selector());
      assertTrue(outcomes.stream().allMatch(o -> winners.contains(o) || o.equals(raced)));
      resumed(there.present(resumed(winners.get(0)).next()));
    }
  }
}
