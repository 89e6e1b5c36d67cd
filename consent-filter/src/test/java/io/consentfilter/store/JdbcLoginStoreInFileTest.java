// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class JdbcLoginStoreInFileTest extends JdbcLoginStoreContract {

  @TempDir static Path directory;

  private JdbcConnectionPool pool;

  private static JdbcConnectionPool newPool() {
    return JdbcConnectionPool.create("jdbc:h2:file:" + directory.resolve("logins"), "sa", "");
  }

  @BeforeAll
  void createTables() {
    pool = newPool();
    JdbcLoginStore.createSchema(pool);
  }

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
    return "insert";
  }

  @Test
  @Tag("R74")
  void find_afterARestart_knowsWhatLivedAndWhatWasEnded() {
    newStore().remember(Calls.SERIES);
    assertTrue(newStore().insert(Calls.ROW));
    assertTrue(newStore().insert(Calls.row("ended", "anna", Optional.empty())));
    newStore().end("ended");
    pool.dispose();
    pool = newPool();
    assertEquals(Optional.of(Calls.ROW), newStore().find(Calls.ROW.id()));
    assertEquals(Optional.of(Calls.SERIES), newStore().series(Calls.SERIES.selector()));
    assertEquals(Optional.empty(), newStore().find("ended"));
  }
}
