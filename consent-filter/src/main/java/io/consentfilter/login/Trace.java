// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import io.consentfilter.login.ForwardTime.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What this node remembers of one login's activity.
 *
 * <p>Each node writes its first activity at once and holds later ones back for less than {@link
 * #HELD_BACK}. So a stamp in the store that this node did not write says that another node may have
 * seen activity up to that much later. Immutable.
 *
 * @param begun from where the absolute limit counts
 * @param active the latest activity seen here; until there is any, the stamp it was met with
 * @param written the last write of this node: the stamp, and when it was made
 * @param foreign the latest stamp of another node since this node's last write but one
 */
record Trace(Mark begun, Mark active, Optional<Mark> written, Optional<Mark> foreign) {

  static final Duration HELD_BACK = Duration.ofMinutes(1);

  /** The trace of a login that began on this node. */
  static Trace begun(LoginRow row, Moment now) {
    Mark mark = Mark.of(row.begun(), now);
    return new Trace(mark, mark, Optional.of(mark), Optional.empty());
  }

  /** The trace of a login that this node meets for the first time. */
  static Trace met(LoginRow row, Moment now) {
    Mark stamp = Mark.of(row.lastActive(), now);
    return new Trace(Mark.of(row.begun(), now), stamp, Optional.empty(), Optional.of(stamp));
  }

  /** After the store showed {@code stamp}. One older than our own write is old news. */
  Trace saw(Instant stamp, Moment now) {
    if (!stamp.isAfter(latestStamp())) {
      return this;
    }
    return new Trace(begun, active, written, Optional.of(Mark.of(stamp, now)));
  }

  private Instant latestStamp() {
    Instant ours = written.map(Mark::at).orElse(Instant.MIN);
    Instant theirs = foreign.map(Mark::at).orElse(Instant.MIN);
    return ours.isAfter(theirs) ? ours : theirs;
  }

  Trace touched(Moment now) {
    return new Trace(begun, active.moved(now), written, foreign);
  }

  boolean mustBeWritten(Moment now) {
    return written
        .map(mark -> now.passed().minus(mark.passed()).compareTo(HELD_BACK) >= 0)
        .orElse(true);
  }

  /** Claims the write of the latest activity, so that parallel requests write it once. */
  Trace claimed(Moment now) {
    return new Trace(begun, active, Optional.of(new Mark(active.at(), now.passed())), foreign);
  }

  /**
   * After the store answered our write with the stamp that stood there before.
   *
   * <p>If that was our own last stamp, no other node has written for {@link #HELD_BACK}, and none
   * holds anything back. If it is another's and not earlier than ours, our write left no trace that
   * the other could see: then it does not count, and the next activity is written again.
   */
  Trace wrote(Instant before, Optional<Mark> lastWritten, Moment now) {
    boolean ours = lastWritten.map(Mark::at).filter(before::equals).isPresent();
    Instant stamp = written.map(Mark::at).orElse(Instant.MIN);
    boolean seen = ours || before.isBefore(stamp);
    Optional<Mark> theirs = ours ? Optional.empty() : Optional.of(Mark.of(before, now));
    Optional<Mark> later = foreign.filter(mark -> mark.at().isAfter(stamp));
    return new Trace(begun, active, seen ? written : lastWritten, later.or(() -> theirs));
  }

  /** After the store failed to take our write. */
  Trace unwritten(Optional<Mark> lastWritten) {
    return new Trace(begun, active, lastWritten, foreign);
  }

  /** For how long the login has been idle at least. */
  Duration idle(Moment now) {
    Duration here = active.elapsed(now);
    return foreign
        .map(theirs -> Mark.positive(theirs.elapsed(now).minus(HELD_BACK)))
        .filter(there -> there.compareTo(here) < 0)
        .orElse(here);
  }

  Duration age(Moment now) {
    return begun.elapsed(now);
  }
}
