// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.ledger.Entry;
import io.consentfilter.ledger.Head;
import io.consentfilter.ledger.LedgerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Entries of many threads that share one flush: whoever comes first writes for all that wait, and
 * those who come while it writes are written together next. Needs no thread of its own. Safe for
 * use by several threads.
 */
final class GroupCommit {

  static final int MOST_ENTRIES = 256;

  private final Function<List<Entry>, List<Head>> write;
  private final Queue<Turn> waiting = new ConcurrentLinkedQueue<>();

  /** Fair, or whoever is done comes back and overtakes the others, and groups are of one. */
  private final ReentrantLock writing = new ReentrantLock(true);

  /**
   * Makes a group.
   *
   * @param write writes entries so that they outlive a crash, all of them or none
   */
  GroupCommit(Function<List<Entry>, List<Head>> write) {
    this.write = write;
  }

  /** One entry on its way. Guarded by {@code writing}, but for the entry. */
  private static final class Turn {
    private final Entry entry;
    private @Nullable Head head;
    private @Nullable RuntimeException failure;

    Turn(Entry entry) {
      this.entry = entry;
    }

    boolean over() {
      return head != null || failure != null;
    }

    Head result() {
      Head done = head;
      if (done != null) {
        return done;
      }
      throw new LedgerException("the choice was not recorded", failure);
    }
  }

  /** Returns once the entry is written and flushed. */
  Head append(Entry entry) {
    Turn turn = new Turn(entry);
    waiting.add(turn);
    writing.lock();
    try {
      while (!turn.over()) {
        writeWaiting();
      }
      return turn.result();
    } finally {
      writing.unlock();
    }
  }

  /** Does something that must not happen while entries are written. */
  void alone(Runnable work) {
    writing.lock();
    try {
      work.run();
    } finally {
      writing.unlock();
    }
  }

  private void writeWaiting() {
    List<Turn> turns = new ArrayList<>();
    Turn next = waiting.poll();
    while (next != null) {
      turns.add(next);
      next = turns.size() < MOST_ENTRIES ? waiting.poll() : null;
    }
    try {
      List<Head> heads = write.apply(turns.stream().map(turn -> turn.entry).toList());
      for (int i = 0; i < turns.size(); i++) {
        turns.get(i).head = heads.get(i);
      }
    } catch (RuntimeException e) {
      turns.forEach(turn -> turn.failure = e);
    }
  }
}
