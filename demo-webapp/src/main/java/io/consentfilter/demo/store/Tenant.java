// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The rows of one firm. Every statement is built here and begins with that firm, so that a query
 * over the rows of another cannot be written with it. Thread-safe.
 */
public final class Tenant {

  private static final Pattern NAME = Pattern.compile("[a-z_]+");

  private final Database database;
  private final String id;

  Tenant(Database database, String id) {
    this.database = database;
    this.id = id;
  }

  /** Returns what the rows of this firm have in their column {@code tenant}. */
  public String id() {
    return id;
  }

  /**
   * Hands on each row of this firm that meets a condition.
   *
   * @param table a name of ours
   * @param condition SQL of ours about the other columns, or an empty text for all rows
   * @param order the columns to sort by, or an empty text
   */
  public void each(
      String table, String condition, String order, Consumer<Row> reader, Object... arguments) {
    String sorted = order.isEmpty() ? "" : " ORDER BY " + order;
    String sql = "SELECT * FROM " + named(table) + where(condition) + sorted;
    database.each(sql, reader, mine(arguments));
  }

  /** Returns a reading of each row of this firm that meets a condition. */
  public <T> List<T> list(
      String table, String condition, String order, Function<Row, T> reader, Object... arguments) {
    List<T> found = new ArrayList<>();
    each(table, condition, order, row -> found.add(reader.apply(row)), arguments);
    return found;
  }

  /** Returns a reading of the row of this firm that meets a condition. */
  public <T> Optional<T> first(
      String table, String condition, Function<Row, T> reader, Object... arguments) {
    return list(table, condition, "", reader, arguments).stream().findFirst();
  }

  /** Adds a row, which belongs to this firm. */
  public void insert(String table, Map<String, ?> values) {
    List<String> columns = new ArrayList<>(values.keySet());
    columns.forEach(Tenant::named);
    String places = String.join(", ", Collections.nCopies(columns.size() + 1, "?"));
    String sql =
        "INSERT INTO "
            + named(table)
            + " (tenant, "
            + String.join(", ", columns)
            + ") VALUES ("
            + places
            + ")";
    database.change(sql, mine(columns.stream().map(values::get).toArray()));
  }

  /** Changes the rows of this firm that meet a condition, and returns how many these were. */
  public int update(String table, Map<String, ?> changes, String condition, Object... arguments) {
    List<String> columns = new ArrayList<>(changes.keySet());
    List<Object> all = new ArrayList<>();
    columns.forEach(column -> all.add(changes.get(named(column))));
    Collections.addAll(all, mine(arguments));
    String set = String.join(" = ?, ", columns) + " = ?";
    String sql = "UPDATE " + named(table) + " SET " + set + where(condition);
    return database.change(sql, all.toArray());
  }

  /** Removes the rows of this firm that meet a condition, and returns how many these were. */
  public int delete(String table, String condition, Object... arguments) {
    return database.change("DELETE FROM " + named(table) + where(condition), mine(arguments));
  }

  /** Returns a counter of the firm itself and moves it on, in the transaction of the caller. */
  public long take(String counter) {
    String column = named(counter);
    database.change("UPDATE bh_tenant SET " + column + " = " + column + " + 1 WHERE id = ?", id);
    return database
            .first("SELECT " + column + " FROM bh_tenant WHERE id = ?", r -> r.number(column), id)
            .orElseThrow()
        - 1;
  }

  /** Sets a column of the firm itself. */
  public void set(String column, Object value) {
    database.change("UPDATE bh_tenant SET " + named(column) + " = ? WHERE id = ?", value, id);
  }

  /** Does all of it or nothing. */
  public <T> T atomically(Supplier<T> work) {
    return database.atomically(work);
  }

  private static String where(String condition) {
    return " WHERE tenant = ?" + (condition.isEmpty() ? "" : " AND (" + condition + ")");
  }

  private static String named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name of ours: " + name);
    }
    return name;
  }

  private Object[] mine(Object... arguments) {
    List<Object> all = new ArrayList<>();
    all.add(id);
    Collections.addAll(all, arguments);
    return all.toArray();
  }

  /** Removes every row of this firm from these tables, and returns how many these were. */
  public int clear(Collection<String> tables) {
    return tables.stream().mapToInt(table -> delete(table, "")).sum();
  }

  @Override
  public String toString() {
    return "Tenant[" + id + "]";
  }
}
