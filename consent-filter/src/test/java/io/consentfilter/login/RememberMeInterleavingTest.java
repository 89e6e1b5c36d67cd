// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginState.Ended;
import io.consentfilter.login.LoginState.Live;
import io.consentfilter.login.LoginState.Reason;
import io.consentfilter.store.CaffeineLoginStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two requests on two nodes, in every order of their store calls. */
class RememberMeInterleavingTest {

  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration HOUR = Duration.ofHours(1);

  /** After so long every node has heard what another one ended. */
  private static final Duration HEARD = Duration.ofSeconds(5);

  /** Two nodes on one store, and a browser that is remembered. */
  private static final class Scene {
    final HandClock clock = new HandClock();
    final Steps steps = new Steps();
    final LoginStore store = steps.stepping(new CaffeineLoginStore(1_000));
    final Logins firstLogins = newLogins();
    final Logins secondLogins = newLogins();
    final RememberMe first = newRememberMe(firstLogins);
    final RememberMe second = newRememberMe(secondLogins);
    final RememberToken token = first.issue("anna", "Firefox");

    private Logins newLogins() {
      return new Logins(store, new Limits(HOUR, Duration.ofHours(24)), clock);
    }

    private static RememberMe newRememberMe(Logins logins) {
      return new RememberMe(
          logins, new RememberLimits(Duration.ofDays(30), GRACE), new SecureRandom());
    }

    Outcome.Resumed resumed(RememberToken presented) {
      return assertInstanceOf(
          Outcome.Resumed.class,
          first.present(List.of(presented.cookieValue()), "Firefox", userId -> true));
    }

    List<Outcome> both(Steps.Order order, RememberToken one, RememberToken two) throws Exception {
      return steps.run(
          order,
          () -> first.present(List.of(one.cookieValue()), "Firefox", userId -> true),
          () -> second.present(List.of(two.cookieValue()), "Firefox", userId -> true));
    }
  }

  /** One of the requests needs two calls at least, the other one: three orders. */
  private static void inEveryOrder(Steps.Story story) throws Exception {
    assertTrue(Steps.inEveryOrder(story) >= 3, "too few orders");
  }

  private static Outcome.Resumed theOneResumed(List<Outcome> outcomes, Outcome other) {
    List<Outcome.Resumed> resumed =
        outcomes.stream()
            .filter(Outcome.Resumed.class::isInstance)
            .map(Outcome.Resumed.class::cast)
            .toList();
    assertEquals(1, resumed.size());
    assertTrue(outcomes.contains(other), () -> "not " + other + " but " + outcomes);
    return resumed.get(0);
  }

  @Test
  @Tag("R86")
  @Tag("E49")
  @Tag("E53")
  void present_oneTokenTwice_oneRotatesAndTheOtherIsServed() throws Exception {
    inEveryOrder(
        order -> {
          Scene scene = new Scene();
          Outcome raced = new Outcome.Raced("anna", scene.token.selector());
          List<Outcome> outcomes = scene.both(order, scene.token, scene.token);
          Outcome.Resumed winner = theOneResumed(outcomes, raced);
          scene.clock.advance(HOUR);
          scene.resumed(winner.next());
        });
  }

  @Test
  @Tag("R86")
  @Tag("E51")
  void present_lostResponseThenTwiceAnHourLater_recoversOnce() throws Exception {
    inEveryOrder(
        order -> {
          Scene scene = new Scene();
          LoginRow orphan = scene.resumed(scene.token).login();
          scene.clock.advance(HOUR);
          Outcome raced = new Outcome.Raced("anna", scene.token.selector());
          List<Outcome> outcomes = scene.both(order, scene.token, scene.token);
          Outcome.Resumed winner = theOneResumed(outcomes, raced);
          assertEquals(Optional.empty(), scene.store.find(orphan.id()));
          scene.clock.advance(HOUR);
          scene.resumed(winner.next());
        });
  }

  @Test
  @Tag("E51")
  void present_lostResponseOfTheWinner_recoversWhoeverWon() throws Exception {
    inEveryOrder(
        order -> {
          Scene scene = new Scene();
          scene.both(order, scene.token, scene.token);
          scene.clock.advance(HOUR);
          scene.clock.advance(HOUR);
          scene.resumed(scene.resumed(scene.token).next());
        });
  }

  @Test
  void present_predecessorAndSuccessorTogether_neverBothAndNoAlarm() throws Exception {
    inEveryOrder(
        order -> {
          Scene scene = new Scene();
          RememberToken successor = scene.resumed(scene.token).next();
          scene.clock.advance(HOUR);
          List<Outcome> outcomes = scene.both(order, scene.token, successor);
          // Whoever comes first makes a stranger of the other, which is then inside the window.
          assertEquals(1L, outcomes.stream().filter(Outcome.Resumed.class::isInstance).count());
          assertTrue(outcomes.stream().noneMatch(Outcome.Stolen.class::isInstance));
          assertTrue(scene.store.series(scene.token.selector()).isPresent());
        });
  }

  @Test
  @Tag("R85")
  void present_stolenTokenWhileTheOwnerReturns_endsTheSeriesForGood() throws Exception {
    Set<Class<?>> seen = new HashSet<>();
    inEveryOrder(
        order -> {
          Scene scene = new Scene();
          RememberToken current = scene.resumed(scene.resumed(scene.token).next()).next();
          scene.clock.advance(GRACE);
          List<Outcome> outcomes = scene.both(order, scene.token, current);
          outcomes.forEach(outcome -> seen.add(outcome.getClass()));
          boolean alarmed = outcomes.contains(new Outcome.Stolen("anna", current.selector()));
          assertEquals(alarmed, scene.store.series(current.selector()).isEmpty());
          if (outcomes.get(1) instanceof Outcome.Resumed resumed) {
            scene.clock.advance(HEARD);
            LoginState state = scene.secondLogins.check(resumed.login().id(), true);
            assertEquals(alarmed, state.equals(new Ended(Reason.REVOKED)));
            assertEquals(alarmed, !(state instanceof Live));
          }
        });
    // The orders differ in who is first: the owner, the thief, or both at once.
    assertEquals(
        Set.of(
            Outcome.Stolen.class,
            Outcome.Resumed.class,
            Outcome.Unknown.class,
            Outcome.Superseded.class),
        seen);
  }

  @Test
  @Tag("R69")
  @Tag("E56")
  void revoke_whileTheTokenIsPresented_leavesNothingAlive() throws Exception {
    inEveryOrder(
        order -> {
          Scene scene = new Scene();
          List<String> cookie = List.of(scene.token.cookieValue());
          Callable<Outcome> login = () -> scene.first.present(cookie, "Firefox", userId -> true);
          Callable<Outcome> logout =
              () -> {
                scene.second.revoke(cookie);
                return new Outcome.Unknown();
              };
          Outcome outcome = scene.steps.run(order, login, logout).get(0);
          assertEquals(Optional.empty(), scene.store.series(scene.token.selector()));
          if (outcome instanceof Outcome.Resumed resumed) {
            String begun = resumed.login().id();
            assertEquals(Optional.empty(), scene.store.find(begun));
            scene.clock.advance(HEARD);
            assertEquals(new Ended(Reason.REVOKED), scene.firstLogins.check(begun, true));
            assertEquals(
                new Outcome.Unknown(),
                scene.first.present(
                    List.of(resumed.next().cookieValue()), "Firefox", userId -> true));
          } else {
            assertEquals(new Outcome.Unknown(), outcome);
          }
        });
  }

  @Test
  @Tag("E51")
  void confirm_whileThePredecessorReturns_endsInOneOfTwoWays() throws Exception {
    Set<Class<?>> seen = new HashSet<>();
    inEveryOrder(
        order -> {
          Scene scene = new Scene();
          Outcome.Resumed resumed = scene.resumed(scene.token);
          LoginRow born = resumed.login();
          scene.clock.advance(GRACE);
          Callable<Outcome> confirmation =
              () -> {
                scene.first.confirm(resumed.selector(), resumed.next().hash());
                return new Outcome.Unknown();
              };
          Callable<Outcome> predecessor =
              () ->
                  scene.second.present(
                      List.of(scene.token.cookieValue()), "Firefox", userId -> true);
          Outcome outcome = scene.steps.run(order, confirmation, predecessor).get(1);
          seen.add(outcome.getClass());
          // Either way the login that went with the disputed successor is over.
          assertEquals(Optional.empty(), scene.store.find(born.id()));
          assertEquals(
              outcome instanceof Outcome.Stolen, scene.store.series(resumed.selector()).isEmpty());
        });
    assertEquals(Set.of(Outcome.Stolen.class, Outcome.Resumed.class), seen);
  }
}
