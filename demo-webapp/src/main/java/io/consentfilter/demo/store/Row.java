// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** The present row of an answer; worth nothing once the next one is read. */
public final class Row {

  private final ResultSet rows;

  Row(ResultSet rows) {
    this.rows = rows;
  }

  /** Returns a text, empty where the database has none. */
  public String text(String column) {
    return optional(column).orElse("");
  }

  /** Returns a text if there is one. */
  public Optional<String> optional(String column) {
    return Optional.ofNullable(get(() -> rows.getString(column)));
  }

  /** Returns a number, 0 where the database has none. */
  public long number(String column) {
    return get(() -> rows.getLong(column));
  }

  /** Returns a truth value. */
  public boolean flag(String column) {
    return get(() -> rows.getBoolean(column));
  }

  /** Returns a day. */
  public LocalDate date(String column) {
    return LocalDate.parse(text(column));
  }

  /** Returns a moment, which is kept in milliseconds since 1970. */
  public Instant moment(String column) {
    return Instant.ofEpochMilli(number(column));
  }

  /** Returns a moment if there is one. */
  public Optional<Instant> maybeMoment(String column) {
    return optional(column).map(Long::parseLong).map(Instant::ofEpochMilli);
  }

  private interface Getter<T> {
    T get() throws SQLException;
  }

  private static <T> T get(Getter<T> getter) {
    try {
      return getter.get();
    } catch (SQLException e) {
      throw new DataException(e);
    }
  }
}
