// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.LedgerStoreContract;
import io.consentfilter.ledger.SigningKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 in a file, which commits to memory first. */
class JdbcLedgerStoreInFileTest extends LedgerStoreContract {

  private static final int KILLS = System.getProperty("stress") == null ? 2 : 50;
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int MOST_ACKNOWLEDGED = 400;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // the contract asks for the store before each test
  private JdbcConnectionPool pool;

  @Override
  protected LedgerStore newStore() {
    pool = JdbcConnectionPool.create("jdbc:h2:file:" + folder.resolve("contract"), "", "");
    JdbcLedgerStore.createSchema(pool);
    return new JdbcLedgerStore(pool);
  }

  @Override
  protected LedgerStore again() {
    return new JdbcLedgerStore(pool);
  }

  @Override
  protected void dispose() {
    pool.dispose();
  }

  @Test
  @Tag("R39")
  void append_returned_isFlushed() {
    FilePath.register(new DurableFiles());
    // So that its background writer would often come between a commit and its flush.
    String url = "jdbc:h2:durable:" + folder.resolve("watched") + ";WRITE_DELAY=1";
    JdbcConnectionPool watched = JdbcConnectionPool.create(url, "", "");
    JdbcLedgerStore.createSchema(watched);
    LedgerStore watchedStore = new JdbcLedgerStore(watched);
    for (int i = 0; i < 300; i++) {
      String hash = watchedStore.append(Entries.ANY).hash();
      assertTrue(DurableFiles.flushed().contains("\"hash\":\"" + hash + "\""), "line " + i);
    }
    watched.dispose();
  }

  @Test
  @Tag("R39")
  void kill_underLoad_losesNothingThatWasAcknowledged() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("killed");
    Random random = new Random(SEED);
    Set<String> acknowledged = new HashSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      WriterProcess writer = WriterProcess.start(folder.toString(), url);
      writer.awaitMore(1 + random.nextInt(MOST_ACKNOWLEDGED));
      acknowledged.addAll(writer.kill());
      SigningKeys keys = SigningKeys.read(folder.resolve(FileLedgerStore.KEYS));
      JdbcConnectionPool database = LedgerWriter.database(url);
      Ledger ledger = new Ledger(new JdbcLedgerStore(database), keys, Clock.systemUTC());
      String run = "kill " + kill + ", seed " + SEED;
      assertEquals(List.of(), ledger.verify(List.of(), progress -> {}).faults(), run);
      assertTrue(LedgerCrashTest.recorded(ledger).containsAll(acknowledged), run);
      // Or the next process finds the file locked.
      database.dispose();
    }
  }
}
