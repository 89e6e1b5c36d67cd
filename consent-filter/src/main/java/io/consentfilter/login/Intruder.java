// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import io.consentfilter.login.ForwardTime.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one registered address.
 *
 * <p>Immutable and therefore safe for use by several threads.
 *
 * @param failures all of them
 * @param strikes those since the last window without any, from the one on that registered it
 * @param first the first of all
 * @param last the last, by the calendar
 * @param lastFailed the last, by forward time
 * @param notBefore when the next attempt is let through, by forward time
 */
record Intruder(
    long failures,
    int strikes,
    Instant first,
    Instant last,
    Duration lastFailed,
    Duration notBefore) {

  /** The address of these failures, the last of which registered it. */
  static Intruder after(List<Moment> failures, BreakInRules rules) {
    Moment now = failures.get(failures.size() - 1);
    Instant first = failures.get(0).wall();
    return new Intruder(
        failures.size(),
        1,
        first,
        latest(first, now),
        now.passed(),
        now.passed().plus(rules.waitAfter(1)));
  }

  Intruder failed(Moment now, BreakInRules rules) {
    int next = quiet(now, rules) ? 1 : Math.min(strikes, Integer.MAX_VALUE - 1) + 1;
    return new Intruder(
        failures + 1,
        next,
        first,
        latest(last, now),
        now.passed(),
        now.passed().plus(rules.waitAfter(next)));
  }

  /** While one attempt is being checked, the others wait as though it had failed like the last. */
  Intruder trying(Moment now, BreakInRules rules) {
    Duration wait = rules.waitAfter(quiet(now, rules) ? 1 : strikes);
    return new Intruder(failures, strikes, first, last, lastFailed, now.passed().plus(wait));
  }

  Optional<Duration> left(Moment now) {
    Duration left = notBefore.minus(now.passed());
    return Optional.of(left).filter(wait -> !wait.isNegative() && !wait.isZero());
  }

  private boolean quiet(Moment now, BreakInRules rules) {
    return now.passed().minus(lastFailed).compareTo(rules.window()) >= 0;
  }

  /** The clock may have been set back meanwhile. */
  private static Instant latest(Instant known, Moment now) {
    return now.wall().isAfter(known) ? now.wall() : known;
  }
}
