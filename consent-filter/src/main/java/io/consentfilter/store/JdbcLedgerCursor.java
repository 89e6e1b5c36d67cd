// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.ledger.LedgerStore.Cursor;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** A ledger in a database being read, a thousand lines at a time, in no transaction. */
final class JdbcLedgerCursor implements Cursor {

  private final JdbcTransactions transactions;
  private final long end;
  private final Optional<String> start;
  private final Optional<String> seal;
  private final Queue<Row> page = new ArrayDeque<>();
  private long first = -1;
  private long number;

  private record Row(long number, String line) {}

  JdbcLedgerCursor(
      JdbcTransactions transactions, long end, Optional<String> start, Optional<String> seal) {
    this.transactions = transactions;
    this.end = end;
    this.start = start;
    this.seal = seal;
  }

  @Override
  public Optional<String> start() {
    return start;
  }

  @Override
  public Optional<String> seal() {
    return seal;
  }

  @Override
  public Optional<String> next() {
    if (page.isEmpty()) {
      page.addAll(nextPage());
    }
    Row row = page.poll();
    if (row == null) {
      return Optional.empty();
    }
    if (first < 0) {
      first = row.number;
    }
    number = row.number;
    return Optional.of(row.line);
  }

  private List<Row> nextPage() {
    return transactions.alone(
        session ->
            session.list(
                JdbcLedgerSql.PAGE, row -> new Row(row.getLong(1), row.getString(2)), number, end));
  }

  @Override
  public double progress() {
    return end <= first || first < 0 ? 1 : (double) (number - first + 1) / (end - first + 1);
  }

  /** Does nothing: between two pages no connection is held. */
  @Override
  public void close() {}
}
