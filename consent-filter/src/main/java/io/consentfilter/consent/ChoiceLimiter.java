// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says when one client chooses too often: some choices at once, then some a minute. Thread-safe.
 *
 * <p>Clients are kept as keyed hashes, in memory only, at most 100 000 of them; the key is random
 * and replaced every hour, which forgets all of them.
 */
public final class ChoiceLimiter {

  private static final int MOST_CLIENTS = 100_000;
  private static final Duration KEY_LIFE = Duration.ofHours(1);
  private static final byte[] CONTEXT = "choices".getBytes(StandardCharsets.US_ASCII);
  private static final double NANOS_A_MINUTE = Duration.ofMinutes(1).toNanos();

  private final int atOnce;
  private final int aMinute;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Object rotation = new Object();
  private volatile Clients clients;

  /** The clients that were seen since a key was made. */
  private record Clients(Key key, Instant since, Cache<String, Bucket> buckets) {}

  /** How many choices a client had left, and when. */
  private record Bucket(double left, Instant at) {}

  /**
   * Makes a limiter.
   *
   * @param atOnce how many choices a client may make at once; offices share an address
   * @param aMinute how many more it may make each minute after that
   * @throws IllegalArgumentException if either is less than 1
   */
  public ChoiceLimiter(int atOnce, int aMinute, Clock clock) {
    if (atOnce < 1 || aMinute < 1) {
      throw new IllegalArgumentException(
          "a limit of choices must be 1 or more, got " + atOnce + " and " + aMinute);
    }
    this.atOnce = atOnce;
    this.aMinute = aMinute;
    this.clock = clock;
    this.clients = fresh(clock.instant());
  }

  /**
   * Makes the usual limiter: 30 choices at once, then 30 a minute.
   *
   * @param clock tells how much time has passed
   */
  public ChoiceLimiter(Clock clock) {
    this(30, 30, clock);
  }

  /**
   * Returns whether one more choice of this client is within the limits, and counts it if so.
   *
   * @param client what one subscriber has: an address of version 4, the first 64 bits of version 6,
   *     always spelt the same
   */
  public boolean admits(String client) {
    Instant now = clock.instant();
    Clients known = current(now);
    byte[] message = client.getBytes(StandardCharsets.UTF_8);
    String hash = Base64Url.encode(known.key.mac(CONTEXT, message, message.length));
    boolean[] admitted = new boolean[1];
    known
        .buckets
        .asMap()
        .compute(
            hash,
            (key, before) -> {
              double left = left(before, now);
              admitted[0] = left >= 1;
              return new Bucket(admitted[0] ? left - 1 : left, now);
            });
    return admitted[0];
  }

  /** A clock that goes back gives nothing and takes nothing. */
  private double left(@Nullable Bucket before, Instant now) {
    if (before == null) {
      return atOnce;
    }
    long passed = Math.max(0, Duration.between(before.at, now).toNanos());
    return Math.min(atOnce, before.left + passed * aMinute / NANOS_A_MINUTE);
  }

  private Clients current(Instant now) {
    if (!now.isBefore(clients.since.plus(KEY_LIFE))) {
      synchronized (rotation) {
        if (!now.isBefore(clients.since.plus(KEY_LIFE))) {
          clients = fresh(now);
        }
      }
    }
    return clients;
  }

  private Clients fresh(Instant now) {
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    return new Clients(
        new Key(secret), now, Caffeine.newBuilder().maximumSize(MOST_CLIENTS).build());
  }
}
