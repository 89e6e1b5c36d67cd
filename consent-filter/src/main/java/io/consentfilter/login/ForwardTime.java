// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static java.time.temporal.ChronoUnit.MILLIS;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock that also counts how far it has moved forward, so that setting it back stops no count.
 *
 * <p>Safe for use by several threads.
 */
final class ForwardTime implements Ticker {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Clock clock;
  private Instant last;
  private Duration passed = Duration.ZERO;

  ForwardTime(Clock clock) {
    this.clock = clock;
    this.last = wall();
  }

  private Instant wall() {
    // Stores keep milliseconds; a stamp must compare equal to itself when it comes back.
    return clock.instant().truncatedTo(MILLIS);
  }

  /**
   * Reads the clock inside the lock: two threads that read before and compared after would see time
   * run backwards where it did not.
   */
  synchronized Moment now() {
    Instant wall = wall();
    if (wall.isAfter(last)) {
      passed = passed.plus(Duration.between(last, wall));
    }
    last = wall;
    return new Moment(wall, passed);
  }

  @Override
  public long read() {
    Duration soFar = now().passed();
    // Overflows after 292 years, as a ticker may: only differences count.
    return soFar.toSeconds() * NANOS_PER_SECOND + soFar.toMillisPart() * NANOS_PER_MILLI;
  }

  /** What the clock shows, and how far it has moved forward since this object was made. */
  record Moment(Instant wall, Duration passed) {}
}
