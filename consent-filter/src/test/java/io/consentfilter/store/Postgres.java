// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * A real PostgreSQL on this machine's loopback interface, started once for all tests.
 *
 * <p>It ends with the tests' process. Safe for use by several threads.
 */
public final class Postgres {

  private static final int MOST_CONNECTIONS = 16;
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private Postgres() {}

  /** Starts the server when it is first asked for. */
  private static final class Server {
    static final EmbeddedPostgres RUNNING = started();

    private static EmbeddedPostgres started() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static int port() {
    return Server.RUNNING.getPort();
  }

  /**
   * Connections to a new schema with the tables of the store.
   *
   * @return a pool, which the caller disposes of
   */
  public static JdbcConnectionPool newPool() {
    String schema = newSchema();
    JdbcConnectionPool pool = pool(source(port(), schema));
    JdbcLoginStore.createSchema(pool);
    return pool;
  }

  static String newSchema() {
    String schema = "test" + SCHEMAS.incrementAndGet();
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return schema;
  }

  static JdbcConnectionPool pool(PGConnectionPoolDataSource source) {
    JdbcConnectionPool pool = JdbcConnectionPool.create(source);
    pool.setMaxConnections(MOST_CONNECTIONS);
    return pool;
  }

  static PGConnectionPoolDataSource source(int port, String schema) {
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    source.setCurrentSchema(schema);
    return source;
  }
}
