// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations of ISO 8601, such as {@code PT60M}, {@code P30D}, {@code P2W}, {@code P13M} or {@code
 * P1Y}. A month is 30 days and a year 365: a limit must not depend on the date it is counted from.
 */
final class Durations {

  private static final Pattern ISO =
      Pattern.compile(
          "P(?=.)(?:(\\d{1,9})Y)?(?:(\\d{1,9})M)?(?:(\\d{1,9})W)?(?:(\\d{1,9})D)?"
              + "(?:T(?=.)(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9})S)?)?");

  private static final long DAY = 86_400;
  private static final long[] SECONDS = {365 * DAY, 30 * DAY, 7 * DAY, DAY, 3600, 60, 1};

  private Durations() {}

  /** A duration in a range, its ends included. */
  static Form<Duration> between(Duration least, Duration most) {
    return Form.text(
        Rule.DURATION,
        "not a duration, or out of range",
        shown(least) + " to " + shown(most) + " in ISO 8601, such as PT60M or P30D",
        text -> parse(text).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0));
  }

  static Optional<Duration> parse(String text) {
    Matcher matcher = ISO.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long seconds = 0;
    for (int i = 0; i < SECONDS.length; i++) {
      String amount = matcher.group(i + 1);
      seconds += amount == null ? 0 : Long.parseLong(amount) * SECONDS[i];
    }
    return Optional.of(Duration.ofSeconds(seconds));
  }

  /** Returns a duration as a site would declare it: in days where it is whole days. */
  static String shown(Duration duration) {
    long days = duration.toDays();
    return days > 0 && duration.equals(Duration.ofDays(days))
        ? "P" + days + "D"
        : duration.toString();
  }
}
