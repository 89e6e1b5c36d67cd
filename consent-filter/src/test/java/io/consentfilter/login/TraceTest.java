// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.consentfilter.login.ForwardTime.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final Instant START = HandClock.START;

  private static Moment after(long seconds) {
    return new Moment(START.plusSeconds(seconds), Duration.ofSeconds(seconds));
  }

  private static Trace begun() {
    LoginRow row =
        new LoginRow("id", "anna", Optional.empty(), START, START, "Firefox", false, START);
    return Trace.begun(row, after(0));
  }

  @Test
  @Tag("E78")
  void wrote_anotherNodesLaterStampSeenMeanwhile_isKept() {
    Trace claimed = begun().touched(after(60)).claimed(after(60));
    Trace told = claimed.saw(START.plusSeconds(70), after(71));
    Trace wrote = told.wrote(START, begun().written(), after(72));
    // Activity until 70 + 60 seconds may be held back elsewhere.
    assertEquals(Duration.ofSeconds(870), wrote.idle(after(1_000)));
  }

  @Test
  @Tag("E78")
  void wrote_inThePlaceOfTheOwnStamp_isExact() {
    Trace claimed = begun().touched(after(60)).claimed(after(60));
    Trace wrote = claimed.wrote(START, begun().written(), after(60));
    assertEquals(Duration.ofSeconds(940), wrote.idle(after(1_000)));
  }

  @Test
  void saw_stampOlderThanTheOwn_isOldNews() {
    Trace claimed = begun().touched(after(60)).claimed(after(60));
    assertEquals(claimed, claimed.saw(START, after(61)));
    assertEquals(claimed, claimed.saw(START.plusSeconds(60), after(61)));
  }
}
