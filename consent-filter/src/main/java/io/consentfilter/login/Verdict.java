// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one token is to one series at one moment; of several tokens the first of these counts.
 *
 * <p>A browser may send an old cookie of the same name beside the right one, so that theft is only
 * called where nothing better was presented.
 */
enum Verdict {
  /** It is the token issued last. */
  CURRENT,
  /** It was replaced a moment ago, by a parallel request. */
  RACED,
  /** It was replaced, but its successor never came back: the response was lost. */
  LOST,
  /** Its successor has been used, by somebody else. */
  STOLEN,
  /** It is none of the last two, but the last replacement was a moment ago. */
  SUPERSEDED,
  /** The series reached its maximum age. */
  EXPIRED,
  /** It proves nothing. */
  UNKNOWN;

  static Verdict of(Series series, TokenHash presented, Instant now, RememberLimits limits) {
    // Both comparisons always run, so that time tells nothing about which failed.
    boolean current = series.current().equals(presented);
    boolean previous = series.previous().orElse(TokenHash.NONE).equals(presented);
    if (!now.isBefore(series.created().plus(limits.maxAge()))) {
      return current || previous ? EXPIRED : UNKNOWN;
    }
    if (current) {
      return CURRENT;
    }
    Optional<Instant> replacedAt = series.replacedAt();
    if (replacedAt.isEmpty()) {
      return UNKNOWN;
    }
    boolean justNow = isWithin(limits.grace(), replacedAt.get(), now);
    if (previous) {
      return justNow ? RACED : series.confirmed() ? STOLEN : LOST;
    }
    return justNow ? SUPERSEDED : STOLEN;
  }

  /** Absolute, since a clock that was set back must not keep the window open until it caught up. */
  private static boolean isWithin(Duration grace, Instant replacedAt, Instant now) {
    return Duration.between(replacedAt, now).abs().compareTo(grace) < 0;
  }
}
