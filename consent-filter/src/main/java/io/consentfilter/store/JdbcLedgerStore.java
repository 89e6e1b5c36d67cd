// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.consentfilter.ledger.Entry;
import io.consentfilter.ledger.Head;
import io.consentfilter.ledger.LedgerException;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A ledger in a relational database that every node appends to: PostgreSQL 13 or later, or H2 2.x.
 *
 * <p>The tables are those of {@code ledger-schema.sql} beside this class; {@link #createSchema}
 * makes them. Every append locks one row, so that there is one chain however many nodes there are;
 * threads of one node that append at the same time share a transaction. An append outlives a crash
 * as far as the database keeps what it commits: leave {@code synchronous_commit} and {@code fsync}
 * of PostgreSQL on. H2 commits to memory and writes later, so its file is flushed after every
 * append ({@code CHECKPOINT SYNC}) and its background writer is turned off for good ({@code SET
 * WRITE_DELAY 0}): the user must be an administrator of it, and no URL may set another delay.
 *
 * <p>Each call borrows one connection from the data source, which should be a pool, and gives it
 * back in the mode it came in. A statement is given up after a time limit. Safe for use by several
 * threads, as far as the data source is.
 */
public final class JdbcLedgerStore implements LedgerStore {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int LONGEST = 60_000;

  private final JdbcTransactions transactions;
  private final JdbcTransactions patient;
  private final GroupCommit group = new GroupCommit(this::appended);

  /**
   * Makes a store whose appends are given up after 5 seconds.
   *
   * @param dataSource gives connections to a database with the tables of this store; stays open
   */
  public JdbcLedgerStore(DataSource dataSource) {
    requireNonNull(dataSource, "dataSource");
    transactions = new JdbcTransactions(dataSource, TIMEOUT, JdbcFailure::ledger);
    patient = new JdbcTransactions(dataSource, LONG, JdbcFailure::ledger);
  }

  /**
   * Makes the tables that are not there yet; those that are there stay as they are. Several nodes
   * may do so at the same moment.
   *
   * @param dataSource gives connections of a user that may make tables
   * @throws LedgerException if the database cannot be asked or refuses
   */
  public static void createSchema(DataSource dataSource) {
    new JdbcTransactions(dataSource, LONG, JdbcFailure::ledger).defining(schema());
  }

  private static String schema() {
    try (InputStream script = JdbcLedgerStore.class.getResourceAsStream("ledger-schema.sql")) {
      return new String(requireNonNull(script, "ledger-schema.sql").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the entry is longer than 60 000 characters or has several
   *     lines
   */
  @Override
  public Head append(Entry entry) {
    if (entry.body().length() > LONGEST || entry.body().indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a record is one line of at most 60 000 characters");
    }
    return group.append(entry);
  }

  private record Committed(List<Head> heads, boolean late) {}

  private List<Head> appended(List<Entry> entries) {
    Committed committed = committed(entries);
    if (committed.late) {
      transactions.alone(session -> session.update(JdbcLedgerSql.FLUSH));
    }
    return committed.heads;
  }

  private Committed committed(List<Entry> entries) {
    return transactions.together(
        session -> {
          Head head = head(session);
          List<Head> heads = new ArrayList<>();
          List<Object[]> rows = new ArrayList<>();
          for (Entry entry : entries) {
            Line line = head.next(entry);
            head = line.head();
            heads.add(head);
            rows.add(new Object[] {head.number(), entry.recordId(), entry.at(), line.text()});
          }
          session.updates(JdbcLedgerSql.INSERT_LINE, rows);
          session.update(JdbcLedgerSql.SET_HEAD, head.number(), head.hash());
          // A commit of H2 is on the disk only some time later.
          return new Committed(heads, session.isH2());
        });
  }

  private static Head head(JdbcSession session) throws SQLException {
    return session
        .first(JdbcLedgerSql.LOCK_HEAD, row -> new Head(row.getLong(1), row.getString(2)))
        .orElseThrow(() -> new SQLException("the head of the ledger is missing", "02000"));
  }

  @Override
  public Optional<Line> find(String recordId, Instant at) {
    return transactions.alone(session -> session.texts(JdbcLedgerSql.FIND, recordId)).stream()
        .map(Line::parse)
        .flatMap(Optional::stream)
        .filter(line -> line.recordId().equals(recordId))
        .findFirst();
  }

  @Override
  public Cursor read() {
    return patient.alone(
        session ->
            session
                .first(
                    JdbcLedgerSql.HEAD,
                    row ->
                        new JdbcLedgerCursor(
                            patient,
                            row.getLong(1),
                            Optional.ofNullable(row.getString(2)),
                            Optional.ofNullable(row.getString(3))))
                .orElseThrow(() -> new SQLException("the head of the ledger is missing", "02000")));
  }

  @Override
  public void cut(Head last, String checkpoint) {
    boolean found =
        patient.together(
            session -> {
              head(session);
              boolean there =
                  session.texts(JdbcLedgerSql.HAS_LINE, last.number()).stream()
                      .anyMatch(text -> Head.stated(text).filter(last::equals).isPresent());
              if (there) {
                session.update(JdbcLedgerSql.DELETE, last.number());
                session.update(JdbcLedgerSql.SET_START, checkpoint);
              }
              return there;
            });
    if (!found) {
      throw new LedgerException("there is no line " + last.number() + " to cut after", null);
    }
  }

  @Override
  public void seal(Head head, String checkpoint) {
    transactions.alone(
        session ->
            session.update(JdbcLedgerSql.SET_SEAL, checkpoint, head.number(), head.number()));
  }

  @Override
  public void keepNotice(String hash, String text) {
    transactions.keeping(session -> session.update(JdbcLedgerSql.INSERT_NOTICE, hash, text, hash));
  }

  @Override
  public Optional<String> notice(String hash) {
    return transactions.alone(
        session -> session.texts(JdbcLedgerSql.NOTICE, hash).stream().findFirst());
  }

  /** Does nothing: the data source belongs to whoever made it. */
  @Override
  public void close() {}
}
