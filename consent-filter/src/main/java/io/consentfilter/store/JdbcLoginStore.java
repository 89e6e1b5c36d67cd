// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.LoginStoreException;
import io.consentfilter.login.Series;
import io.consentfilter.login.TokenHash;
import io.consentfilter.store.JdbcTransactions.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Logins and series in a relational database that every node shares: PostgreSQL 13 or later, or H2
 * 2.x.
 *
 * <p>The tables are those of {@code schema.sql} beside this class; {@link #createSchema} makes
 * them. A PostgreSQL database must be in UTF-8, an H2 database must compare text exactly, as both
 * do unless told otherwise ({@code IGNORECASE}, {@code SET COLLATION}). User ids may have 512
 * characters, ids of logins and selectors 64.
 *
 * <p>Each call borrows one connection from the data source, which should be a pool on the primary
 * server and must not enlist in transactions of its caller, and gives it back in the mode it came
 * in. To find a login or a series, to replace one and to confirm one, and to resume takes a single
 * statement. A transaction that the database breaks off for the sake of another is repeated, at
 * most four times.
 *
 * <p>A statement is given up after a time limit, and a connection that stays silent a second longer
 * is closed. PostgreSQL's driver waits for the attempt to cancel besides, 10 seconds unless its
 * {@code cancelSignalTimeout} says less; a driver without {@link
 * java.sql.Connection#setNetworkTimeout} needs a limit of its own. How long the data source may
 * take to give a connection, and how it notices dead ones, is for the data source to limit.
 *
 * <p>What the database reports is passed on as a cause only if it cannot quote a row. Safe for use
 * by several threads, as far as the data source is.
 */
public final class JdbcLoginStore implements LoginStore {

  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);

  private final JdbcTransactions transactions;

  /**
   * Makes a store whose statements are given up after 3 seconds.
   *
   * @param dataSource gives connections to a database with the tables of this store
   */
  public JdbcLoginStore(DataSource dataSource) {
    this(dataSource, TIMEOUT);
  }

  /**
   * Makes a store.
   *
   * @param dataSource gives connections to a database with the tables of this store
   * @param timeout when to give up a statement, in whole seconds from 1 to 60
   * @throws IllegalArgumentException if {@code timeout} is anything else
   */
  public JdbcLoginStore(DataSource dataSource, Duration timeout) {
    requireNonNull(dataSource, "dataSource");
    boolean whole = timeout.equals(Duration.ofSeconds(timeout.toSeconds()));
    if (!whole || timeout.toSeconds() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "the timeout must be in whole seconds from 1 to 60, got " + timeout);
    }
    transactions = new JdbcTransactions(dataSource, timeout, JdbcFailure::reported);
  }

  /**
   * Makes the tables and indexes that are not there yet; those that are there stay as they are.
   * Several nodes may do so at the same moment.
   *
   * @param dataSource gives connections of a user that may make tables
   * @throws LoginStoreException if the database cannot be asked or refuses
   */
  public static void createSchema(DataSource dataSource) {
    new JdbcTransactions(dataSource, LONGEST_TIMEOUT, JdbcFailure::reported).defining(schema());
  }

  private static String schema() {
    try (InputStream script = JdbcLoginStore.class.getResourceAsStream("schema.sql")) {
      return new String(requireNonNull(script, "schema.sql").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the id was used before, or if a text is too long or holds a
   *     NUL or half a surrogate pair
   */
  @Override
  public boolean insert(LoginRow row) {
    Object[] values = JdbcRows.values(row);
    return transactions.storing(
            session ->
                row.series().isEmpty()
                    ? session.update(JdbcSql.INSERT_LOGIN, values)
                    : session.update(JdbcSql.INSERT_LOGIN_OF_SERIES, and(values, row.series())))
        == 1;
  }

  private static Object[] and(Object[] values, Object... more) {
    Object[] all = new Object[values.length + more.length];
    System.arraycopy(values, 0, all, 0, values.length);
    System.arraycopy(more, 0, all, values.length, more.length);
    return all;
  }

  @Override
  public Optional<LoginRow> find(String loginId) {
    return transactions.alone(
        session -> session.first(JdbcSql.FIND_LOGIN, JdbcRows::login, loginId));
  }

  @Override
  public List<LoginRow> ofUser(String userId) {
    return transactions.alone(
        session -> session.list(JdbcSql.LOGINS_OF_USER, JdbcRows::login, userId));
  }

  @Override
  public Optional<Instant> active(String loginId, Instant at) {
    return transactions.together(
        session -> {
          Optional<Instant> before =
              session.first(
                  JdbcSql.LOCK_ACTIVE, row -> Instant.ofEpochMilli(row.getLong(1)), loginId);
          if (before.filter(at::isAfter).isPresent()) {
            session.update(JdbcSql.SET_ACTIVE, at, loginId);
          }
          return before;
        });
  }

  @Override
  public void authenticated(String loginId, Instant at) {
    transactions.alone(session -> session.update(JdbcSql.SET_AUTHENTICATED, at, loginId, at));
  }

  @Override
  public void end(String loginId) {
    transactions.alone(session -> session.update(JdbcSql.DELETE_LOGIN, loginId));
  }

  @Override
  public Set<String> endLogins(String selector) {
    return transactions.together(session -> deleted(session, JdbcSql.LOCK_LOGINS, selector));
  }

  private static Set<String> deleted(JdbcSession session, String lock, Object... values)
      throws SQLException {
    List<String> ids = session.texts(lock, values);
    if (!ids.isEmpty()) {
      session.update(JdbcSql.DELETE_LOGINS, ids);
    }
    return Set.copyOf(ids);
  }

  @Override
  public Set<String> endSeries(String selector) {
    return transactions.together(
        session -> {
          List<String> series = session.texts(JdbcSql.LOCK_SERIES, selector);
          Set<String> ended = deleted(session, JdbcSql.LOCK_LOGINS, selector);
          deleteSeries(session, series);
          return ended;
        });
  }

  @Override
  public Set<String> endUser(String userId) {
    return transactions.together(
        session -> {
          List<String> series = session.texts(JdbcSql.LOCK_SERIES_OF_USER, userId);
          Set<String> ended = deleted(session, JdbcSql.LOCK_LOGINS_OF_USER, userId, series);
          deleteSeries(session, series);
          return ended;
        });
  }

  private static void deleteSeries(JdbcSession session, List<String> selectors)
      throws SQLException {
    if (!selectors.isEmpty()) {
      session.update(JdbcSql.DELETE_SERIES, selectors);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the selector was used before, or if a text is too long or
   *     holds a NUL or half a surrogate pair
   */
  @Override
  public void remember(Series series) {
    Object[] name = {series.selector()};
    transactions.storing(
        session -> session.update(JdbcSql.INSERT_SERIES, and(name, JdbcRows.values(series))));
  }

  @Override
  public Optional<Series> series(String selector) {
    return transactions.alone(
        session -> session.first(JdbcSql.FIND_SERIES, JdbcRows::series, selector));
  }

  @Override
  public List<Series> seriesOf(String userId) {
    return transactions.alone(
        session -> session.list(JdbcSql.SERIES_OF_USER, JdbcRows::series, userId));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a text is too long or holds a NUL or half a surrogate pair
   */
  @Override
  public boolean replace(TokenHash expected, Series next) {
    Object[] values = replacing(expected, next);
    return transactions.storing(session -> session.update(JdbcSql.REPLACE_SERIES, values)) == 1;
  }

  private static Object[] replacing(TokenHash expected, Series next) {
    return and(JdbcRows.values(next), next.selector(), expected.text());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the login names another series or none, if its id was used
   *     before, or if a text is too long or holds a NUL or half a surrogate pair
   */
  @Override
  public boolean resume(TokenHash expected, Series next, LoginRow login) {
    Resumption.check(next, login);
    Object[] replacing = replacing(expected, next);
    Object[] adding = JdbcRows.values(login);
    return transactions.storing(
            session ->
                session.isH2()
                    ? session.update(JdbcSql.RESUME_IN_H2, and(adding, replacing))
                    : session.update(JdbcSql.RESUME, and(replacing, adding)))
        == 1;
  }

  @Override
  public void confirm(String selector, TokenHash current) {
    transactions.alone(session -> session.update(JdbcSql.CONFIRM_SERIES, selector, current.text()));
  }

  /** {@inheritDoc} Forgets at most 500 in one transaction. */
  @Override
  public int purgeLogins(Instant activeBefore, Instant begunBefore) {
    return purged(
        session -> session.texts(JdbcSql.SOME_LOGINS_OVER, activeBefore, begunBefore),
        (session, ids) ->
            session.update(JdbcSql.DELETE_LOGINS_OVER, ids, activeBefore, begunBefore));
  }

  /** {@inheritDoc} Forgets at most 500, with their logins, in one transaction. */
  @Override
  public int purgeSeries(Instant createdBefore) {
    return purged(
        session -> session.texts(JdbcSql.SOME_SERIES_OVER, createdBefore),
        (session, selectors) -> session.update(JdbcSql.DELETE_SERIES, selectors));
  }

  @FunctionalInterface
  private interface Deletion {
    int of(JdbcSession session, List<String> some) throws SQLException;
  }

  private int purged(Work<List<String>> picked, Deletion deletion) {
    int all = 0;
    List<String> some = transactions.alone(picked);
    while (!some.isEmpty()) {
      List<String> batch = some;
      all += transactions.alone(session -> deletion.of(session, batch));
      some = transactions.alone(picked);
    }
    return all;
  }
}
