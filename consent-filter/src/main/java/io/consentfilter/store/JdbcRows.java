// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.login.LoginRow;
import io.consentfilter.login.Series;
import io.consentfilter.login.TokenHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Logins and series as rows of a result, and as values of a statement. */
final class JdbcRows {

  private JdbcRows() {}

  static LoginRow login(ResultSet row) throws SQLException {
    return new LoginRow(
        row.getString("id"),
        row.getString("user_id"),
        Optional.ofNullable(row.getString("series")),
        instant(row, "begun_at"),
        instant(row, "active_at"),
        row.getString("label"),
        row.getBoolean("remembered"),
        instant(row, "authenticated_at"));
  }

  /** The columns of a login in the order of {@link JdbcSql}. */
  static Object[] values(LoginRow row) {
    return new Object[] {
      row.id(),
      row.userId(),
      row.series(),
      row.begun(),
      row.lastActive(),
      row.label(),
      row.remembered(),
      row.authenticated()
    };
  }

  /** The columns of a series in the order of {@link JdbcSql}, without the selector. */
  static Object[] values(Series series) {
    return new Object[] {
      series.userId(),
      series.current().text(),
      series.previous().map(TokenHash::text),
      series.replacedAt(),
      series.confirmed(),
      series.created(),
      series.lastUsed(),
      series.label()
    };
  }

  static Series series(ResultSet row) throws SQLException {
    Optional<TokenHash> previous =
        row.getString("previous_hash") == null
            ? Optional.empty()
            : Optional.of(hash(row, "previous_hash"));
    return new Series(
        row.getString("selector"),
        row.getString("user_id"),
        hash(row, "current_hash"),
        previous,
        previous.isPresent() ? Optional.of(instant(row, "replaced_at")) : Optional.empty(),
        row.getBoolean("confirmed"),
        instant(row, "created_at"),
        instant(row, "used_at"),
        row.getString("label"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  private static TokenHash hash(ResultSet row, String column) throws SQLException {
    try {
      return TokenHash.ofText(row.getString(column));
    } catch (IllegalArgumentException e) {
      throw new SQLException("a hash is not of the form that was written", "22000", e);
    }
  }
}
