// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "P1D, 86400",
    "PT24H, 86400",
    "PT60M, 3600",
    "PT1S, 1",
    "PT0S, 0",
    "P2W, 1209600",
    "P13M, 33696000",
    "P1Y, 31536000",
    "P1Y2M3W4DT5H6M7S, 38898367",
    "P1M, 2592000",
    "PT1M, 60",
    "P999999999Y, 31535999968464000"
  })
  void parse_sound_countsSeconds(String text, long seconds) {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "P1DT",
        "1D",
        "p1d",
        "P1H",
        "PT1D",
        "P-1D",
        "-P1D",
        "P1.5D",
        "PT1.5S",
        "P1D ",
        "P1D1D",
        "P1D2W",
        "P1234567890D",
        "P\u0661D"
      })
  void parse_malformed_isNothing(String text) {
    assertEquals(Optional.empty(), Durations.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"PT24H, P1D", "PT60M, PT1H", "PT36H, PT36H", "PT0S, PT0S"})
  void shown_durations_areInDaysWhereWhole(Duration duration, String text) {
    assertEquals(text, Durations.shown(duration));
  }
}
