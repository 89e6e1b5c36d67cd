// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.consentfilter.login.ForwardTime.Moment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses that repeatedly try to break in, and how long each has to wait before it may try
 * again.
 *
 * <p>An address is named only after so many failures within the window; before that a keyed hash of
 * it is counted, which is forgotten when the window has passed. Of version 6 the first 64 bits
 * count as one address, since whoever has one has them all; version 4 is the same in all its
 * spellings.
 *
 * <p>A registered address is slowed: each failure doubles the wait, and after a window without any
 * the doubling begins anew. One attempt at a time is let through, so that sending many at once
 * gains nothing. A success changes nothing here: whoever has an account of his own could otherwise
 * wipe out his failures with it. Only time and an operator do. No account is ever locked or slowed:
 * its owner can log in from any other address.
 *
 * <p>Everything is in the memory of one node and ends with it. Memory is bounded; see {@link
 * BreakInRules#most}. Setting the clock back neither lengthens a wait nor the retention. Safe for
 * use by several threads.
 */
public final class BreakInRegister {

  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * One address that failed often enough to be named.
   *
   * <p>Immutable and therefore safe for use by several threads.
   *
   * @param address of version 4, or the first 64 bits of version 6 with {@code /64} at the end (RFC
   *     5952), or {@code unknown} for a peer without an address
   * @param failures all of them since the first
   * @param first when the failures began that registered it
   * @param last when it failed last
   */
  public record Entry(String address, long failures, Instant first, Instant last) {

    /** Leaves the address out, which belongs in no log. */
    @Override
    public String toString() {
      return "Entry[failures=" + failures + ", first=" + first + ", last=" + last + "]";
    }
  }

  private final BreakInRules rules;
  private final ForwardTime time;
  private final Suspects suspects;
  private final MostSerious<String, Intruder> intruders;

  /** References to the tokens that were counted within the window. */
  private final Cache<String, Boolean> tokens;

  /**
   * Makes an empty register.
   *
   * @param rules when an address is named, slowed and forgotten
   * @param clock decides alone what time it is
   */
  public BreakInRegister(BreakInRules rules, Clock clock) {
    this.rules = rules;
    this.time = new ForwardTime(clock);
    this.suspects = new Suspects(rules, time.now());
    this.intruders = new MostSerious<>(rules.most());
    this.tokens =
        Caffeine.newBuilder()
            .maximumSize(rules.most())
            .expireAfterWrite(rules.window())
            .ticker(time)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Counts a wrong password.
   *
   * @param address of the client, as {@link ClientAddress} found it; any text that is no address
   *     counts as one and the same
   * @return whether this failure has registered the address
   */
  public synchronized boolean failed(String address) {
    Moment now = tidied();
    String origin = origin(address);
    Optional<Intruder> known = intruders.get(origin);
    if (known.isPresent()) {
      keep(origin, known.get().failed(now, rules));
      return false;
    }
    List<Moment> failures = suspects.failed(origin, now);
    boolean named = failures.size() >= rules.failures();
    if (named) {
      keep(origin, Intruder.after(failures, rules));
    }
    return named;
  }

  /**
   * Counts a token that nobody knows, within a window no more than once: a browser whose login is
   * gone sends the same one with every parallel request, and means no harm; who guesses, sends a
   * different one each time.
   *
   * @param address as in {@link #failed(String)}
   * @param token as it was sent; any text, of which only a hash is kept
   * @return whether this token has registered the address
   */
  public boolean failed(String address, String token) {
    String reference = LoginEvent.reference(token);
    return tokens.asMap().putIfAbsent(reference, true) == null && failed(address);
  }

  private void keep(String origin, Intruder intruder) {
    intruders.put(origin, intruder, intruder.failures(), intruder.lastFailed());
  }

  /**
   * Says whether an address has to wait; to be asked once per attempt, before the password is
   * checked. Letting a registered address go on starts its next wait at once, whatever comes of the
   * attempt.
   *
   * @param address as in {@link #failed(String)}
   * @return empty to go on; otherwise answer 429 with this as {@code Retry-After} (RFC 6585 section
   *     4, RFC 9110 section 10.2.3) and check nothing: whole seconds, at least 1
   */
  public synchronized Optional<Duration> mustWait(String address) {
    Moment now = tidied();
    String origin = origin(address);
    Optional<Intruder> known = intruders.get(origin);
    Optional<Duration> wait = known.flatMap(intruder -> intruder.left(now));
    if (wait.isEmpty()) {
      known.ifPresent(intruder -> intruders.amend(origin, intruder.trying(now, rules)));
    }
    return wait.map(BreakInRegister::wholeSeconds);
  }

  /**
   * Says what is left of the wait of an address, and starts none: for requests that check no
   * password.
   *
   * @param address as in {@link #failed(String)}
   * @return as in {@link #mustWait}
   */
  public synchronized Optional<Duration> waitLeft(String address) {
    Moment now = tidied();
    return intruders
        .get(origin(address))
        .flatMap(intruder -> intruder.left(now))
        .map(BreakInRegister::wholeSeconds);
  }

  private static Duration wholeSeconds(Duration wait) {
    return Duration.ofSeconds(wait.plus(SECOND).minusNanos(1).toSeconds());
  }

  /**
   * Lists the addresses that are registered.
   *
   * @return those whose retention has not passed, the one that failed last first
   */
  public synchronized List<Entry> entries() {
    tidied();
    return intruders.all().stream()
        .map(BreakInRegister::entry)
        .sorted(Comparator.comparing(Entry::last).reversed())
        .toList();
  }

  private static Entry entry(Map.Entry<String, Intruder> registered) {
    Intruder intruder = registered.getValue();
    return new Entry(registered.getKey(), intruder.failures(), intruder.first(), intruder.last());
  }

  /**
   * Forgets one address and its failures, so that it may try again at once; a text that is neither
   * changes nothing.
   *
   * @param address as in {@link #failed(String)} or as in {@link Entry#address}
   * @return whether it was registered
   */
  public synchronized boolean clear(String address) {
    Optional<IpAddress> parsed = IpAddress.parse(address);
    if (parsed.isEmpty()) {
      return intruders.remove(address).isPresent();
    }
    String origin = parsed.get().subscriber();
    suspects.forget(origin);
    return intruders.remove(origin).isPresent();
  }

  /** Forgets every address and every failure. */
  public synchronized void clearAll() {
    suspects.clear();
    tokens.invalidateAll();
    intruders.clear();
  }

  /**
   * Drops from memory what is out of date. Every other method but the two that clear does so too;
   * worth doing every hour or so where nobody may call them for long.
   */
  public synchronized void purge() {
    tidied();
  }

  private Moment tidied() {
    Moment now = time.now();
    suspects.tidy(now);
    intruders.dropUntil(now.passed().minus(rules.retention()));
    tokens.cleanUp();
    return now;
  }

  private static String origin(String address) {
    return ClientAddress.subscriber(address);
  }

  /** How many are suspected: what the bound on memory is tested by. */
  synchronized int suspected() {
    return suspects.size();
  }
}
