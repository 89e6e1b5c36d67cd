// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.rights;

import io.consentfilter.demo.accounts.Endings;
import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.Database;
import io.consentfilter.demo.store.Row;
import io.consentfilter.demo.store.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Erases what need not be kept any longer, and keeps count. It may be run at any time, on several
 * nodes, and after it was interrupted: each firm is erased whole or not at all. Thread-safe.
 */
public final class Retention {

  /** For so long the activity of an account, messages and proofs of old grants are kept. */
  public static final Duration A_YEAR = Duration.ofDays(365);

  /** All that a firm has but its invoices, in an order that foreign keys allow. */
  private static final List<String> PERSONAL =
      List.of(
          "bh_token",
          "bh_payment",
          "bh_customer",
          "bh_activity",
          "bh_grant",
          "bh_message",
          "bh_leave",
          "bh_subscriber",
          "bh_agreed",
          "bh_request",
          "bh_user");

  /** What grows old by itself. */
  private static final List<String> TIMED =
      List.of(
          "DELETE FROM bh_activity WHERE at < ?",
          "DELETE FROM bh_message WHERE sent < ?",
          "DELETE FROM bh_leave WHERE sent < ?",
          "DELETE FROM bh_grant WHERE expires < ?",
          "DELETE FROM bh_request WHERE closed < ?",
          "DELETE FROM bh_payment WHERE created < ?",
          "DELETE FROM bh_notice WHERE at < ?");

  private static final String INVOICES = "bh_invoice";
  private static final int RUNS_KEPT = 100;

  private final Database database;
  private final Endings endings;
  private final Clock clock;

  /** Makes it. */
  public Retention(Database database, Endings endings, Clock clock) {
    this.database = database;
    this.endings = endings;
    this.clock = clock;
  }

  /** Why it ran. */
  public enum Cause {
    /** Boekhuis started. */
    START,
    /** The hour was over. */
    HOUR,
    /** Somebody pressed a button. */
    HAND;

    /** Returns the name in texts. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a run did.
   *
   * @param at when it ran
   * @param cause why
   * @param firms how many firms were erased up to their invoices
   * @param records how many rows of persons went
   * @param invoices how many invoices went after seven years
   */
  public record Run(Instant at, Cause cause, long firms, long records, long invoices) {
    static Run of(Row row) {
      return new Run(
          row.moment("at"),
          Cause.valueOf(row.text("cause")),
          row.number("firms"),
          row.number("records"),
          row.number("invoices"));
    }
  }

  /** Runs and returns what was done, which is also kept. */
  public Run run(Cause cause) {
    long firms = 0;
    long records = old();
    for (String id : endings.due()) {
      long gone = erase(database.tenant(id));
      firms += gone < 0 ? 0 : 1;
      records += Math.max(gone, 0);
    }
    long invoices = endings.forgettable().stream().mapToLong(this::forget).sum();
    Run run = new Run(clock.instant(), cause, firms, records, invoices);
    keep(run);
    return run;
  }

  /** Returns how many rows went, or -1 if the firm came back meanwhile. */
  private long erase(Tenant tenant) {
    return database.atomically(
        () -> endings.erase(tenant.id()) ? (long) tenant.clear(PERSONAL) : -1L);
  }

  private long forget(String id) {
    return database.atomically(
        () -> {
          long gone = database.tenant(id).clear(List.of(INVOICES));
          endings.forget(id);
          return gone;
        });
  }

  private long old() {
    Instant before = clock.instant().minus(A_YEAR);
    return TIMED.stream().mapToLong(statement -> database.change(statement, before)).sum();
  }

  private void keep(Run run) {
    database.change(
        "INSERT INTO bh_run (id, at, cause, firms, records, invoices) VALUES (?, ?, ?, ?, ?, ?)",
        Code.id(),
        run.at(),
        run.cause().name(),
        run.firms(),
        run.records(),
        run.invoices());
    database.change(
        "DELETE FROM bh_run WHERE at < (SELECT MIN(at) FROM (SELECT at FROM bh_run"
            + " ORDER BY at DESC LIMIT "
            + RUNS_KEPT
            + ") kept)");
  }

  /** Returns the latest runs, the newest first. */
  public List<Run> runs() {
    return database.list("SELECT * FROM bh_run ORDER BY at DESC LIMIT 20", Run::of);
  }
}
