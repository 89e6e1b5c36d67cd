// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, each of which the database gives up after a time limit.
 *
 * <p>Values are texts, instants, numbers, booleans, optionals of these, and lists of texts. A text
 * that no database keeps, with a NUL or half a surrogate pair, is sent as SQL's NULL: it equals
 * nothing and no column of a row takes it. Not safe for use by several threads.
 */
final class JdbcSession {

  private final Connection connection;
  private final int seconds;

  JdbcSession(Connection connection, int seconds) {
    this.connection = connection;
    this.seconds = seconds;
  }

  /** Makes something of the row that a result stands at. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Puts a setting of a connection back. */
  @FunctionalInterface
  interface Restored extends AutoCloseable {
    @Override
    void close() throws SQLException;
  }

  @FunctionalInterface
  private interface Execution<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /** Returns how many rows were touched. */
  int update(String sql, Object... values) throws SQLException {
    return executed(sql, PreparedStatement::executeUpdate, values);
  }

  /** Runs one statement with several rows of values, which travel together. */
  @SuppressWarnings("try")
  void updates(String sql, List<Object[]> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        Restored limit = limited(statement)) {
      for (Object[] values : rows) {
        for (int i = 0; i < values.length; i++) {
          bind(statement, i + 1, values[i]);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  <T> Optional<T> first(String sql, Reader<T> reader, Object... values) throws SQLException {
    return list(sql, reader, values).stream().findFirst();
  }

  List<String> texts(String sql, Object... values) throws SQLException {
    return list(sql, row -> row.getString(1), values);
  }

  <T> List<T> list(String sql, Reader<T> reader, Object... values) throws SQLException {
    return executed(
        sql,
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
              all.add(reader.read(rows));
            }
            return List.copyOf(all);
          }
        },
        values);
  }

  /** Runs several statements without values. */
  @SuppressWarnings("try")
  void script(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        Restored limit = limited(statement)) {
      statement.execute(sql);
    }
  }

  /** Returns whether this is H2, of which some things must be asked in another way. */
  boolean isH2() throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("H2");
  }

  @SuppressWarnings("try")
  private <T> T executed(String sql, Execution<T> execution, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        Restored limit = limited(statement)) {
      for (int i = 0; i < values.length; i++) {
        bind(statement, i + 1, values[i]);
      }
      return execution.of(statement);
    }
  }

  /** Some drivers keep the limit on the connection, which the application uses after us. */
  private Restored limited(Statement statement) throws SQLException {
    int before = statement.getQueryTimeout();
    statement.setQueryTimeout(seconds);
    return () -> statement.setQueryTimeout(before);
  }

  private void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value instanceof Optional<?> optional) {
      bind(statement, index, optional.orElse(null));
    } else if (value instanceof String text && isKept(text)) {
      statement.setString(index, text);
    } else if (value instanceof Instant instant) {
      statement.setLong(index, instant.toEpochMilli());
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Boolean flag) {
      statement.setBoolean(index, flag);
    } else if (value instanceof List<?> texts) {
      statement.setArray(index, connection.createArrayOf("varchar", texts.toArray()));
    } else if (value == null || value instanceof String) {
      statement.setNull(index, Types.NULL);
    } else {
      throw new IllegalArgumentException("no column takes a " + value.getClass().getName());
    }
  }

  private static boolean isKept(String text) {
    return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
  }
}
