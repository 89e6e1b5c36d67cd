// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Users who are to be told that a remembered login of theirs was used by somebody else. Known on
 * the node that noticed it, until the user has been told. Thread-safe.
 */
final class Thefts {

  private static final int MOST = 10_000;

  private final Clock clock;
  private final Cache<String, Instant> noticed =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  Thefts(Clock clock) {
    this.clock = clock;
  }

  void noticed(String userId) {
    noticed.put(userId, clock.instant());
  }

  /** Returns when it was noticed, once. */
  Optional<Instant> tell(String userId) {
    return Optional.ofNullable(noticed.asMap().remove(userId));
  }
}
