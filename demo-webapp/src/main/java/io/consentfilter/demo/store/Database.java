// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The database, PostgreSQL or H2. Only what belongs to no firm, or finds out to which firm
 * something belongs, asks it directly; everything else asks a {@link Tenant}. Thread-safe.
 */
public final class Database implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 8;
  private static final long PATIENCE_MILLIS = 2_000;
  private static final int ROWS_AT_ONCE = 200;

  /** The transaction that the present thread is in. */
  private static final ThreadLocal<@Nullable Joined> JOINED = new ThreadLocal<>();

  private final HikariDataSource pool;

  private record Joined(Database database, Connection connection) {}

  private Database(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Opens the database and makes its tables if they are not there.
   *
   * @param url how JDBC reaches it
   * @throws DataException if it cannot be reached or refuses the tables
   */
  public static Database open(String url) {
    Database database = new Database(new HikariDataSource(configuration(url)));
    try {
      for (String statement : schema().split(";\\s*\n", -1)) {
        if (!statement.isBlank()) {
          database.make(statement);
        }
      }
      return database;
    } catch (DataException e) {
      database.close();
      throw e;
    }
  }

  /** PostgreSQL lets two nodes make the same table at once, and refuses the later one. */
  private void make(String statement) {
    try {
      change(statement);
    } catch (DataException e) {
      if (!e.taken()) {
        throw e;
      }
      change(statement);
    }
  }

  private static HikariConfig configuration(String url) {
    boolean postgres = url.startsWith("jdbc:postgresql:");
    HikariConfig config = new HikariConfig();
    config.setPoolName("books");
    // By name, since whether drivers are found by themselves depends on who loads this class.
    config.setDriverClassName(postgres ? "org.postgresql.Driver" : "org.h2.Driver");
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(MOST_CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setValidationTimeout(PATIENCE_MILLIS / 2);
    if (postgres) {
      config.addDataSourceProperty("connectTimeout", "2");
      config.addDataSourceProperty("loginTimeout", "2");
      config.addDataSourceProperty("cancelSignalTimeout", "1");
      config.addDataSourceProperty("socketTimeout", "10");
    }
    return config;
  }

  private static String schema() {
    try (InputStream in =
        Objects.requireNonNull(Database.class.getResourceAsStream("schema.sql"), "schema.sql")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)^--.*$", "");
    } catch (IOException e) {
      throw new IllegalStateException("schema.sql cannot be read", e);
    }
  }

  /** Returns the part of the database that belongs to one firm. */
  public Tenant tenant(String id) {
    return new Tenant(this, id);
  }

  /**
   * Does all of it or nothing: what throws takes everything back.
   *
   * @return what the work returned
   */
  public <T> T atomically(Supplier<T> work) {
    if (joined() != null) {
      return work.get();
    }
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      JOINED.set(new Joined(this, connection));
      return committed(connection, work);
    } catch (SQLException e) {
      throw new DataException(e);
    } finally {
      JOINED.remove();
    }
  }

  private @Nullable Connection joined() {
    Joined joined = JOINED.get();
    return joined != null && joined.database() == this ? joined.connection() : null;
  }

  /** The pool sets the connection back to committing each statement. */
  private static <T> T committed(Connection connection, Supplier<T> work) throws SQLException {
    try {
      T result = work.get();
      connection.commit();
      return result;
    } catch (RuntimeException e) {
      takeBack(connection, e);
      throw e;
    }
  }

  /** A connection that is gone has taken everything back by itself. */
  private static void takeBack(Connection connection, RuntimeException why) {
    try {
      connection.rollback();
    } catch (SQLException gone) {
      why.addSuppressed(gone);
    }
  }

  /** Returns a reading of every row that the query finds. */
  public <T> List<T> list(String sql, Function<Row, T> reader, Object... arguments) {
    List<T> found = new ArrayList<>();
    each(sql, row -> found.add(reader.apply(row)), arguments);
    return found;
  }

  /** Returns a reading of the first row that the query finds. */
  public <T> Optional<T> first(String sql, Function<Row, T> reader, Object... arguments) {
    return list(sql, reader, arguments).stream().findFirst();
  }

  /** Hands every row on as it comes; inside {@link #atomically} no driver keeps them all. */
  public void each(String sql, Consumer<Row> reader, Object... arguments) {
    with(
        sql,
        arguments,
        statement -> {
          statement.setFetchSize(ROWS_AT_ONCE);
          try (ResultSet rows = statement.executeQuery()) {
            Row row = new Row(rows);
            while (rows.next()) {
              reader.accept(row);
            }
            return 0;
          }
        });
  }

  /** Changes rows, or the tables, and returns how many rows it were. */
  public int change(String sql, Object... arguments) {
    return with(sql, arguments, PreparedStatement::executeUpdate);
  }

  private interface Use {
    int with(PreparedStatement statement) throws SQLException;
  }

  private int with(String sql, Object[] arguments, Use use) {
    Connection mine = joined();
    if (mine != null) {
      return prepared(mine, sql, arguments, use);
    }
    try (Connection connection = pool.getConnection()) {
      return prepared(connection, sql, arguments, use);
    } catch (SQLException e) {
      throw new DataException(e);
    }
  }

  private static int prepared(Connection connection, String sql, Object[] arguments, Use use) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        set(statement, i + 1, arguments[i]);
      }
      return use.with(statement);
    } catch (SQLException e) {
      throw new DataException(e);
    }
  }

  private static void set(PreparedStatement statement, int place, Object value)
      throws SQLException {
    if (value instanceof Optional<?> maybe) {
      if (maybe.isEmpty()) {
        statement.setNull(place, Types.NULL);
      } else {
        set(statement, place, maybe.get());
      }
    } else if (value instanceof Instant moment) {
      statement.setLong(place, moment.toEpochMilli());
    } else if (value instanceof LocalDate day) {
      statement.setString(place, day.toString());
    } else {
      statement.setObject(place, value);
    }
  }

  /** Lets go of all connections. */
  @Override
  public void close() {
    pool.close();
  }
}
