// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.ledger.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R56")
class ChoiceLimiterTest {

  private final Samples.HandClock clock = new Samples.HandClock();
  private final ChoiceLimiter limiter = new ChoiceLimiter(clock);

  private int admitted(String client, int attempts) {
    int admitted = 0;
    for (int i = 0; i < attempts; i++) {
      admitted += limiter.admits(client) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void admits_atOnce_thirty() {
    assertEquals(30, admitted("192.0.2.1", 100));
    assertEquals(30, admitted("2001:db8::/64", 100));
  }

  @Test
  void admits_later_thirtyAMinute() {
    admitted("192.0.2.1", 100);
    clock.advance(Duration.ofSeconds(1));
    assertFalse(limiter.admits("192.0.2.1"));
    clock.advance(Duration.ofSeconds(1));
    assertEquals(1, admitted("192.0.2.1", 100));
    clock.advance(Duration.ofSeconds(30));
    assertEquals(15, admitted("192.0.2.1", 100));
    clock.advance(Duration.ofMinutes(20));
    assertEquals(30, admitted("192.0.2.1", 100));
  }

  @Test
  void admits_clockGoesBack_givesNothing() {
    admitted("192.0.2.1", 100);
    clock.advance(Duration.ofMinutes(-5));
    assertFalse(limiter.admits("192.0.2.1"));
    clock.advance(Duration.ofSeconds(2));
    assertTrue(limiter.admits("192.0.2.1"));
  }

  @Test
  void admits_manyThreads_noMoreThanThirty() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        attempts.add(() -> limiter.admits("192.0.2.1"));
      }
      int admitted = 0;
      for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
        admitted += attempt.get() ? 1 : 0;
      }
      assertEquals(30, admitted);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void admits_newKey_forgetsEverybody() {
    admitted("192.0.2.1", 100);
    clock.advance(Duration.ofHours(1).minusSeconds(1));
    assertEquals(30, admitted("192.0.2.1", 100));
    clock.advance(Duration.ofSeconds(1));
    assertEquals(30, admitted("192.0.2.1", 100));
  }

  @Test
  void new_withoutALimit_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ChoiceLimiter(0, 30, clock));
    assertThrows(IllegalArgumentException.class, () -> new ChoiceLimiter(30, 0, clock));
  }
}
