// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import io.consentfilter.consent.Decision;
import io.consentfilter.consent.Decisions;
import io.consentfilter.consent.Keys;
import io.consentfilter.consent.Selection;
import io.consentfilter.ledger.ConsentRecord;
import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.ShownNotice;
import io.consentfilter.ledger.SigningKeys;
import io.consentfilter.ledger.Terms;
import io.consentfilter.policy.Policy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A ledger that takes the choices of visitors, each another one. Thread-safe. */
final class Recording implements AutoCloseable {

  private static final Clock CLOCK = Clock.systemUTC();

  private final Policy policy = Declared.site(4, 3);
  private final Decisions decisions = new Decisions(policy, Keys.parse(Keys.generate()), CLOCK);
  private final Decision undecided = decisions.undecided(false);
  private final Selection selection = Selection.of(Set.of("statistics"), Set.of());
  private final ShownNotice notice;
  private final Ledger ledger;
  private final AtomicLong records = new AtomicLong();

  Recording(LedgerStore store) {
    Terms terms = new Terms("NL", "EU", Duration.ofDays(5 * 365), "/consent");
    notice = ShownNotice.of(policy, terms, "en", "May we count visits? [Accept] [Reject]");
    ledger = new Ledger(store, SigningKeys.parse(SigningKeys.generate()), CLOCK);
    ledger.keep(notice);
  }

  Object record() {
    records.incrementAndGet();
    Decision chosen = decisions.choose(undecided, selection);
    return ledger.append(ConsentRecord.ofChoice(undecided, chosen, notice.hash(), "en"));
  }

  /** Records as many, with several writers that share the waiting for the disk. */
  void fill(int count, int writers) {
    List<Thread> threads =
        IntStream.range(0, writers).mapToObj(i -> new Thread(() -> part(count / writers))).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void part(int count) {
    for (int i = 0; i < count; i++) {
      record();
    }
  }

  long records() {
    return records.get();
  }

  /** Returns how many lines were verified, which must all be sound. */
  long verified() {
    var verification = ledger.verify(List.of(), progress -> {});
    if (!verification.sound()) {
      throw new IllegalStateException("unsound: " + verification.faults());
    }
    return verification.lines();
  }

  @Override
  public void close() {
    ledger.close();
  }
}
