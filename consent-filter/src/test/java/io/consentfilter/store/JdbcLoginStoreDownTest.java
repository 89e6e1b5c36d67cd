// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginStore;
import io.consentfilter.login.LoginStoreException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that goes away and comes back. */
class JdbcLoginStoreDownTest {

  private static EmbeddedPostgres started(Path directory, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory)
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  private static DataSource unpooled(int port) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    return source;
  }

  private static void assertEveryMethodThrows(LoginStore store) {
    Calls.ofEveryMethod()
        .forEach(
            (name, call) ->
                assertThrows(LoginStoreException.class, () -> call.accept(store), name));
  }

  @Test
  @Tag("R74")
  void everyMethod_serverStopped_throwsUntilItIsBackAndThenKnowsAll(@TempDir Path directory)
      throws Exception {
    int port;
    LoginStore store;
    LoginStore pooled;
    JdbcConnectionPool pool;
    try (EmbeddedPostgres server = started(directory, 0)) {
      port = server.getPort();
      store = new JdbcLoginStore(unpooled(port));
      pool = Postgres.pool(Postgres.source(port, "public"));
      pooled = new JdbcLoginStore(pool);
      JdbcLoginStore.createSchema(unpooled(port));
      store.remember(Calls.SERIES);
      assertTrue(store.insert(Calls.ROW));
      assertTrue(store.insert(Calls.row("ended", "anna", Optional.empty())));
      pooled.end("ended");
    }
    assertEveryMethodThrows(store);
    assertEveryMethodThrows(pooled);
    assertThrows(LoginStoreException.class, () -> JdbcLoginStore.createSchema(unpooled(port)));
    try (EmbeddedPostgres server = started(directory, port)) {
      assertEquals(port, server.getPort());
      for (LoginStore back : new LoginStore[] {store, pooled}) {
        assertEquals(Optional.of(Calls.ROW), back.find(Calls.ROW.id()));
        assertEquals(Optional.of(Calls.SERIES), back.series(Calls.SERIES.selector()));
        assertEquals(Optional.empty(), back.find("ended"));
      }
      assertTrue(store.replace(Calls.HASH, Calls.replaced(Calls.SERIES)));
      pool.dispose();
    }
  }

  @Test
  void everyMethod_poolClosed_throws() {
    JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:closed", "sa", "");
    pool.dispose();
    assertEveryMethodThrows(new JdbcLoginStore(pool));
  }
}
