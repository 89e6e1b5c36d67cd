// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginStore;
import io.consentfilter.login.LoginStoreException;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.postgresql.ds.PGConnectionPoolDataSource;

@TestInstance(Lifecycle.PER_CLASS)
class JdbcLoginStoreOnPostgresTest extends JdbcLoginStoreContract {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final JdbcConnectionPool pool = Postgres.newPool();

  @AfterAll
  void close() {
    pool.dispose();
  }

  @Override
  DataSource dataSource() {
    return pool;
  }

  @Override
  String resuming() {
    return "with";
  }

  @Test
  void createSchema_onManyNodesAtOnce_succeedsOnEach() throws Exception {
    JdbcConnectionPool empty =
        Postgres.pool(Postgres.source(Postgres.port(), Postgres.newSchema()));
    ExecutorService nodes = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> starts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        starts.add(
            () -> {
              JdbcLoginStore.createSchema(empty);
              return new JdbcLoginStore(empty).find("nobody").isEmpty();
            });
      }
      for (Future<Boolean> node : nodes.invokeAll(starts)) {
        assertTrue(node.get());
      }
    } finally {
      nodes.shutdownNow();
      empty.dispose();
    }
  }

  @Test
  void replace_rowLockedByAnother_isGivenUpAndRepeatable() throws Exception {
    newStore().remember(Calls.SERIES);
    LoginStore impatient = new JdbcLoginStore(pool, Duration.ofSeconds(1));
    try (Connection other = pool.getConnection();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT * FROM consent_series FOR UPDATE");
      assertTimeoutPreemptively(
          PATIENCE,
          () -> {
            assertThrows(
                LoginStoreException.class,
                () -> impatient.replace(Calls.HASH, Calls.replaced(Calls.SERIES)));
            assertThrows(
                LoginStoreException.class, () -> impatient.endSeries(Calls.SERIES.selector()));
          });
      other.rollback();
    }
    assertTrue(impatient.replace(Calls.HASH, Calls.replaced(Calls.SERIES)));
  }

  @Test
  void find_silentServer_isGivenUp() throws Exception {
    newStore().insert(Calls.row("a", "anna", Optional.empty()));
    try (Wire wire = new Wire(Postgres.port())) {
      PGConnectionPoolDataSource source = Postgres.source(wire.port(), schema());
      source.setCancelSignalTimeout(1);
      JdbcConnectionPool wired = Postgres.pool(source);
      LoginStore store = new JdbcLoginStore(wired, Duration.ofSeconds(1));
      assertTrue(store.find("a").isPresent());
      wire.freeze(true);
      assertTimeoutPreemptively(
          PATIENCE, () -> assertThrows(LoginStoreException.class, () -> store.find("a")));
      wire.freeze(false);
      wired.dispose();
    }
  }

  @Test
  @Tag("E49")
  void everyMethod_overTheWire_makesAsManyTurns() throws Exception {
    Map<String, Integer> expected =
        Map.ofEntries(
            Map.entry("insert", 1),
            Map.entry("find", 1),
            Map.entry("ofUser", 1),
            Map.entry("active", 3),
            Map.entry("authenticated", 1),
            Map.entry("end", 1),
            Map.entry("endLogins", 3),
            Map.entry("endSeries", 5),
            Map.entry("endUser", 5),
            Map.entry("remember", 1),
            Map.entry("series", 1),
            Map.entry("seriesOf", 1),
            Map.entry("replace", 1),
            Map.entry("resume", 1),
            Map.entry("confirm", 1),
            Map.entry("purgeLogins", 3),
            Map.entry("purgeSeries", 3));
    try (Wire wire = new Wire(Postgres.port())) {
      JdbcConnectionPool wired = Postgres.pool(Postgres.source(wire.port(), schema()));
      LoginStore store = new JdbcLoginStore(wired);
      store.find("nobody");
      for (Map.Entry<String, Consumer<LoginStore>> call : Calls.ofEveryMethod().entrySet()) {
        emptyTables();
        newStore().remember(Calls.SERIES);
        assertTrue(newStore().insert(Calls.ROW));
        int before = wire.turns();
        call.getValue().accept(store);
        assertEquals(expected.get(call.getKey()), wire.turns() - before, call.getKey());
      }
      wired.dispose();
    }
  }

  private String schema() throws Exception {
    try (Connection connection = pool.getConnection()) {
      return connection.getSchema();
    }
  }

  /** A pool may be set to any isolation; the loser of a race must not fail because of it. */
  @Test
  @Tag("E53")
  void replace_loserAtStrictIsolation_looksAgainAndLoses() throws Exception {
    newStore().remember(Calls.SERIES);
    PGConnectionPoolDataSource source = Postgres.source(Postgres.port(), schema());
    source.setOptions("-c default_transaction_isolation=serializable");
    JdbcConnectionPool strict = Postgres.pool(source);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Connection winner = pool.getConnection();
        Statement statement = winner.createStatement()) {
      winner.setAutoCommit(false);
      statement.execute("UPDATE consent_series SET current_hash = '" + "C".repeat(43) + "'");
      LoginStore store = new JdbcLoginStore(strict, Duration.ofSeconds(30));
      Future<Boolean> loser =
          thread.submit(() -> store.replace(Calls.HASH, Calls.replaced(Calls.SERIES)));
      assertTimeoutPreemptively(PATIENCE, this::awaitAWaiter);
      winner.commit();
      assertEquals(false, loser.get());
    } finally {
      thread.shutdownNow();
      strict.dispose();
    }
  }

  private void awaitAWaiter() throws Exception {
    while (rows("SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty()) {
      Thread.onSpinWait();
    }
  }
}
