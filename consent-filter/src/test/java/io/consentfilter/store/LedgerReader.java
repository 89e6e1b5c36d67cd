// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.SigningKeys;
import io.consentfilter.ledger.Statistics;
import io.consentfilter.ledger.Verification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A process that reads a whole ledger and says how long it took. */
final class LedgerReader {

  private LedgerReader() {}

  /**
   * Verifies and counts.
   *
   * @param args the folder of the ledger
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    SigningKeys keys = SigningKeys.read(folder.resolve(FileLedgerStore.KEYS));
    try (Ledger ledger = new Ledger(FileLedgerStore.reading(folder), keys, Clock.systemUTC())) {
      long start = System.nanoTime();
      Verification verification = ledger.verify(List.of(), progress -> {});
      long verified = System.nanoTime();
      Statistics statistics = ledger.statistics(progress -> {});
      long counted = System.nanoTime();
      if (!verification.sound() || statistics.counts().isEmpty()) {
        throw new IllegalStateException(verification.faults().toString());
      }
      System.out.println(
          "verified "
              + verification.lines()
              + " in "
              + Duration.ofNanos(verified - start).toMillis()
              + " ms, exported and counted in "
              + Duration.ofNanos(counted - verified).toMillis()
              + " ms");
    }
  }
}
