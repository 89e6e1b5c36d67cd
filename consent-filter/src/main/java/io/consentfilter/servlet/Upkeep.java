// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What has to be done every hour, by whoever comes by first: no thread of our own outlives an
 * application that is undeployed. Thread-safe.
 */
final class Upkeep {

  private static final long HOUR_MILLIS = 3_600_000;

  private final List<Runnable> tasks;
  private final AtomicLong done;

  Upkeep(Clock clock, List<Runnable> tasks) {
    this.tasks = tasks;
    this.done = new AtomicLong(clock.millis());
  }

  /**
   * Does it if an hour has passed.
   *
   * @param now the present, in milliseconds since 1970
   */
  void hourly(long now) {
    long last = done.get();
    if (now - last >= HOUR_MILLIS && done.compareAndSet(last, now)) {
      tasks.forEach(Runnable::run);
    }
  }
}
