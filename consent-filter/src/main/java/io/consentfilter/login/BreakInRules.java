// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.time.Duration;

/**
 * From when on an address counts as breaking in, how it is slowed, and for how long it is kept.
 *
 * <p>Immutable and therefore safe for use by several threads.
 *
 * @param failures how many within {@code window} register an address; from 2, since one mistyped
 *     password must leave no trace, to 100
 * @param window in which failures count together, and after which without any the slowing begins
 *     anew; from 1 minute to 24 hours
 * @param firstWait after the failure that registers an address; at least 1 second. Each further
 *     failure doubles it
 * @param longestWait what the doubling stops at; at least {@code firstWait} and shorter than {@code
 *     window}, since waiting must not be the same as stopping
 * @param retention for how long a registered address is kept after its last failure; at least
 *     {@code window}, at most 400 days
 * @param most how many registered addresses are kept, and how many suspected ones besides;
 *     positive, at most 1 000 000
 */
public record BreakInRules(
    int failures,
    Duration window,
    Duration firstWait,
    Duration longestWait,
    Duration retention,
    int most) {

  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WINDOW = Duration.ofHours(24);
  private static final Duration LONGEST_RETENTION = Duration.ofDays(400);
  private static final int MOST_OF_ALL = 1_000_000;

  /**
   * Checks every rule.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public BreakInRules {
    check(failures >= 2 && failures <= 100, "the failures must be from 2 to 100", failures);
    check(
        window.compareTo(SHORTEST_WINDOW) >= 0 && window.compareTo(LONGEST_WINDOW) <= 0,
        "the window must be from 1 minute to 24 hours",
        window);
    check(
        firstWait.compareTo(SHORTEST_WAIT) >= 0,
        "the first wait must be at least 1 second",
        firstWait);
    check(
        longestWait.compareTo(firstWait) >= 0 && longestWait.compareTo(window) < 0,
        "the longest wait must be at least the first and shorter than the window",
        longestWait);
    check(
        retention.compareTo(window) >= 0 && retention.compareTo(LONGEST_RETENTION) <= 0,
        "the retention must be from the window to 400 days",
        retention);
    check(
        most > 0 && most <= MOST_OF_ALL, "the number kept must be from 1 to " + MOST_OF_ALL, most);
  }

  private static void check(boolean holds, String rule, Object got) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", got " + got);
    }
  }

  /**
   * The rules that suit a site with passwords: 10 failures within 15 minutes; waits from 1 second
   * to 1 minute; kept for 30 days; at most 50 000.
   *
   * <p>Ten is more than one person mistypes, and where a whole office does, a second's wait harms
   * nobody. At one try a minute a guesser gets through 1440 passwords a day. Thirty days are enough
   * to notice, look into and report an attack.
   *
   * @return the rules
   */
  public static BreakInRules standard() {
    return new BreakInRules(
        10,
        Duration.ofMinutes(15),
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Duration.ofDays(30),
        50_000);
  }

  /** How long to wait after so many failures in a row of a registered address; at least one. */
  Duration waitAfter(int strikes) {
    Duration wait = firstWait.multipliedBy(1L << Math.min(strikes - 1, doublings()));
    return wait.compareTo(longestWait) < 0 ? wait : longestWait;
  }

  /** How often the first wait can be doubled before it reaches the longest. */
  private int doublings() {
    long times = longestWait.dividedBy(firstWait);
    return Long.SIZE - Long.numberOfLeadingZeros(times);
  }
}
