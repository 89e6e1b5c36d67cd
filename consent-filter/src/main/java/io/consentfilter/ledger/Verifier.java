// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import io.consentfilter.ledger.LedgerStore.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * One pass over a ledger. What it remembers does not grow with the ledger: the line before, a
 * hundred faults and the hashes of some notices. Not safe for use by several threads.
 */
final class Verifier {

  private static final int MOST_FAULTS = 100;
  private static final int MOST_NOTICES = 1_000;
  private static final int LINES_A_STEP = 1_000;

  private final LedgerStore store;
  private final SigningKeys keys;
  private final List<Fault> faults = new ArrayList<>();
  private long faultCount;

  /** Notices that were found to be right, the oldest of which is forgotten first. */
  private final Map<String, Boolean> notices =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST_NOTICES;
        }
      };

  private Head expected = Head.START;
  private boolean previousFaulty;
  private long position;
  private long lines;

  Verifier(LedgerStore store, SigningKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  /**
   * Reads the whole ledger.
   *
   * @param known where the chain is known to have stood, from elsewhere
   */
  Verification run(Cursor cursor, List<Head> known, DoubleConsumer progress) {
    start(cursor.start());
    List<Head> stated = new ArrayList<>(known);
    seal(cursor.seal()).ifPresent(stated::add);
    Optional<String> text = cursor.next();
    while (text.isPresent()) {
      line(text.get(), stated);
      if (lines % LINES_A_STEP == 0) {
        progress.accept(cursor.progress());
      }
      text = cursor.next();
    }
    stated.forEach(this::reached);
    progress.accept(1);
    return new Verification(lines, expected, faults, faultCount);
  }

  private void start(Optional<String> text) {
    if (text.isEmpty()) {
      return;
    }
    position++;
    Checkpoint.verified(text.get(), Checkpoint.Kind.START, keys)
        .ifPresentOrElse(
            checkpoint -> expected = checkpoint.head(),
            () -> {
              fault(position, "the checkpoint is not signed by a key of this ledger");
              previousFaulty = true;
            });
  }

  private Optional<Head> seal(Optional<String> text) {
    Optional<Head> head =
        text.flatMap(seal -> Checkpoint.verified(seal, Checkpoint.Kind.SEAL, keys))
            .map(Checkpoint::head);
    if (text.isPresent() && head.isEmpty()) {
      fault(0, "the signed head is not signed by a key of this ledger");
    }
    return head;
  }

  private void line(String text, List<Head> stated) {
    position++;
    lines++;
    Optional<Line> parsed = Line.parse(text);
    if (parsed.isEmpty()) {
      fault(position, "was edited: it is not a record");
      expected = new Head(expected.number() + 1, "");
      previousFaulty = true;
      return;
    }
    Line line = parsed.get();
    long number = line.head().number();
    if (number <= expected.number() && !firstAfterFault()) {
      fault(position, "record " + number + " is out of place: inserted or moved");
      return;
    }
    boolean intact = line.intact();
    if (!intact) {
      fault(position, "record " + number + " was edited");
    }
    follows(line, intact);
    expected = line.head();
    previousFaulty = !intact;
    notice(line);
    stated.stream().filter(head -> head.number() == number).forEach(this::agrees);
  }

  /** Behind a checkpoint that is not ours nothing says at which number the lines begin. */
  private boolean firstAfterFault() {
    return lines == 1 && previousFaulty;
  }

  private void follows(Line line, boolean intact) {
    long number = line.head().number();
    if (firstAfterFault()) {
      return;
    }
    if (number > expected.number() + 1) {
      fault(position, "before it, " + missing(expected.number() + 1, number - 1));
    } else if (intact && !previousFaulty && !line.previousHash().equals(expected.hash())) {
      if (lines == 1) {
        fault(position, "record " + number + " does not continue what was there before it");
      } else {
        fault(position - 1, "record " + (number - 1) + " was rewritten after it was recorded");
      }
    }
  }

  private static String missing(long from, long to) {
    return from == to
        ? "record " + from + " is missing"
        : "records " + from + " to " + to + " are missing";
  }

  private void notice(Line line) {
    String hash = line.noticeHash();
    if (notices.containsKey(hash)) {
      return;
    }
    Optional<String> text = store.notice(hash);
    if (text.isPresent() && Hashes.of(text.get()).equals(hash)) {
      notices.put(hash, true);
    } else {
      fault(position, "its notice " + hash + (text.isEmpty() ? " is missing" : " was edited"));
    }
  }

  private void agrees(Head stated) {
    if (!stated.equals(expected)) {
      fault(position, "record " + stated.number() + " is not the one that was signed for");
    }
  }

  private void reached(Head stated) {
    if (stated.number() > expected.number()) {
      fault(0, "at the end, " + missing(expected.number() + 1, stated.number()) + ": cut off");
    }
  }

  private void fault(long line, String message) {
    faultCount++;
    if (faults.size() < MOST_FAULTS) {
      faults.add(new Fault(line, message));
    }
  }
}
