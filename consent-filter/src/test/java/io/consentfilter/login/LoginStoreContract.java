// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link LoginStore} must do. Extend it and hand out an empty store.
 *
 * <p>Identifiers are as long and as wild as the application's may be, since a store that quotes or
 * separates badly fails on those first.
 */
public abstract class LoginStoreContract {

  private static final Instant BEGUN = Instant.parse("2026-11-01T09:00:00.123Z");
  private static final String ANNA = "anna";
  private static final String WILD = "o'Brien:\"%_*\\ \u00e9\ud83d\ude00 {x}";

  private final SecureRandom random = new SecureRandom();
  private LoginStore store;

  /**
   * Makes the store to test.
   *
   * @return an empty store that no other test uses
   */
  protected abstract LoginStore newStore();

  @BeforeEach
  void emptyStore() {
    store = newStore();
  }

  private LoginRow row(String userId, Optional<String> series) {
    return new LoginRow(
        RandomText.of(24, random), userId, series, BEGUN, BEGUN, "Firefox", false, BEGUN);
  }

  private LoginRow inserted(String userId, Optional<String> series) {
    LoginRow row = row(userId, series);
    assertTrue(store.insert(row));
    return row;
  }

  private Series series(String userId) {
    RememberToken token = RememberToken.first(random);
    return new Series(
        token.selector(),
        userId,
        token.hash(),
        Optional.empty(),
        Optional.empty(),
        false,
        BEGUN,
        BEGUN,
        "Firefox");
  }

  private Series remembered(String userId) {
    Series series = series(userId);
    store.remember(series);
    return series;
  }

  private TokenHash otherHash() {
    return RememberToken.first(random).hash();
  }

  private Series successorOf(Series series) {
    return series.replaced(series.current(), otherHash(), BEGUN.plusMillis(1));
  }

  @Test
  void find_unknown_isEmpty() {
    assertEquals(Optional.empty(), store.find("nobody"));
    assertEquals(Optional.empty(), store.series("nobody"));
    assertEquals(List.of(), store.ofUser("nobody"));
    assertEquals(List.of(), store.seriesOf("nobody"));
  }

  @ParameterizedTest
  @ValueSource(strings = {ANNA, WILD, " ", "anna "})
  void find_inserted_returnsEveryField(String userId) {
    Series series = remembered(userId);
    LoginRow row =
        new LoginRow(
            RandomText.of(24, random),
            userId,
            Optional.of(series.selector()),
            BEGUN,
            BEGUN.plusMillis(1),
            WILD,
            true,
            BEGUN.minusMillis(1));
    assertTrue(store.insert(row));
    assertEquals(Optional.of(row), store.find(row.id()));
    assertEquals(List.of(row), store.ofUser(userId));
    assertEquals(List.of(series), store.seriesOf(userId));
  }

  @Test
  void find_otherCase_isEmpty() {
    LoginRow row =
        new LoginRow("aBc", "Anna", Optional.empty(), BEGUN, BEGUN, "Firefox", false, BEGUN);
    assertTrue(store.insert(row));
    assertEquals(Optional.empty(), store.find("AbC"));
    assertEquals(List.of(), store.ofUser("anna"));
    assertEquals(Set.of(), store.endUser("anna"));
    assertEquals(Optional.of(row), store.find("aBc"));
  }

  @Test
  void ofUser_severalUsers_listsOnlyTheirs() {
    LoginRow one = inserted(ANNA, Optional.empty());
    LoginRow two = inserted(ANNA, Optional.empty());
    inserted("bram", Optional.empty());
    assertEquals(Set.of(one, two), Set.copyOf(store.ofUser(ANNA)));
    assertEquals(2, store.ofUser(ANNA).size());
  }

  @Test
  @Tag("E40")
  void active_laterThenEarlier_neverGoesBackwards() {
    LoginRow row = inserted(ANNA, Optional.empty());
    Instant later = BEGUN.plusSeconds(60);
    assertEquals(Optional.of(BEGUN), store.active(row.id(), later));
    assertEquals(Optional.of(later), store.active(row.id(), BEGUN.plusSeconds(30)));
    assertEquals(Optional.of(row.activeAt(later)), store.find(row.id()));
  }

  @Test
  void active_unknown_isEmptyAndAddsNothing() {
    assertEquals(Optional.empty(), store.active("nobody", BEGUN));
    assertEquals(Optional.empty(), store.find("nobody"));
  }

  @Test
  void authenticated_laterThenEarlier_neverGoesBackwards() {
    LoginRow row = inserted(ANNA, Optional.empty());
    store.authenticated(row.id(), BEGUN.plusSeconds(60));
    store.authenticated(row.id(), BEGUN.plusSeconds(30));
    store.authenticated("nobody", BEGUN);
    assertEquals(Optional.of(row.authenticatedAt(BEGUN.plusSeconds(60))), store.find(row.id()));
  }

  @Test
  void end_login_endsItAloneAndTwiceIsFine() {
    Series series = remembered(ANNA);
    LoginRow row = inserted(ANNA, Optional.of(series.selector()));
    LoginRow other = inserted(ANNA, Optional.of(series.selector()));
    store.end(row.id());
    store.end(row.id());
    assertEquals(Optional.empty(), store.find(row.id()));
    assertEquals(List.of(other), store.ofUser(ANNA));
    assertEquals(Optional.of(series), store.series(series.selector()));
  }

  @Test
  void endLogins_series_keepsTheSeriesAndOtherLogins() {
    Series series = remembered(ANNA);
    LoginRow row = inserted(ANNA, Optional.of(series.selector()));
    LoginRow typed = inserted(ANNA, Optional.empty());
    assertEquals(Set.of(row.id()), store.endLogins(series.selector()));
    assertEquals(Set.of(), store.endLogins(series.selector()));
    assertEquals(List.of(typed), store.ofUser(ANNA));
    assertEquals(Optional.of(series), store.series(series.selector()));
  }

  @Test
  @Tag("E52")
  void endSeries_oneOfTwo_endsItAndItsLoginsOnly() {
    Series lost = remembered(ANNA);
    Series kept = remembered(ANNA);
    LoginRow one = inserted(ANNA, Optional.of(lost.selector()));
    LoginRow two = inserted(ANNA, Optional.of(lost.selector()));
    LoginRow other = inserted(ANNA, Optional.of(kept.selector()));
    assertEquals(Set.of(one.id(), two.id()), store.endSeries(lost.selector()));
    assertEquals(Optional.empty(), store.series(lost.selector()));
    assertEquals(List.of(kept), store.seriesOf(ANNA));
    assertEquals(List.of(other), store.ofUser(ANNA));
    assertEquals(Optional.empty(), store.find(one.id()));
    assertEquals(Set.of(), store.endSeries(lost.selector()));
  }

  @Test
  void insert_afterItsSeriesEnded_isRefused() {
    Series series = remembered(ANNA);
    store.endSeries(series.selector());
    LoginRow row = row(ANNA, Optional.of(series.selector()));
    assertFalse(store.insert(row));
    assertEquals(Optional.empty(), store.find(row.id()));
    assertEquals(List.of(), store.ofUser(ANNA));
  }

  @Test
  @Tag("R75")
  void endUser_loginsAndSeries_endsAllOfThemAndNobodyElses() {
    Series series = remembered(ANNA);
    LoginRow remembered = inserted(ANNA, Optional.of(series.selector()));
    LoginRow typed = inserted(ANNA, Optional.empty());
    LoginRow bram = inserted("bram", Optional.empty());
    Series brams = remembered("bram");
    assertEquals(Set.of(remembered.id(), typed.id()), store.endUser(ANNA));
    assertEquals(List.of(), store.ofUser(ANNA));
    assertEquals(List.of(), store.seriesOf(ANNA));
    assertEquals(Optional.empty(), store.series(series.selector()));
    assertEquals(List.of(bram), store.ofUser("bram"));
    assertEquals(List.of(brams), store.seriesOf("bram"));
  }

  @Test
  @Tag("E53")
  void replace_expectedHash_replacesEveryFieldThatChanges() {
    Series series = remembered(WILD);
    Series next = successorOf(series);
    assertTrue(store.replace(series.current(), next));
    assertEquals(Optional.of(next), store.series(series.selector()));
    assertEquals(List.of(next), store.seriesOf(WILD));
    Series third = successorOf(next.confirm());
    assertTrue(store.replace(next.current(), third));
    assertEquals(Optional.of(third), store.series(series.selector()));
  }

  @Test
  @Tag("E53")
  void replace_otherHash_changesNothing() {
    Series series = remembered(ANNA);
    assertFalse(store.replace(otherHash(), successorOf(series)));
    assertEquals(Optional.of(series), store.series(series.selector()));
  }

  @Test
  void replace_endedSeries_doesNotBringItBack() {
    Series series = remembered(ANNA);
    store.endSeries(series.selector());
    assertFalse(store.replace(series.current(), successorOf(series)));
    assertEquals(Optional.empty(), store.series(series.selector()));
    assertEquals(List.of(), store.seriesOf(ANNA));
  }

  private LoginRow unbegun(Series series) {
    return row(series.userId(), Optional.of(series.selector()));
  }

  @Test
  @Tag("E53")
  void resume_expectedHash_replacesTheSeriesAndAddsTheLogin() {
    Series series = remembered(WILD);
    Series next = successorOf(series);
    LoginRow first = unbegun(series);
    assertTrue(store.resume(series.current(), next, first));
    assertEquals(Optional.of(next), store.series(series.selector()));
    assertEquals(List.of(next), store.seriesOf(WILD));
    assertEquals(Optional.of(first), store.find(first.id()));
    Series third = successorOf(next.confirm());
    LoginRow second = unbegun(series);
    assertTrue(store.resume(next.current(), third, second));
    assertEquals(Optional.of(third), store.series(series.selector()));
    assertEquals(Set.of(first, second), Set.copyOf(store.ofUser(WILD)));
    assertEquals(Set.of(first.id(), second.id()), store.endSeries(series.selector()));
  }

  @Test
  @Tag("E53")
  void resume_otherHash_changesNothing() {
    Series series = remembered(ANNA);
    assertFalse(store.resume(otherHash(), successorOf(series), unbegun(series)));
    assertEquals(Optional.of(series), store.series(series.selector()));
    assertEquals(List.of(), store.ofUser(ANNA));
  }

  @Test
  void resume_endedSeries_bringsNothingBack() {
    Series series = remembered(ANNA);
    store.endSeries(series.selector());
    LoginRow row = unbegun(series);
    assertFalse(store.resume(series.current(), successorOf(series), row));
    assertEquals(Optional.empty(), store.series(series.selector()));
    assertEquals(List.of(), store.seriesOf(ANNA));
    assertEquals(Optional.empty(), store.find(row.id()));
    assertEquals(List.of(), store.ofUser(ANNA));
  }

  @Test
  void resume_usedLoginId_throwsAndLeavesTheSeries() {
    Series series = remembered(ANNA);
    LoginRow used = inserted(ANNA, Optional.of(series.selector()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            store.resume(
                series.current(), successorOf(series), used.activeAt(BEGUN.plusSeconds(1))));
    assertEquals(Optional.of(series), store.series(series.selector()));
    assertEquals(List.of(used), store.ofUser(ANNA));
    assertTrue(store.replace(series.current(), successorOf(series)));
  }

  @Test
  void resume_loginOfAnotherSeries_throwsAndChangesNothing() {
    Series series = remembered(ANNA);
    Series other = remembered(ANNA);
    for (LoginRow foreign : List.of(unbegun(other), row(ANNA, Optional.empty()))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> store.resume(series.current(), successorOf(series), foreign));
    }
    assertEquals(Optional.of(series), store.series(series.selector()));
    assertEquals(List.of(), store.ofUser(ANNA));
  }

  @Test
  void confirm_currentHash_marksItOnceAndForThatTokenOnly() {
    Series series = remembered(ANNA);
    Series next = successorOf(series);
    assertTrue(store.replace(series.current(), next));
    store.confirm(next.selector(), series.current());
    store.confirm("nobody", next.current());
    assertEquals(Optional.of(next), store.series(next.selector()));
    store.confirm(next.selector(), next.current());
    store.confirm(next.selector(), next.current());
    assertEquals(Optional.of(next.confirm()), store.series(next.selector()));
  }

  @Test
  void purgeLogins_idleOrOld_forgetsThoseAlone() {
    LoginRow idle = inserted(ANNA, Optional.empty());
    LoginRow active = inserted(ANNA, Optional.empty());
    store.active(active.id(), BEGUN.plusSeconds(10));
    assertEquals(0, store.purgeLogins(BEGUN, BEGUN));
    assertEquals(1, store.purgeLogins(BEGUN.plusSeconds(10), BEGUN));
    assertEquals(Optional.empty(), store.find(idle.id()));
    assertEquals(1, store.ofUser(ANNA).size());
    assertEquals(1, store.purgeLogins(BEGUN, BEGUN.plusMillis(1)));
    assertEquals(List.of(), store.ofUser(ANNA));
  }

  @Test
  @Tag("R87")
  void purgeSeries_old_forgetsItAndItsLogins() {
    Series series = remembered(ANNA);
    LoginRow row = inserted(ANNA, Optional.of(series.selector()));
    assertEquals(0, store.purgeSeries(BEGUN));
    assertEquals(1, store.purgeSeries(BEGUN.plusMillis(1)));
    assertEquals(Optional.empty(), store.series(series.selector()));
    assertEquals(Optional.empty(), store.find(row.id()));
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 32})
  @Tag("E49")
  @Tag("E53")
  void replace_parallel_succeedsExactlyOnce(int threads) throws Exception {
    for (int round = 0; round < Together.ROUNDS; round++) {
      Series series = remembered(ANNA);
      List<Callable<Optional<Series>>> attempts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Series next = successorOf(series);
        attempts.add(
            () -> store.replace(series.current(), next) ? Optional.of(next) : Optional.empty());
      }
      List<Series> winners = Together.run(attempts).stream().flatMap(Optional::stream).toList();
      assertEquals(1, winners.size());
      assertEquals(Optional.of(winners.get(0)), store.series(series.selector()));
    }
  }

  /** What a caller put there, if it succeeded. */
  private record Resumed(Series series, LoginRow login) {}

  @ParameterizedTest
  @ValueSource(ints = {10, 32})
  @Tag("E49")
  @Tag("E53")
  void resume_parallel_succeedsExactlyOnceAndAddsOneLogin(int threads) throws Exception {
    for (int round = 0; round < Together.ROUNDS; round++) {
      Series series = remembered(ANNA);
      List<Callable<Optional<Resumed>>> attempts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Resumed wanted = new Resumed(successorOf(series), unbegun(series));
        attempts.add(
            () ->
                store.resume(series.current(), wanted.series(), wanted.login())
                    ? Optional.of(wanted)
                    : Optional.empty());
      }
      List<Resumed> winners = Together.run(attempts).stream().flatMap(Optional::stream).toList();
      assertEquals(1, winners.size());
      assertEquals(Optional.of(winners.get(0).series()), store.series(series.selector()));
      assertEquals(List.of(winners.get(0).login()), store.ofUser(ANNA));
      store.endSeries(series.selector());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 32})
  void resume_whileItsSeriesEnds_leavesNothingBehind(int threads) throws Exception {
    for (int round = 0; round < Together.ROUNDS; round++) {
      Series series = remembered(ANNA);
      List<Callable<Set<String>>> work = new ArrayList<>();
      for (int i = 1; i < threads; i++) {
        LoginRow row = unbegun(series);
        Series next = successorOf(series);
        work.add(() -> store.resume(series.current(), next, row) ? Set.of(row.id()) : Set.of());
      }
      work.add(threads / 2, () -> store.endSeries(series.selector()));
      Together.run(work);
      assertEquals(Optional.empty(), store.series(series.selector()));
      assertEquals(List.of(), store.ofUser(ANNA));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 32})
  @Tag("E40")
  void active_parallel_keepsTheLatest(int threads) throws Exception {
    for (int round = 0; round < Together.ROUNDS; round++) {
      LoginRow row = inserted(ANNA, Optional.empty());
      List<Callable<Optional<Instant>>> writes = new ArrayList<>();
      for (int i = 1; i <= threads; i++) {
        Instant at = BEGUN.plus(Duration.ofSeconds(i));
        writes.add(() -> store.active(row.id(), at));
      }
      Together.run(writes);
      assertEquals(
          Optional.of(BEGUN.plusSeconds(threads)), store.find(row.id()).map(LoginRow::lastActive));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 32})
  void insert_whileItsSeriesEnds_leavesNoLoginBehind(int threads) throws Exception {
    for (int round = 0; round < Together.ROUNDS; round++) {
      Series series = remembered(ANNA);
      List<Callable<Set<String>>> work = new ArrayList<>();
      for (int i = 1; i < threads; i++) {
        LoginRow row = row(ANNA, Optional.of(series.selector()));
        work.add(() -> store.insert(row) ? Set.of(row.id()) : Set.of());
      }
      work.add(threads / 2, () -> store.endSeries(series.selector()));
      Together.run(work);
      assertEquals(new HashSet<LoginRow>(), new HashSet<>(store.ofUser(ANNA)));
    }
  }
}
