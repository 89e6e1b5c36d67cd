// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.store.JdbcSession.Restored;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Work on connections that are borrowed for one transaction and given back as they were.
 *
 * <p>Safe for use by several threads.
 */
final class JdbcTransactions {

  private static final int MOST_ATTEMPTS = 5;

  /** What the network may take longer than the statement, so that its end is heard of. */
  private static final Duration HEADROOM = Duration.ofSeconds(1);

  private final DataSource dataSource;
  private final int seconds;
  private final Function<SQLException, RuntimeException> report;

  /**
   * Makes transactions.
   *
   * @param report turns what the database reported into what the store throws
   */
  JdbcTransactions(
      DataSource dataSource, Duration timeout, Function<SQLException, RuntimeException> report) {
    this.dataSource = dataSource;
    this.report = report;
    this.seconds = Math.toIntExact(timeout.toSeconds());
  }

  /** What is done with a connection. */
  @FunctionalInterface
  interface Work<T> {
    T on(JdbcSession session) throws SQLException;
  }

  /** Runs a single statement, which needs no transaction of its own where each commits itself. */
  <T> T alone(Work<T> work) {
    try {
      return tried(false, JdbcFailure::isConflict, work);
    } catch (SQLException e) {
      throw report.apply(e);
    }
  }

  /**
   * Runs a single statement that stores values of the caller.
   *
   * @throws IllegalArgumentException if the database refuses one of them
   */
  <T> T storing(Work<T> work) {
    try {
      return tried(false, JdbcFailure::isConflict, work);
    } catch (SQLException e) {
      throw JdbcFailure.isRefusal(e) ? JdbcFailure.refused(e) : report.apply(e);
    }
  }

  /** Runs a single statement that keeps a row, unless somebody else keeps the same just now. */
  void keeping(Work<Integer> work) {
    try {
      tried(
          false,
          failure -> JdbcFailure.isConflict(failure) || JdbcFailure.isDuplicate(failure),
          work);
    } catch (SQLException e) {
      throw report.apply(e);
    }
  }

  /** Runs statements that have an effect together or not at all. */
  <T> T together(Work<T> work) {
    try {
      return tried(true, JdbcFailure::isConflict, work);
    } catch (SQLException e) {
      throw report.apply(e);
    }
  }

  /** Runs statements that make tables, unless somebody else makes the same at this moment. */
  void defining(String script) {
    try {
      tried(
          true,
          JdbcFailure::isRivalDefinition,
          session -> {
            session.script(script);
            return true;
          });
    } catch (SQLException e) {
      throw report.apply(e);
    }
  }

  private <T> T tried(boolean several, Predicate<SQLException> again, Work<T> work)
      throws SQLException {
    for (int attempt = 1; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        return once(several, work);
      } catch (SQLException e) {
        if (!again.test(e)) {
          throw e;
        }
      }
    }
    return once(several, work);
  }

  @SuppressWarnings("try")
  private <T> T once(boolean several, Work<T> work) throws SQLException {
    try (Connection connection = connection();
        Restored limit = limited(connection)) {
      JdbcSession session = new JdbcSession(connection, seconds);
      return !several && connection.getAutoCommit()
          ? work.on(session)
          : committed(connection, session, work);
    }
  }

  /** Some pools report that they are closed or exhausted with exceptions of their own. */
  private Connection connection() throws SQLException {
    try {
      return dataSource.getConnection();
    } catch (RuntimeException e) {
      throw new SQLException("the data source gives no connection", "08001", e);
    }
  }

  /** A statement's own limit ends nothing when the database no longer answers at all. */
  private Restored limited(Connection connection) throws SQLException {
    int millis = Math.toIntExact(HEADROOM.plusSeconds(seconds).toMillis());
    try {
      int before = connection.getNetworkTimeout();
      if (before != 0 && before <= millis) {
        return () -> {};
      }
      connection.setNetworkTimeout(Runnable::run, millis);
      return () -> connection.setNetworkTimeout(Runnable::run, before);
    } catch (SQLFeatureNotSupportedException e) {
      return () -> {};
    }
  }

  private static <T> T committed(Connection connection, JdbcSession session, Work<T> work)
      throws SQLException {
    boolean auto = connection.getAutoCommit();
    connection.setAutoCommit(false);
    T result;
    try {
      result = work.on(session);
      connection.commit();
    } catch (SQLException | RuntimeException | Error e) {
      rollBack(connection, auto, e);
      throw e;
    }
    connection.setAutoCommit(auto);
    return result;
  }

  /** Leaves a connection that cannot be rolled back alone: to change its mode would commit. */
  private static void rollBack(Connection connection, boolean auto, Throwable failure) {
    try {
      connection.rollback();
      connection.setAutoCommit(auto);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
