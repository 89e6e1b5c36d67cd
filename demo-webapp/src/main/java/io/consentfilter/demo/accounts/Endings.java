// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.accounts;

import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.Database;
import io.consentfilter.demo.store.Row;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * How a firm leaves: nobody of it is found from that moment on, for seven days its owner can take
 * that back, then everything is erased but the invoices, and these seven years after it left.
 * Thread-safe.
 */
public final class Endings {

  /** For so long a firm can come back. */
  public static final Duration GRACE = Duration.ofDays(7);

  /** For so long tax law has invoices kept (AWR, article 52). */
  public static final int YEARS_OF_DUTY = 7;

  private final Database database;
  private final Clock clock;

  /** Makes it from the database of the firms. */
  public Endings(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Returns when a firm that leaves at this moment is erased. */
  public static Instant erased(Instant cancelled) {
    return cancelled.plus(GRACE);
  }

  /** Returns when the invoices of a firm that leaves at this moment are erased. */
  public static Instant forgotten(Instant cancelled) {
    return cancelled.atOffset(ZoneOffset.UTC).plusYears(YEARS_OF_DUTY).toInstant();
  }

  /**
   * Cancels the firm of an owner.
   *
   * @return the code to come back with; it is kept nowhere
   */
  public String cancel(User owner) {
    String code = Code.secret();
    database.change(
        "UPDATE bh_tenant SET cancelled = ?, return_hash = ? WHERE id = ? AND cancelled IS NULL",
        clock.instant(),
        Code.hash(code),
        owner.firm().id());
    return code;
  }

  /** Returns when the firm with this code left, while it can still come back. */
  public Optional<Instant> leaving(String code) {
    return database
        .first(
            "SELECT cancelled FROM bh_tenant WHERE return_hash = ? AND purged IS NULL",
            row -> row.moment("cancelled"),
            Code.hash(code))
        .filter(cancelled -> clock.instant().isBefore(erased(cancelled)));
  }

  /** Takes a cancellation back; returns whether that was still possible. */
  public boolean comeBack(String code) {
    return leaving(code).isPresent()
        && database.change(
                "UPDATE bh_tenant SET cancelled = NULL, return_hash = NULL"
                    + " WHERE return_hash = ? AND purged IS NULL",
                Code.hash(code))
            > 0;
  }

  /** Returns the firms that are due to be erased. */
  public List<String> due() {
    return database.list(
        "SELECT id FROM bh_tenant WHERE cancelled <= ? AND purged IS NULL",
        row -> row.text("id"),
        clock.instant().minus(GRACE));
  }

  /** Returns the firms whose invoices need not be kept any longer. */
  public List<String> forgettable() {
    Instant now = clock.instant();
    return database
        .list("SELECT id, cancelled FROM bh_tenant WHERE purged IS NOT NULL", Left::of)
        .stream()
        .filter(left -> !forgotten(left.cancelled()).isAfter(now))
        .map(Left::id)
        .toList();
  }

  private record Left(String id, Instant cancelled) {
    static Left of(Row row) {
      return new Left(row.text("id"), row.moment("cancelled"));
    }
  }

  /**
   * Leaves nothing of this firm but its name, which its invoices need; returns false if it came
   * back meanwhile.
   */
  public boolean erase(String id) {
    return database.change(
            "UPDATE bh_tenant SET register = '', address = '', city = '', return_hash = NULL,"
                + " paid_until = NULL, purged = ?"
                + " WHERE id = ? AND cancelled <= ? AND purged IS NULL",
            clock.instant(),
            id,
            clock.instant().minus(GRACE))
        > 0;
  }

  /** Removes the last of a firm. */
  public void forget(String id) {
    database.change("DELETE FROM bh_tenant WHERE id = ? AND purged IS NOT NULL", id);
  }
}
