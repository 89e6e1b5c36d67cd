// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.LoginStoreException;
import io.consentfilter.store.CaffeineLoginStore;
import io.consentfilter.store.JdbcLoginStore;
import io.consentfilter.store.RedisLoginStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.OptionalInt;

/** The store of logins, ready for use, with the connections to it. Thread-safe. */
final class OpenLogins implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(OpenLogins.class.getName());
  private static final int MOST_IN_MEMORY = 100_000;
  private static final int MOST_CONNECTIONS = 8;
  private static final long PATIENCE_MILLIS = 2_000;
  private static final String PATIENCE_SECONDS = "2";

  /** What H2 reports of a file that another process has open. */
  private static final int FILE_IN_USE = 90_020;

  private final LoginStore store;
  private final Runnable closing;

  private OpenLogins(LoginStore store, Runnable closing) {
    this.store = store;
    this.closing = closing;
  }

  /** Opens the place, makes its tables if they are not there, and asks it once. */
  static OpenLogins at(LoginPlace place, Path data) throws IOException {
    if (place instanceof LoginPlace.Folder) {
      return file(data);
    }
    if (place instanceof LoginPlace.Database database) {
      return database(database);
    }
    return place instanceof LoginPlace.Redis redis ? redis(redis) : memory();
  }

  private static OpenLogins memory() {
    return new OpenLogins(new CaffeineLoginStore(MOST_IN_MEMORY), () -> {});
  }

  // Databases

  private static OpenLogins file(Path data) throws IOException {
    Path file = data.toAbsolutePath().resolve("boekhuis");
    // Boekhuis closes it itself, after the last request; H2 would do so before.
    String url = "jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE";
    try {
      OpenLogins open = open(new LoginPlace.Database(url));
      PrivateFiles.close(data.resolve("boekhuis.mv.db"));
      return open;
    } catch (PoolInitializationException e) {
      if (code(e).equals(OptionalInt.of(FILE_IN_USE))) {
        LOG.log(
            Level.WARNING,
            "Another Boekhuis keeps its logins in {0}: this one keeps them in memory, until it"
                + " stops. Give each a --data of its own, or one --jdbc to share.",
            data);
        return memory();
      }
      throw new LoginPlaceException(
          "The logins in "
              + file
              + ".mv.db cannot be read"
              + state(e)
              + ". Move that file away to begin without any, or give another --data.");
    }
  }

  private static OpenLogins database(LoginPlace.Database database) throws LoginPlaceException {
    try {
      return open(database);
    } catch (PoolInitializationException e) {
      throw new LoginPlaceException(
          "The database of --jdbc cannot be reached at "
              + database.shown()
              + state(e)
              + ". Check that it runs, that host, port and database are right, and that the URL has"
              + " the user and password.");
    }
  }

  private static OpenLogins open(LoginPlace.Database database) throws LoginPlaceException {
    HikariDataSource pool = new HikariDataSource(configuration(database));
    try {
      JdbcLoginStore.createSchema(pool);
      return new OpenLogins(new JdbcLoginStore(pool), pool::close);
    } catch (LoginStoreException e) {
      pool.close();
      throw new LoginPlaceException(
          "The tables for logins cannot be made at "
              + database.shown()
              + ": "
              + e.getMessage()
              + ". Let this user make tables, or have them made with the schema.sql of the library.");
    }
  }

  private static HikariConfig configuration(LoginPlace.Database database) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("logins");
    // By name, since whether drivers are found by themselves depends on who loads this class.
    config.setDriverClassName(database.driver());
    config.setJdbcUrl(database.url());
    config.setMaximumPoolSize(MOST_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setValidationTimeout(PATIENCE_MILLIS / 2);
    if (database.postgres()) {
      hurry(config);
    }
    return config;
  }

  /** A visitor waits for a database that does not answer; what the URL says counts more. */
  private static void hurry(HikariConfig config) {
    config.addDataSourceProperty("connectTimeout", PATIENCE_SECONDS);
    config.addDataSourceProperty("loginTimeout", PATIENCE_SECONDS);
    config.addDataSourceProperty("cancelSignalTimeout", "1");
    config.addDataSourceProperty("socketTimeout", "10");
  }

  private static OptionalInt code(PoolInitializationException e) {
    return e.getCause() instanceof SQLException failure
        ? OptionalInt.of(failure.getErrorCode())
        : OptionalInt.empty();
  }

  /** Returns the SQLSTATE (ISO/IEC 9075-2), the one thing in a report that quotes nothing. */
  private static String state(PoolInitializationException e) {
    return e.getCause() instanceof SQLException failure && failure.getSQLState() != null
        ? " (SQLSTATE " + failure.getSQLState() + ")"
        : "";
  }

  // Redis

  private static OpenLogins redis(LoginPlace.Redis redis) throws LoginPlaceException {
    RedisLoginStore store = new RedisLoginStore(redis.uri());
    try {
      store.find("none");
      return new OpenLogins(store, store::close);
    } catch (LoginStoreException e) {
      store.close();
      throw new LoginPlaceException(
          "The Redis of --redis cannot be used at "
              + redis.shown()
              + ": "
              + e.getMessage()
              + ". Check that it runs, that host and port are right, and that the URI has the user"
              + " and password that it wants.");
    }
  }

  LoginStore store() {
    return store;
  }

  @Override
  public void close() {
    closing.run();
  }
}
