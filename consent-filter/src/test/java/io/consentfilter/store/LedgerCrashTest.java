// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.SigningKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that appends from eight threads is killed at a random moment, again and again, on the
 * same ledger; {@code -Dseed=…} plays a run again as far as time can be played again.
 */
@Tag("R39")
class LedgerCrashTest {

  private static final int KILLS = System.getProperty("stress") == null ? 3 : 50;
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int MOST_ACKNOWLEDGED = 400;

  @TempDir private Path folder;
  private final Random random = new Random(SEED);
  private final Set<String> acknowledged = new HashSet<>();

  @Test
  void kill_underLoad_losesNothingThatWasAcknowledged() throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      int before = acknowledged.size();
      runAndKill();
      assertTrue(acknowledged.size() > before, "nothing was acknowledged");
      if (random.nextBoolean()) {
        tear();
      }
      try (Logged logged = new Logged("io.consentfilter");
          Ledger ledger = open()) {
        String run = "kill " + kill + ", seed " + SEED;
        assertEquals(List.of(), ledger.verify(List.of(), progress -> {}).faults(), run);
        assertTrue(recorded(ledger).containsAll(acknowledged), run);
        assertTrue(logged.messages().stream().allMatch(m -> m.contains("torn by a crash")));
      }
    }
  }

  /** Kills seldom tear a line, so one is torn that was never acknowledged. */
  private void tear() throws IOException {
    String line = "{\"n\":1,\"prev\":\"" + "x".repeat(random.nextInt(200));
    Files.writeString(folder.resolve("ledger.jsonl"), line, StandardOpenOption.APPEND);
    try (Logged logged = new Logged("io.consentfilter")) {
      FileLedgerStore.open(folder).close();
      assertEquals(1, logged.messages().size());
    }
  }

  private void runAndKill() throws Exception {
    WriterProcess writer = WriterProcess.start(folder.toString());
    writer.awaitMore(1 + random.nextInt(MOST_ACKNOWLEDGED));
    acknowledged.addAll(writer.kill());
  }

  private Ledger open() throws IOException {
    SigningKeys keys = SigningKeys.read(folder.resolve(FileLedgerStore.KEYS));
    return new Ledger(FileLedgerStore.open(folder), keys, Clock.systemUTC());
  }

  static Set<String> recorded(Ledger ledger) {
    Set<String> ids = new HashSet<>();
    ledger.export(record -> ids.add(record.getString("recordId")), progress -> {});
    return ids;
  }
}
