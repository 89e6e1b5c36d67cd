// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import io.consentfilter.login.ForwardTime.Moment;
import java.time.Duration;
import java.time.Instant;

/**
 * A point in time from which to count, by the calendar and by {@link ForwardTime} both.
 *
 * <p>The calendar alone would stand still, or run twice, when somebody sets the clock back.
 * Immutable.
 *
 * @param at the point by the calendar
 * @param passed the count of forward time at that point; negative if before counting began
 */
record Mark(Instant at, Duration passed) {

  static Mark of(Instant at, Moment now) {
    return new Mark(at, now.passed().minus(positive(Duration.between(at, now.wall()))));
  }

  /** This moment, or this mark's own where that is later. */
  Mark moved(Moment now) {
    return new Mark(
        now.wall().isAfter(at) ? now.wall() : at,
        now.passed().compareTo(passed) > 0 ? now.passed() : passed);
  }

  Duration elapsed(Moment now) {
    Duration byCalendar = Duration.between(at, now.wall());
    Duration byCount = now.passed().minus(passed);
    return byCalendar.compareTo(byCount) > 0 ? byCalendar : byCount;
  }

  static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
