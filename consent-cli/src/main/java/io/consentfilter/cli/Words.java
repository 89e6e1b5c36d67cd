// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import java.time.Duration;

/** Numbers and times as people read them. */
final class Words {

  private Words() {}

  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Returns a duration in the largest unit that leaves no rest. */
  static String span(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return count(duration.toDays(), "day");
    } else if (seconds % 3600 == 0) {
      return count(duration.toHours(), "hour");
    } else if (seconds % 60 == 0) {
      return count(duration.toMinutes(), "minute");
    }
    return count(seconds, "second");
  }
}
