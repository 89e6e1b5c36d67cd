// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.SigningKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LedgerWriter.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int target = 1 + random.nextInt(MOST_ACKNOWLEDGED);
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(writer.getInputStream(), UTF_8))) {
      String line = out.readLine();
      for (int seen = 0; line != null; seen++) {
        if (seen == target) {
          // The handle, unlike the process, leaves what was printed to be read.
          writer.toHandle().destroyForcibly();
        }
        // What was printed whole was acknowledged, the last word too if the kill cut it short.
        if (line.endsWith(".")) {
          acknowledged.add(line.substring(0, line.length() - 1));
        }
        line = out.readLine();
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private Ledger open() throws IOException {
    SigningKeys keys = SigningKeys.read(folder.resolve(FileLedgerStore.KEYS));
    return new Ledger(FileLedgerStore.open(folder), keys, Clock.systemUTC());
  }

  private static Set<String> recorded(Ledger ledger) {
    Set<String> ids = new HashSet<>();
    ledger.export(record -> ids.add(record.getString("recordId")), progress -> {});
    return ids;
  }
}
