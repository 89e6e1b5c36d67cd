// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.time.Duration;

/**
 * The longest a login may live without activity and in total.
 *
 * <p>Both limits are reached, not passed, at the exact moment: a login that has been idle for
 * {@code idle} to the millisecond has ended.
 *
 * <p>Immutable and therefore safe for use by several threads.
 *
 * @param idle the longest time between two activities; positive
 * @param absolute the longest time since the login began, however active; at least {@code idle}, at
 *     most 400 days
 */
public record Limits(Duration idle, Duration absolute) {

  private static final Duration LONGEST = Duration.ofDays(400);

  /**
   * Checks both limits.
   *
   * @throws IllegalArgumentException if {@code idle} is not positive or exceeds {@code absolute},
   *     or if that exceeds 400 days
   */
  public Limits {
    if (idle.isZero() || idle.isNegative()) {
      throw new IllegalArgumentException("the idle limit must be positive, got " + idle);
    }
    if (idle.compareTo(absolute) > 0) {
      throw new IllegalArgumentException(
          "the idle limit must not exceed the absolute limit, got " + idle + " and " + absolute);
    }
    if (absolute.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the absolute limit must not exceed 400 days, got " + absolute);
    }
  }
}
