// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.consentfilter.login.ForwardTime.Moment;
import io.consentfilter.login.LoginState.Ended;
import io.consentfilter.login.LoginState.Live;
import io.consentfilter.login.LoginState.Reason;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one node knows of the logins that live.
 *
 * <p>A login is ended for everybody as soon as its row leaves the store: at once on the node that
 * ended it, within 5 seconds on the others. Activity is known exactly on the node that saw it and
 * written to the store at most once a minute per node, so that a node which did not see it may end
 * the login up to a minute late, and never early as long as the nodes' clocks agree. Setting the
 * clock back neither ends a login nor lets it live longer on a node that knows it.
 *
 * <p>Every method that asks the store throws {@link LoginStoreException} if it cannot be asked.
 * Safe for use by several threads.
 */
public final class Logins {

  private static final int ID_BYTES = 24;
  private static final int MOST_KNOWN = 100_000;
  private static final Duration ROW_AGE = Duration.ofSeconds(5);
  private static final Duration MARGIN = Trace.HELD_BACK.multipliedBy(2);

  private final SecureRandom random = new SecureRandom();
  private final LoginStore store;
  private final Limits limits;
  private final Clock clock;
  private final ForwardTime time;
  private final Activity activity;
  private final Cache<String, LoginRow> rows;
  private final Cache<String, Reason> ended;

  /**
   * Makes a node that knows of no login yet.
   *
   * @param store shared by all nodes
   * @param limits the same on all nodes
   * @param clock decides alone what time it is, and agrees with that of the other nodes
   */
  public Logins(LoginStore store, Limits limits, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
    this.time = new ForwardTime(clock);
    this.rows = bounded().expireAfterWrite(ROW_AGE).build();
    this.activity = new Activity(store, bounded().expireAfterAccess(limits.idle().plus(MARGIN)));
    this.ended = bounded().expireAfterWrite(limits.absolute()).build();
  }

  /** Runs its upkeep on the caller: a pool's thread would outlive an undeployed application. */
  private Caffeine<Object, Object> bounded() {
    return Caffeine.newBuilder().maximumSize(MOST_KNOWN).ticker(time).executor(Runnable::run);
  }

  LoginStore store() {
    return store;
  }

  Clock clock() {
    return clock;
  }

  /**
   * Begins a login after a password was typed.
   *
   * @param userId who logged in
   * @param series the selector of a series issued with it, if any
   * @param label what the user recognises the browser by; cut to 100 characters
   * @return the login; if the series was ended meanwhile, it has ended as well
   */
  public LoginRow begin(String userId, Optional<String> series, String label) {
    Instant now = time.now().wall();
    return begin(new LoginRow(newId(), userId, series, now, now, Label.of(label), false, now));
  }

  /** Makes a login that a token of the series vouches for, and which has not begun yet. */
  LoginRow unbegun(Series series, String label) {
    Instant now = time.now().wall();
    return new LoginRow(
        newId(),
        series.userId(),
        Optional.of(series.selector()),
        now,
        now,
        Label.of(label),
        true,
        series.created());
  }

  private String newId() {
    return RandomText.of(ID_BYTES, random);
  }

  /** Begins a login; if the series it names was ended meanwhile, it has ended as well. */
  LoginRow begin(LoginRow row) {
    if (store.insert(row)) {
      begun(row);
    } else {
      ended.put(row.id(), Reason.REVOKED);
    }
    return row;
  }

  /** Notes that the store took a login. */
  void begun(LoginRow row) {
    activity.begun(row, time.now());
    rows.put(row.id(), row);
  }

  /**
   * Says whether a login lives, and notes activity if it does.
   *
   * <p>At 59:59 of an idle limit of 60 minutes a login lives; at exactly 60:00.000 it has ended. An
   * ended login is removed from the store.
   *
   * @param loginId any text
   * @param asActivity whether this request counts as activity
   * @return the state; {@link Reason#REVOKED} if nothing is known of such a login
   */
  public LoginState check(String loginId, boolean asActivity) {
    Reason reason = ended.getIfPresent(loginId);
    if (reason != null) {
      return new Ended(reason);
    }
    LoginRow row = rows.get(loginId, id -> store.find(id).orElse(null));
    return row == null ? revoked(loginId) : judged(row, time.now(), asActivity);
  }

  private LoginState judged(LoginRow row, Moment now, boolean asActivity) {
    Trace trace = activity.seen(row, now);
    if (isIdle(trace, now)) {
      // Another node may know better: ask the store itself before ending anything.
      Optional<LoginRow> fresh = store.find(row.id());
      if (fresh.isEmpty()) {
        return revoked(row.id());
      }
      trace = activity.seen(fresh.get(), now);
      if (isIdle(trace, now)) {
        return removed(row.id(), Reason.IDLE);
      }
    }
    if (isTooOld(trace, now)) {
      return removed(row.id(), Reason.ABSOLUTE);
    }
    if (!asActivity) {
      return live(row, trace, now);
    }
    Optional<Trace> touched = activity.touched(row, now);
    return touched.isPresent() ? live(row, touched.get(), now) : revoked(row.id());
  }

  private boolean isIdle(Trace trace, Moment now) {
    return trace.idle(now).compareTo(limits.idle()) >= 0;
  }

  private boolean isTooOld(Trace trace, Moment now) {
    return trace.age(now).compareTo(limits.absolute()) >= 0;
  }

  private Live live(LoginRow row, Trace trace, Moment now) {
    return new Live(
        row.activeAt(trace.active().at()),
        limits.idle().minus(trace.idle(now)),
        limits.absolute().minus(trace.age(now)));
  }

  /** The store has no such login, perhaps since another request ended it a moment ago. */
  private Ended revoked(String loginId) {
    rows.invalidate(loginId);
    Reason known = ended.getIfPresent(loginId);
    return new Ended(known == null ? Reason.REVOKED : known);
  }

  private Ended removed(String loginId, Reason reason) {
    noteEnd(loginId, reason);
    store.end(loginId);
    return new Ended(reason);
  }

  /**
   * Kept for as long as a login can live: parallel requests learn the same reason, and an ending
   * that the store failed to take holds here all the same.
   */
  private void noteEnd(String loginId, Reason reason) {
    ended.asMap().putIfAbsent(loginId, reason);
    rows.invalidate(loginId);
  }

  /**
   * Notes that the person wants the login to go on: activity without any other purpose.
   *
   * @param loginId any text
   * @return the state, with the whole idle limit before it if it lives
   */
  public LoginState extend(String loginId) {
    return check(loginId, true);
  }

  /**
   * Notes that the user of a login typed the password again.
   *
   * @param loginId any text; an unknown one changes nothing
   */
  public void reauthenticated(String loginId) {
    store.authenticated(loginId, time.now().wall());
    rows.invalidate(loginId);
  }

  /**
   * Lists the logins of a user that live.
   *
   * @param userId any text
   * @return the logins, the one last active first
   */
  public List<LoginRow> ofUser(String userId) {
    Moment now = time.now();
    List<LoginRow> living = new ArrayList<>();
    for (LoginRow row : store.ofUser(userId)) {
      Trace trace = activity.seen(row, now);
      if (!isIdle(trace, now) && !isTooOld(trace, now)) {
        living.add(row.activeAt(trace.active().at()));
      }
    }
    living.sort(Comparator.comparing(LoginRow::lastActive).reversed());
    return List.copyOf(living);
  }

  /**
   * Ends a login; a series it belongs to stays.
   *
   * @param loginId any text; an unknown one changes nothing
   */
  public void end(String loginId) {
    removed(loginId, Reason.REVOKED);
  }

  /**
   * Ends a series and every login born of it or begun with it: what logging out of a remembered
   * browser means.
   *
   * @param selector any text; an unknown one changes nothing
   */
  public void endSeries(String selector) {
    noteEnds(store.endSeries(selector));
  }

  /** Ends every login of a series, which itself goes on. */
  void endLogins(String selector) {
    noteEnds(store.endLogins(selector));
  }

  /**
   * Ends every login and every series of a user, as after a change of password; begin a new login
   * afterwards for the browser that asked for it.
   *
   * @param userId any text; an unknown one changes nothing
   */
  public void endUser(String userId) {
    noteEnds(store.endUser(userId));
  }

  private void noteEnds(Set<String> loginIds) {
    loginIds.forEach(id -> noteEnd(id, Reason.REVOKED));
  }

  /**
   * Removes logins from the store that have ended without anybody asking; worth doing every hour or
   * so, on any node.
   *
   * @return how many were removed
   */
  public int purge() {
    Instant now = time.now().wall();
    return store.purgeLogins(
        now.minus(limits.idle()).minus(Trace.HELD_BACK), now.minus(limits.absolute()));
  }
}
