// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.rights;

import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.Database;
import io.consentfilter.demo.store.Row;
import io.consentfilter.demo.store.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Requests about personal data, of anybody. The law gives a month (GDPR, article 12), Boekhuis
 * promises a week. Thread-safe.
 */
public final class Requests {

  /** Within this time a request is answered. */
  public static final Duration TERM = Duration.ofDays(7);

  static final String TABLE = "bh_request";

  private final Tenant tenant;

  /** Opens the requests of a firm, or of those who are no customers, which Boekhuis keeps. */
  public Requests(Tenant tenant) {
    this.tenant = tenant;
  }

  /** What can be asked. */
  public enum Kind {
    /** To see what there is (GDPR, article 15). */
    INSPECTION,
    /** To have it put right (article 16). */
    CORRECTION,
    /** To have it erased (article 17). */
    ERASURE,
    /** To take it elsewhere (article 20). */
    TRANSFER;

    /** Returns the name in forms and texts. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what is called so. */
    public static Optional<Kind> named(String id) {
      return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
  }

  /**
   * A request.
   *
   * @param id its receipt, which only the one who filed it has
   * @param kind what is asked
   * @param name who asks
   * @param email where the answer goes
   * @param words what the person wrote
   * @param filed when
   * @param due when it must be answered
   * @param answer what was answered
   * @param closed when
   */
  public record Request(
      String id,
      Kind kind,
      String name,
      String email,
      String words,
      Instant filed,
      Instant due,
      Optional<String> answer,
      Optional<Instant> closed) {
    static Request of(Row row) {
      return new Request(
          row.text("id"),
          Kind.valueOf(row.text("kind")),
          row.text("name"),
          row.text("email"),
          row.text("words"),
          row.moment("filed"),
          row.moment("due"),
          row.optional("answer"),
          row.maybeMoment("closed"));
    }

    /** Returns whether it should have been answered by now. */
    public boolean overdue(Instant now) {
      return closed.isEmpty() && now.isAfter(due);
    }
  }

  /** Files a request and returns its receipt. */
  public String file(Kind kind, String name, String email, String words, Instant now) {
    String id = Code.id();
    tenant.insert(
        TABLE,
        Map.of(
            "id", id,
            "kind", kind.name(),
            "name", name,
            "email", email,
            "words", words,
            "filed", now,
            "due", now.plus(TERM)));
    return id;
  }

  /** Returns the requests of this firm, the newest first. */
  public List<Request> mine() {
    return tenant.list(TABLE, "", "filed DESC", Request::of);
  }

  /** Returns the request with this receipt. */
  public static Optional<Request> find(Database database, String receipt) {
    return database.first("SELECT * FROM bh_request WHERE id = ?", Request::of, receipt);
  }

  /** Returns all requests of anybody, what must be answered first on top. */
  public static List<Request> all(Database database) {
    return database.list(
        "SELECT * FROM bh_request ORDER BY CASE WHEN closed IS NULL THEN 0 ELSE 1 END, due",
        Request::of);
  }

  /** Answers a request; returns whether it was open. */
  public static boolean answer(Database database, String receipt, String words, Instant now) {
    return database.change(
            "UPDATE bh_request SET answer = ?, closed = ? WHERE id = ? AND closed IS NULL",
            words,
            now,
            receipt)
        > 0;
  }
}
