// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.SigningKeys;
import io.consentfilter.ledger.Verification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes append to one ledger in a PostgreSQL that flushes every commit, and one of them is
 * killed at a random moment, again and again.
 */
@Tag("R39")
class LedgerNodesTest {

  private static final int KILLS = System.getProperty("stress") == null ? 2 : 25;
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int MOST_ACKNOWLEDGED = 400;
  private static final int STILL_APPENDED = 200;

  @TempDir private Path folder;
  private final Random random = new Random(SEED);
  private final Set<String> acknowledged = new HashSet<>();

  @SuppressWarnings("NullAway.Init") // started before each test
  private EmbeddedPostgres server;

  @BeforeEach
  void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .start();
    SigningKeys.open(folder.resolve(FileLedgerStore.KEYS));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private WriterProcess node() throws IOException {
    return WriterProcess.start(folder.toString(), url());
  }

  private String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  @Test
  void kill_ofOneOfTwoNodes_losesNothingAndTheChainStaysOne() throws Exception {
    WriterProcess stays = node();
    try {
      for (int kill = 1; kill <= KILLS; kill++) {
        WriterProcess dies = node();
        dies.awaitMore(1 + random.nextInt(MOST_ACKNOWLEDGED));
        acknowledged.addAll(dies.kill());
        stays.forget();
        stays.awaitMore(STILL_APPENDED);
        assertOneChain("kill " + kill + ", seed " + SEED);
      }
    } finally {
      acknowledged.addAll(stays.kill());
    }
    assertOneChain("both are killed, seed " + SEED);
  }

  private void assertOneChain(String run) throws IOException {
    SigningKeys keys = SigningKeys.read(folder.resolve(FileLedgerStore.KEYS));
    JdbcConnectionPool database = LedgerWriter.database(url());
    Ledger ledger = new Ledger(new JdbcLedgerStore(database), keys, Clock.systemUTC());
    Verification verification = ledger.verify(List.of(), progress -> {});
    assertEquals(List.of(), verification.faults(), run);
    List<String> recorded = new ArrayList<>();
    ledger.export(record -> recorded.add(record.getString("recordId")), progress -> {});
    Set<String> once = new HashSet<>(recorded);
    assertEquals(recorded.size(), once.size(), run);
    assertTrue(once.containsAll(acknowledged), run);
    database.dispose();
  }
}
