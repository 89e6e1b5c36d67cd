// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakInRulesTest {

  @ParameterizedTest
  @CsvSource({
    "2, PT1M, PT1S, PT59.999S, PT1M, 1",
    "100, PT24H, PT1H, PT1H, P400D, 1000000",
  })
  void rules_atTheirBounds_areTaken(
      int failures, Duration window, Duration first, Duration longest, Duration kept, int most) {
    BreakInRules rules = new BreakInRules(failures, window, first, longest, kept, most);
    assertEquals(failures, rules.failures());
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT15M, PT1S, PT1M, P30D, 9, 'the failures must be from 2 to 100, got 1'",
    "101, PT15M, PT1S, PT1M, P30D, 9, the failures",
    "10, PT59.999S, PT1S, PT10S, P30D, 9, the window",
    "10, PT24H1S, PT1S, PT1M, P30D, 9, the window",
    "10, PT15M, PT0.999S, PT1M, P30D, 9, the first wait",
    "10, PT15M, PT2S, PT1S, P30D, 9, the longest wait",
    "10, PT15M, PT1S, PT15M, P30D, 9, the longest wait",
    "10, PT15M, PT1S, PT1M, PT14M59S, 9, the retention",
    "10, PT15M, PT1S, PT1M, P401D, 9, the retention",
    "10, PT15M, PT1S, PT1M, P30D, 0, the number kept",
    "10, PT15M, PT1S, PT1M, P30D, 1000001, the number kept",
  })
  void rules_beyondTheirBounds_areRefusedByName(
      int failures,
      Duration window,
      Duration first,
      Duration longest,
      Duration kept,
      int most,
      String named) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new BreakInRules(failures, window, first, longest, kept, most));
    assertTrue(String.valueOf(refusal.getMessage()).startsWith(named), named);
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "2, PT2S",
    "3, PT4S",
    "4, PT8S",
    "5, PT16S",
    "6, PT32S",
    "7, PT60S",
    "8, PT60S",
    "64, PT60S",
    "65, PT60S",
    "2147483647, PT60S"
  })
  @Tag("R95")
  void waitAfter_standardRules_doublesUpToAMinute(int strikes, Duration wait) {
    assertEquals(wait, BreakInRules.standard().waitAfter(strikes));
  }

  @Test
  void waitAfter_firstIsLongest_neverGrows() {
    Duration minute = Duration.ofMinutes(1);
    BreakInRules rules =
        new BreakInRules(2, Duration.ofHours(1), minute, minute, Duration.ofDays(1), 1);
    assertEquals(minute, rules.waitAfter(1));
    assertEquals(minute, rules.waitAfter(99));
  }
}
