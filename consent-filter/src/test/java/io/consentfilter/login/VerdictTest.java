// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every outcome by what is presented, when, and whether the successor was seen. */
class VerdictTest {

  private static final RememberLimits LIMITS =
      new RememberLimits(Duration.ofDays(30), Duration.ofSeconds(60));
  private static final Instant CREATED = HandClock.START;
  private static final Instant REPLACED = CREATED.plus(Duration.ofDays(1));

  private final SecureRandom random = new SecureRandom();
  private final RememberToken previous = RememberToken.first(random);
  private final RememberToken current = previous.successor(random);
  private final RememberToken other = previous.successor(random);

  private TokenHash hash(String token) {
    return switch (token) {
      case "current" -> current.hash();
      case "previous" -> previous.hash();
      case "other" -> other.hash();
      default -> throw new IllegalArgumentException(token);
    };
  }

  private Series series(boolean replaced, boolean confirmed) {
    return new Series(
        previous.selector(),
        "anna",
        current.hash(),
        replaced ? Optional.of(previous.hash()) : Optional.empty(),
        replaced ? Optional.of(REPLACED) : Optional.empty(),
        confirmed,
        CREATED,
        CREATED,
        "Firefox");
  }

  @ParameterizedTest(name = "{0} after {1}, confirmed {2}: {3}")
  @CsvSource({
    "current,  PT0S,       false, CURRENT",
    "current,  PT0S,       true,  CURRENT",
    "current,  PT59.999S,  false, CURRENT",
    "current,  PT1H,       false, CURRENT",
    "current,  PT1H,       true,  CURRENT",
    "previous, PT0S,       false, RACED",
    "previous, PT0S,       true,  RACED",
    "previous, PT59.999S,  false, RACED",
    "previous, PT59.999S,  true,  RACED",
    "previous, PT60S,      false, LOST",
    "previous, PT60S,      true,  STOLEN",
    "previous, PT1H,       false, LOST",
    "previous, PT1H,       true,  STOLEN",
    "previous, P20D,       false, LOST",
    "previous, P20D,       true,  STOLEN",
    "other,    PT0S,       false, SUPERSEDED",
    "other,    PT0S,       true,  SUPERSEDED",
    "other,    PT59.999S,  true,  SUPERSEDED",
    "other,    PT60S,      false, STOLEN",
    "other,    PT60S,      true,  STOLEN",
    "other,    P20D,       false, STOLEN",
    // A clock that was set back keeps the window open for no longer than the window.
    "previous, PT-59.999S, true,  RACED",
    "previous, PT-60S,     true,  STOLEN",
    "previous, PT-60S,     false, LOST",
    // The maximum age counts from the creation, a day before.
    "current,  P28DT23H59M59.999S, false, CURRENT",
    "current,  P29D,       false, EXPIRED",
    "current,  P29D,       true,  EXPIRED",
    "current,  P400D,      false, EXPIRED",
    "previous, P29D,       false, EXPIRED",
    "previous, P29D,       true,  EXPIRED",
    "other,    P29D,       false, UNKNOWN",
    "other,    P29D,       true,  UNKNOWN"
  })
  @Tag("R85")
  @Tag("R87")
  @Tag("E50")
  @Tag("E51")
  @Tag("E52")
  void of_replacedSeries_followsTheTable(
      String presented, Duration since, boolean confirmed, Verdict expected) {
    assertEquals(
        expected,
        Verdict.of(series(true, confirmed), hash(presented), REPLACED.plus(since), LIMITS));
  }

  @ParameterizedTest(name = "{0} after {1}: {2}")
  @CsvSource({
    "current, PT0S, CURRENT",
    "current, P29DT23H59M59.999S, CURRENT",
    "current, P30D, EXPIRED",
    "other,   PT0S, UNKNOWN",
    "other,   P1D,  UNKNOWN",
    "other,   P30D, UNKNOWN"
  })
  @Tag("R87")
  @Tag("R88")
  void of_freshSeries_followsTheTable(String presented, Duration since, Verdict expected) {
    assertEquals(
        expected, Verdict.of(series(false, false), hash(presented), CREATED.plus(since), LIMITS));
  }
}
