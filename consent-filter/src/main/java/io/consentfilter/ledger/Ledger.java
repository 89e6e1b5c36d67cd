// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import io.consentfilter.ledger.LedgerStore.Cursor;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * The record of what visitors decided: append-only, chained so that no line changes unnoticed, and
 * without personal data. Safe for use by several threads.
 */
public final class Ledger implements AutoCloseable {

  private static final Logger LOGGER = System.getLogger("io.consentfilter");
  private static final long LINES_A_SEAL = 1_000;
  private static final Duration TIME_A_SEAL = Duration.ofMinutes(1);
  private static final int MOST_KNOWN_NOTICES = 1_000;

  private final LedgerStore store;
  private final SigningKeys keys;
  private final Clock clock;
  private final Set<String> keptNotices = ConcurrentHashMap.newKeySet();
  private final ReentrantLock sealing = new ReentrantLock();
  private volatile Sealed sealed = new Sealed(Head.START, Instant.MIN);
  private volatile Head latest = Head.START;

  private record Sealed(Head head, Instant at) {

    boolean due(Head now, Instant instant) {
      long lines = now.number() - head.number();
      return lines >= LINES_A_SEAL || (lines > 0 && !instant.isBefore(at.plus(TIME_A_SEAL)));
    }
  }

  /**
   * Makes a ledger over a store, which it closes when it is closed itself.
   *
   * @param keys sign and verify checkpoints
   * @param clock tells when to sign again
   */
  public Ledger(LedgerStore store, SigningKeys keys, Clock clock) {
    this.store = store;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Keeps a notice, once, however often it is asked to.
   *
   * @return its hash, for the records of those who saw it
   * @throws LedgerException if it cannot be kept
   */
  public String keep(ShownNotice notice) {
    if (!keptNotices.contains(notice.hash())) {
      store.keepNotice(notice.hash(), notice.text());
      if (keptNotices.size() < MOST_KNOWN_NOTICES) {
        keptNotices.add(notice.hash());
      }
    }
    return notice.hash();
  }

  /** Returns the notice of that hash as JSON: what was shown, and what it says for all. */
  public Optional<String> notice(String hash) {
    return store.notice(hash);
  }

  /**
   * Appends a record. When this returns, it outlives a crash of the machine.
   *
   * @return where the chain stands after it
   * @throws LedgerException if it could not be recorded; then nothing may be granted
   */
  public Head append(ConsentRecord record) {
    Head head = store.append(RecordJson.entry(record));
    latest = head;
    if (sealed.due(head, clock.instant()) && sealing.tryLock()) {
      try {
        seal(head);
      } finally {
        sealing.unlock();
      }
    }
    return head;
  }

  /** The record is safe already, so a failure here must not undo the visitor's choice. */
  private void seal(Head head) {
    Instant now = clock.instant();
    try {
      store.seal(head, Checkpoint.signed(Checkpoint.Kind.SEAL, head, now, keys).text());
      sealed = new Sealed(head, now);
    } catch (LedgerException e) {
      LOGGER.log(Level.WARNING, "the head of the consent ledger could not be signed", e);
    }
  }

  /**
   * Finds a record, complete with what its notice says.
   *
   * @param at when it was decided
   */
  public Optional<JsonObject> find(String recordId, Instant at) {
    return store.find(recordId, at).map(line -> new Exporter(store).joined(line.text()));
  }

  /**
   * Looks whether every line is as it was written.
   *
   * @param known where the chain is known to have stood, such as from an earlier verification
   * @param progress is told how far it got, from 0 to 1
   */
  public Verification verify(List<Head> known, DoubleConsumer progress) {
    while (true) {
      try (Cursor cursor = store.read()) {
        Verification verification = new Verifier(store, keys).run(cursor, known, progress);
        if (verification.sound() || cursor.start().equals(startNow())) {
          return verification;
        }
      }
    }
  }

  /** Lines that were removed while they were being verified are not missing. */
  private Optional<String> startNow() {
    try (Cursor cursor = store.read()) {
      return cursor.start();
    }
  }

  /**
   * Hands out every record, complete with what its notice says, from the oldest on.
   *
   * @param progress is told how far it got, from 0 to 1
   * @throws LedgerException if a line is not a record
   */
  public void export(Consumer<JsonObject> records, DoubleConsumer progress) {
    try (Cursor cursor = store.read()) {
      new Exporter(store).run(cursor, records, progress);
    }
  }

  /**
   * Counts what was decided.
   *
   * @param progress is told how far it got, from 0 to 1
   * @throws LedgerException if a line is not a record
   */
  public Statistics statistics(DoubleConsumer progress) {
    Statistics statistics = new Statistics();
    try (Cursor cursor = store.read()) {
      Exporter.lines(cursor, statistics::count, progress);
    }
    return statistics;
  }

  /**
   * Removes the oldest records for good, up to the first that is not old, and signs for the chain
   * that they were part of.
   *
   * @param before what was decided before this is old
   * @return how many were removed
   */
  public long purge(Instant before) {
    Optional<Line> last = Optional.empty();
    long count = 0;
    try (Cursor cursor = store.read()) {
      Optional<Line> line = old(cursor, before);
      while (line.isPresent()) {
        last = line;
        count++;
        line = old(cursor, before);
      }
    }
    last.map(Line::head).ifPresent(this::cut);
    return count;
  }

  private static Optional<Line> old(Cursor cursor, Instant before) {
    return cursor
        .next()
        .flatMap(Line::parse)
        .filter(line -> line.at().filter(before::isAfter).isPresent());
  }

  private void cut(Head last) {
    Checkpoint start = Checkpoint.signed(Checkpoint.Kind.START, last, clock.instant(), keys);
    store.cut(last, start.text());
  }

  /** Signs where the chain stands, and closes the store. */
  @Override
  public void close() {
    if (latest.number() > sealed.head().number()) {
      seal(latest);
    }
    store.close();
  }
}
