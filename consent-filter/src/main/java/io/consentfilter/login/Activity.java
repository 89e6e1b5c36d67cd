// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.consentfilter.login.ForwardTime.Moment;
import java.time.Instant;
import java.util.Optional;

/**
 * The activity of logins: exact in this node's memory, in the store once a minute.
 *
 * <p>A trace that was pushed out of memory does no harm: the login is met again, and the store's
 * stamp is then taken to lag behind as much as it can. Therefore the trace of an ended login stays
 * until it is out of date: a request that is being judged would take it for a new one. Safe for use
 * by several threads.
 */
final class Activity {

  private final LoginStore store;
  private final Cache<String, Trace> traces;

  Activity(LoginStore store, Caffeine<Object, Object> memory) {
    this.store = store;
    this.traces = memory.build();
  }

  void begun(LoginRow row, Moment now) {
    traces.put(row.id(), Trace.begun(row, now));
  }

  /** Takes note of what the store, or a recent copy of it, says. */
  Trace seen(LoginRow row, Moment now) {
    return traces
        .asMap()
        .compute(
            row.id(),
            (id, trace) -> trace == null ? Trace.met(row, now) : trace.saw(row.lastActive(), now));
  }

  /** Notes activity; empty if the store turns out to have no such login any more. */
  Optional<Trace> touched(LoginRow row, Moment now) {
    while (true) {
      Trace seen = seen(row, now);
      Trace touched = seen.touched(now);
      boolean write = touched.mustBeWritten(now);
      Trace next = write ? touched.claimed(now) : touched;
      if (traces.asMap().replace(row.id(), seen, next)) {
        return write ? written(row.id(), next, seen.written(), now) : Optional.of(next);
      }
    }
  }

  private Optional<Trace> written(
      String loginId, Trace claimed, Optional<Mark> lastWritten, Moment now) {
    boolean done = false;
    try {
      Optional<Instant> before = store.active(loginId, claimed.active().at());
      done = true;
      before.ifPresent(
          stamp ->
              traces
                  .asMap()
                  .computeIfPresent(loginId, (id, trace) -> trace.wrote(stamp, lastWritten, now)));
      return before.map(stamp -> claimed);
    } finally {
      if (!done) {
        traces.asMap().computeIfPresent(loginId, (id, trace) -> trace.unwritten(lastWritten));
      }
    }
  }
}
