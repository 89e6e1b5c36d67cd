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

class LimitsTest {

  @ParameterizedTest
  @CsvSource({"PT0.001S, PT0.001S", "PT60M, PT24H", "P1D, P400D"})
  void limits_inRange_areKept(Duration idle, Duration absolute) {
    Limits limits = new Limits(idle, absolute);
    assertEquals(idle, limits.idle());
    assertEquals(absolute, limits.absolute());
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT24H", "PT-1S, PT24H", "PT24H, PT23H59M59S", "P1D, P401D"})
  void limits_outOfRange_throw(Duration idle, Duration absolute) {
    assertThrows(IllegalArgumentException.class, () -> new Limits(idle, absolute));
  }

  @ParameterizedTest
  @CsvSource({"PT1S, PT0.001S", "P30D, PT60S", "P400D, PT60S"})
  @Tag("E58")
  void rememberLimits_inRange_areKept(Duration maxAge, Duration grace) {
    RememberLimits limits = new RememberLimits(maxAge, grace);
    assertEquals(maxAge, limits.maxAge());
    assertEquals(grace, limits.grace());
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.999S, PT60S",
    "PT-1S, PT60S",
    "P400DT0.001S, PT60S",
    "P30D, PT0S",
    "P30D, PT-1S",
    "P30D, PT60.001S"
  })
  @Tag("E58")
  @Tag("R82")
  void rememberLimits_outOfRange_throw(Duration maxAge, Duration grace) {
    assertThrows(IllegalArgumentException.class, () -> new RememberLimits(maxAge, grace));
  }

  @Test
  void label_ofBrowserText_isCutAndPrintable() {
    assertEquals("Firefox", Label.of("Fire\u0000f\r\nox\u009f"));
    assertEquals("", Label.of("\n"));
    assertEquals("a".repeat(100), Label.of("a".repeat(101)));
    String split = Label.of("a".repeat(99) + "\ud83d\ude00");
    assertEquals("a".repeat(99), split);
    assertTrue(Label.of("a".repeat(98) + "\ud83d\ude00").endsWith("\ud83d\ude00"));
  }
}
