// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.login.Limits;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The idle and absolute limits of a session that no login was bound to, kept by our own clock: the
 * container counts every request as a sign of life. Two longs in the session. Thread-safe.
 */
final class SessionStamps {

  private static final String BEGUN = "io.consentfilter.begun";
  private static final String ACTIVE = "io.consentfilter.active";

  private final Limits limits;
  private final Clock clock;

  SessionStamps(Limits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** Returns whether the session is within its limits; notes activity if it is. */
  boolean live(HttpSession session, boolean activity) {
    Instant now = clock.instant();
    Instant begun = stamp(session, BEGUN, now);
    Instant active = stamp(session, ACTIVE, now);
    if (over(begun, now, limits.absolute()) || over(active, now, limits.idle())) {
      return false;
    }
    if (activity && now.isAfter(active)) {
      session.setAttribute(ACTIVE, now.toEpochMilli());
    }
    return true;
  }

  private static Instant stamp(HttpSession session, String name, Instant now) {
    @Nullable Object millis = session.getAttribute(name);
    if (millis instanceof Long known) {
      return Instant.ofEpochMilli(known);
    }
    session.setAttribute(name, now.toEpochMilli());
    return now;
  }

  private static boolean over(Instant since, Instant now, Duration limit) {
    return Duration.between(since, now).compareTo(limit) >= 0;
  }
}
