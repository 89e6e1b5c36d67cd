// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static java.time.temporal.ChronoUnit.MILLIS;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Remembers browsers by a token that every use replaces, and notices when somebody else uses it.
 *
 * <p>The store decides which of several parallel requests replaces a token; the others are served
 * as the user within the grace window. A token whose successor never came back may be used again
 * whenever that is, since the response that carried the successor was lost. A token whose successor
 * did come back was copied: the series ends, and other series of the user stay.
 *
 * <p>Using a token costs one read of the store and one write, which begins the login as well, and
 * one more write at the next request. Every method that asks the store throws {@link
 * LoginStoreException} if it cannot be asked. Safe for use by several threads and by several nodes
 * on one store.
 */
public final class RememberMe {

  private static final int MOST_TRIED = 8;
  private static final int MOST_ATTEMPTS = 2;
  private static final Set<Verdict> VOUCHING =
      EnumSet.of(Verdict.CURRENT, Verdict.LOST, Verdict.RACED);
  private static final Optional<Outcome> UNKNOWN = Optional.of(new Outcome.Unknown());

  private final Logins logins;
  private final LoginStore store;
  private final Clock clock;
  private final RememberLimits limits;
  private final SecureRandom random;
  private final Series nobody;

  /**
   * Remembers browsers in the store of {@code logins}, by its clock.
   *
   * @param logins the logins of this node, which end with their series
   * @param limits the same on all nodes
   * @param random where tokens come from
   */
  public RememberMe(Logins logins, RememberLimits limits, SecureRandom random) {
    this.logins = logins;
    this.store = logins.store();
    this.clock = logins.clock();
    this.limits = limits;
    this.random = random;
    this.nobody = seriesOf(RememberToken.first(random), "", "", TokenHash.NONE);
  }

  private Instant now() {
    return clock.instant().truncatedTo(MILLIS);
  }

  private Series seriesOf(RememberToken token, String userId, String label, TokenHash hash) {
    Instant now = now();
    return new Series(
        token.selector(), userId, hash, Optional.empty(), Optional.empty(), false, now, now, label);
  }

  /**
   * Begins to remember a browser; to be called after a password was typed and the box ticked.
   *
   * @param userId who logged in
   * @param label what the user recognises the browser by; cut to 100 characters
   * @return the first token, for a cookie that lives for {@link #maxAge()}
   */
  public RememberToken issue(String userId, String label) {
    RememberToken token = RememberToken.first(random);
    store.remember(seriesOf(token, userId, Label.of(label), token.hash()));
    return token;
  }

  /**
   * How long a token issued now may be used.
   *
   * @return from 1 second to 400 days
   */
  public Duration maxAge() {
    return limits.maxAge();
  }

  /**
   * Judges the remember cookies of a request that has no live login, and begins a login if one of
   * them is good for it.
   *
   * @param cookieValues every cookie of that name in any order, as anybody may have written them;
   *     those beyond the eighth that looks like a token are ignored
   * @param label what the user recognises the browser by; cut to 100 characters
   * @param known whether the application still knows a user; asked before a token of theirs counts
   * @return what came of the best of them
   */
  public Outcome present(List<String> cookieValues, String label, Predicate<String> known) {
    List<RememberToken> tokens = tokens(cookieValues);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<Outcome> outcome =
          best(tokens).map(judgement -> answer(judgement, label, known)).orElse(UNKNOWN);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    // Others replaced the token twice while this request looked: the browser is being served.
    return new Outcome.Superseded();
  }

  private static List<RememberToken> tokens(List<String> cookieValues) {
    return cookieValues.stream()
        .map(RememberToken::parse)
        .flatMap(Optional::stream)
        .distinct()
        .limit(MOST_TRIED)
        .toList();
  }

  /** One token and what it is to its series; {@code nobody} stands in for an unknown series. */
  private record Judgement(RememberToken token, TokenHash hash, Series series, Verdict verdict) {}

  private Optional<Judgement> best(List<RememberToken> tokens) {
    Judgement best = null;
    for (RememberToken token : tokens) {
      Judgement judgement = judge(token);
      if (judgement.verdict() == Verdict.CURRENT) {
        return Optional.of(judgement);
      }
      if (best == null || judgement.verdict().compareTo(best.verdict()) < 0) {
        best = judgement;
      }
    }
    return Optional.ofNullable(best);
  }

  private Judgement judge(RememberToken token) {
    TokenHash hash = token.hash();
    Series series = store.series(token.selector()).orElse(nobody);
    return new Judgement(token, hash, series, Verdict.of(series, hash, now(), limits));
  }

  /**
   * Acts on a judgement; empty if the series changed meanwhile, so that it has to be judged anew.
   */
  private Optional<Outcome> answer(Judgement judgement, String label, Predicate<String> known) {
    Series series = judgement.series();
    if (VOUCHING.contains(judgement.verdict()) && !known.test(series.userId())) {
      logins.endUser(series.userId());
      return Optional.of(new Outcome.Refused());
    }
    return switch (judgement.verdict()) {
      case CURRENT -> rotated(judgement, label);
      case LOST -> recovered(judgement, label);
      case RACED -> Optional.of(new Outcome.Raced(series.userId(), series.selector()));
      case STOLEN -> {
        logins.endSeries(series.selector());
        yield Optional.of(new Outcome.Stolen(series.userId(), series.selector()));
      }
      case SUPERSEDED -> Optional.of(new Outcome.Superseded());
      case EXPIRED -> {
        logins.endSeries(series.selector());
        yield Optional.of(new Outcome.Expired());
      }
      case UNKNOWN -> Optional.of(new Outcome.Unknown());
    };
  }

  private Optional<Outcome> rotated(Judgement judgement, String label) {
    RememberToken token = judgement.token().successor(random);
    Series next = successor(judgement, token);
    LoginRow login = logins.unbegun(next, label);
    if (!store.resume(judgement.series().current(), next, login)) {
      return Optional.empty();
    }
    logins.begun(login);
    return Optional.of(new Outcome.Resumed(login, token, remaining(next)));
  }

  /**
   * Rotates again, and ends the login that went with the lost response: had somebody else caught
   * that response, this takes it from them before they use it. The new login begins in a step of
   * its own, since it would be ended with the others; and to end those first would end the login of
   * a parallel request that replaced the token before this one. It happens too rarely for the two
   * calls more to matter.
   */
  private Optional<Outcome> recovered(Judgement judgement, String label) {
    RememberToken token = judgement.token().successor(random);
    Series next = successor(judgement, token);
    if (!store.replace(judgement.series().current(), next)) {
      return Optional.empty();
    }
    logins.endLogins(next.selector());
    LoginRow login = logins.begin(logins.unbegun(next, label));
    return Optional.of(new Outcome.Resumed(login, token, remaining(next)));
  }

  private Series successor(Judgement judgement, RememberToken token) {
    return judgement.series().replaced(judgement.hash(), token.hash(), now());
  }

  private Duration remaining(Series next) {
    Duration left = Duration.between(next.lastUsed(), next.created().plus(limits.maxAge()));
    return Duration.ofSeconds(Math.max(1, Math.min(left.toSeconds(), maxAge().toSeconds())));
  }

  /**
   * Notes that a browser holds the token issued last, which it shows by presenting the session that
   * was issued with it; to be called at the first such request.
   *
   * @param selector as in {@link Outcome.Resumed#selector()}
   * @param successor the hash of {@link Outcome.Resumed#next()}
   */
  public void confirm(String selector, TokenHash successor) {
    store.confirm(selector, successor);
  }

  /**
   * Ends the series that remember cookies prove a right to, and their logins: logging out when the
   * session has ended before. A selector alone proves nothing.
   *
   * @param cookieValues every cookie of that name, as anybody may have written them
   */
  public void revoke(List<String> cookieValues) {
    for (RememberToken token : tokens(cookieValues)) {
      TokenHash hash = token.hash();
      Series series = store.series(token.selector()).orElse(nobody);
      boolean current = series.current().equals(hash);
      boolean previous = series.previous().orElse(TokenHash.NONE).equals(hash);
      if (current || previous) {
        logins.endSeries(series.selector());
      }
    }
  }

  /**
   * Lists the browsers that remember a user; {@link Logins#endSeries} makes one of them forget.
   *
   * @param userId any text
   * @return the series that have not reached their maximum age, the one last used first
   */
  public List<Series> ofUser(String userId) {
    Instant begin = now().minus(limits.maxAge());
    return store.seriesOf(userId).stream()
        .filter(series -> series.created().isAfter(begin))
        .sorted(Comparator.comparing(Series::lastUsed).reversed())
        .toList();
  }

  /**
   * Removes series from the store that reached their maximum age without anybody asking; worth
   * doing every hour or so, on any node.
   *
   * @return how many were removed
   */
  public int purge() {
    return store.purgeSeries(now().minus(limits.maxAge()));
  }
}
