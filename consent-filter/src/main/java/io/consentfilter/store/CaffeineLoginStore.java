// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.Series;
import io.consentfilter.login.TokenHash;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Logins and series in the memory of one process: for a single node, development and tests.
 *
 * <p>Keeps as many logins, and as many series, as it is told to; beyond that it forgets those used
 * least, which logs their users out. A restart logs everybody out. Safe for use by several threads.
 */
public final class CaffeineLoginStore implements LoginStore {

  private final Cache<String, LoginRow> logins;
  private final Cache<String, Series> series;
  private final Index loginsByUser = new Index();
  private final Index loginsBySeries = new Index();
  private final Index seriesByUser = new Index();

  // Locks are always taken in the order series, login, index: each only inside the one before.

  /**
   * Makes an empty store.
   *
   * @param most how many logins, and how many series, to keep; positive
   * @throws IllegalArgumentException if {@code most} is not positive
   */
  public CaffeineLoginStore(long most) {
    if (most <= 0) {
      throw new IllegalArgumentException("the store must keep at least one login, got " + most);
    }
    logins = bounded(most).evictionListener(this::loginEvicted).build();
    series = bounded(most).evictionListener(this::seriesEvicted).build();
  }

  /** Runs its upkeep on the caller: a pool's thread would outlive an undeployed application. */
  private static Caffeine<Object, Object> bounded(long most) {
    return Caffeine.newBuilder().maximumSize(most).executor(Runnable::run);
  }

  private void loginEvicted(@Nullable String id, @Nullable LoginRow row, RemovalCause cause) {
    if (row != null) {
      unindex(row);
    }
  }

  private void seriesEvicted(@Nullable String selector, @Nullable Series old, RemovalCause cause) {
    if (old != null) {
      seriesByUser.remove(old.userId(), old.selector());
    }
  }

  private void index(LoginRow row) {
    loginsByUser.add(row.userId(), row.id());
    row.series().ifPresent(selector -> loginsBySeries.add(selector, row.id()));
  }

  private void unindex(LoginRow row) {
    loginsByUser.remove(row.userId(), row.id());
    row.series().ifPresent(selector -> loginsBySeries.remove(selector, row.id()));
  }

  @Override
  public boolean insert(LoginRow row) {
    if (row.series().isEmpty()) {
      add(row);
      return true;
    }
    // Inside the series' own lock, so that nothing is born of a series while it is being ended.
    return series
            .asMap()
            .computeIfPresent(
                row.series().get(),
                (selector, alive) -> {
                  add(row);
                  return alive;
                })
        != null;
  }

  private void add(LoginRow row) {
    logins
        .asMap()
        .compute(
            row.id(),
            (id, taken) -> {
              if (taken != null) {
                throw new IllegalArgumentException("a login of this id exists already");
              }
              index(row);
              return row;
            });
  }

  @Override
  public Optional<LoginRow> find(String loginId) {
    return Optional.ofNullable(logins.getIfPresent(loginId));
  }

  @Override
  public List<LoginRow> ofUser(String userId) {
    return loginsByUser.of(userId).stream().map(this::find).flatMap(Optional::stream).toList();
  }

  @Override
  public Optional<Instant> active(String loginId, Instant at) {
    Instant[] before = new Instant[1];
    logins
        .asMap()
        .computeIfPresent(
            loginId,
            (id, row) -> {
              before[0] = row.lastActive();
              return row.activeAt(at);
            });
    return Optional.ofNullable(before[0]);
  }

  @Override
  public void authenticated(String loginId, Instant at) {
    logins.asMap().computeIfPresent(loginId, (id, row) -> row.authenticatedAt(at));
  }

  @Override
  public void end(String loginId) {
    remove(loginId, row -> true);
  }

  private boolean remove(String loginId, Predicate<LoginRow> condition) {
    boolean[] removed = new boolean[1];
    logins
        .asMap()
        .computeIfPresent(
            loginId,
            (id, row) -> {
              if (!condition.test(row)) {
                return row;
              }
              removed[0] = true;
              unindex(row);
              return null;
            });
    return removed[0];
  }

  @Override
  public Set<String> endLogins(String selector) {
    return removed(loginsBySeries.of(selector));
  }

  private Set<String> removed(Set<String> loginIds) {
    Set<String> ended = new HashSet<>(loginIds);
    ended.removeIf(id -> !remove(id, row -> true));
    return Set.copyOf(ended);
  }

  @Override
  public Set<String> endSeries(String selector) {
    Set<String> ended = new HashSet<>();
    series
        .asMap()
        .compute(
            selector,
            (same, old) -> {
              ended.addAll(endLogins(selector));
              if (old != null) {
                seriesByUser.remove(old.userId(), selector);
              }
              return null;
            });
    return Set.copyOf(ended);
  }

  @Override
  public Set<String> endUser(String userId) {
    Set<String> ended = new HashSet<>();
    seriesByUser.of(userId).forEach(selector -> ended.addAll(endSeries(selector)));
    ended.addAll(removed(loginsByUser.of(userId)));
    return Set.copyOf(ended);
  }

  @Override
  public void remember(Series added) {
    series
        .asMap()
        .compute(
            added.selector(),
            (selector, taken) -> {
              if (taken != null) {
                throw new IllegalArgumentException("a series of this selector exists already");
              }
              seriesByUser.add(added.userId(), selector);
              return added;
            });
  }

  @Override
  public Optional<Series> series(String selector) {
    return Optional.ofNullable(series.getIfPresent(selector));
  }

  @Override
  public List<Series> seriesOf(String userId) {
    return seriesByUser.of(userId).stream().map(this::series).flatMap(Optional::stream).toList();
  }

  @Override
  public boolean replace(TokenHash expected, Series next) {
    return replaced(expected, next, () -> {});
  }

  @Override
  public boolean resume(TokenHash expected, Series next, LoginRow login) {
    Resumption.check(next, login);
    return replaced(expected, next, () -> add(login));
  }

  /** Replaces a series and does the rest inside its lock; if that fails, nothing is replaced. */
  private boolean replaced(TokenHash expected, Series next, Runnable rest) {
    boolean[] replaced = new boolean[1];
    series
        .asMap()
        .computeIfPresent(
            next.selector(),
            (selector, now) -> {
              if (!now.current().equals(expected)) {
                return now;
              }
              rest.run();
              replaced[0] = true;
              return next;
            });
    return replaced[0];
  }

  @Override
  public void confirm(String selector, TokenHash current) {
    series
        .asMap()
        .computeIfPresent(
            selector, (same, now) -> now.current().equals(current) ? now.confirm() : now);
  }

  @Override
  public int purgeLogins(Instant activeBefore, Instant begunBefore) {
    Predicate<LoginRow> over =
        row -> row.lastActive().isBefore(activeBefore) || row.begun().isBefore(begunBefore);
    int purged = 0;
    for (LoginRow row : logins.asMap().values()) {
      // Judged again inside, where no activity can come between.
      if (over.test(row) && remove(row.id(), over)) {
        purged++;
      }
    }
    return purged;
  }

  @Override
  public int purgeSeries(Instant createdBefore) {
    int purged = 0;
    for (Series old : series.asMap().values()) {
      if (old.created().isBefore(createdBefore)) {
        endSeries(old.selector());
        purged++;
      }
    }
    return purged;
  }

  /** How many keys the indexes hold: what is left behind when all is ended should be nothing. */
  int indexed() {
    return loginsByUser.keys() + loginsBySeries.keys() + seriesByUser.keys();
  }
}
