// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.time.Duration;

/**
 * How long a remembered login may be used and how long a replaced token is still taken for a
 * parallel request.
 *
 * <p>Immutable and therefore safe for use by several threads.
 *
 * @param maxAge from issue to the last use, whatever happens in between; from 1 second to 400 days,
 *     the longest that browsers keep a cookie (draft-ietf-httpbis-rfc6265bis section 5.5)
 * @param grace from the replacement of a token on; positive, at most 60 seconds
 */
public record RememberLimits(Duration maxAge, Duration grace) {

  private static final Duration SHORTEST_AGE = Duration.ofSeconds(1);
  private static final Duration LONGEST_AGE = Duration.ofDays(400);
  private static final Duration LONGEST_GRACE = Duration.ofSeconds(60);

  /**
   * Checks both limits.
   *
   * @throws IllegalArgumentException if {@code maxAge} or {@code grace} is out of its range
   */
  public RememberLimits {
    if (maxAge.compareTo(SHORTEST_AGE) < 0 || maxAge.compareTo(LONGEST_AGE) > 0) {
      throw new IllegalArgumentException(
          "the maximum age must be from 1 second to 400 days, got " + maxAge);
    }
    if (grace.isZero() || grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
      throw new IllegalArgumentException(
          "the grace window must be positive and at most 60 seconds, got " + grace);
    }
  }
}
