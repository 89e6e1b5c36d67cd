// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.rights;

import io.consentfilter.demo.rights.Outbox.Message;
import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.Database;
import io.consentfilter.demo.store.Row;
import io.consentfilter.demo.store.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who gets mail that nobody has to get. Everybody only with consent, of which a record is kept;
 * customers also about our own similar services until they object, as the law allows (Tw, article
 * 11.7). Thread-safe.
 */
public final class Newsletter {

  private static final String TABLE = "bh_subscriber";

  private final Tenant tenant;

  /** Opens the addresses of a firm, or of those who are no customers, which Boekhuis keeps. */
  public Newsletter(Tenant tenant) {
    this.tenant = tenant;
  }

  /** What is sent. */
  public enum Kind {
    /** The newsletter, with consent. */
    NEWS,
    /** Word of our own similar services, to customers who did not object. */
    SERVICE;

    /** Returns the name in forms and texts. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What proves a consent, or its withdrawal.
   *
   * @param email whose
   * @param at when
   * @param given false for a withdrawal
   * @param wording the text beside the box, or of the button
   */
  public record Agreed(String email, Instant at, boolean given, String wording) {
    static Agreed of(Row row) {
      return new Agreed(
          row.text("email"), row.moment("at"), row.flag("given"), row.text("wording"));
    }
  }

  private record Subscriber(String tenant, String id, String email, Kind kind) {
    static Subscriber of(Row row) {
      return new Subscriber(
          row.text("tenant"), row.text("id"), row.text("email"), Kind.valueOf(row.text("kind")));
    }
  }

  /** Puts an address on a list because its owner agreed, in these words, and keeps the proof. */
  public void subscribe(String email, String wording, Instant now) {
    tenant.atomically(
        () -> {
          put(email, Kind.NEWS, now);
          return prove(email, wording, true, now);
        });
  }

  /** Puts a customer's address on the list about our own similar services. */
  public void customer(String email, Instant now) {
    tenant.atomically(() -> put(email, Kind.SERVICE, now));
  }

  private boolean put(String email, Kind kind, Instant now) {
    if (receives(email, kind)) {
      return false;
    }
    tenant.insert(
        TABLE, Map.of("id", Code.id(), "email", email, "kind", kind.name(), "since", now));
    return true;
  }

  private boolean prove(String email, String wording, boolean given, Instant now) {
    tenant.insert(
        "bh_agreed",
        Map.of("id", Code.id(), "email", email, "at", now, "given", given, "wording", wording));
    return given;
  }

  /** Returns whether an address is on a list. */
  public boolean receives(String email, Kind kind) {
    return tenant
        .first(TABLE, "email = ? AND kind = ?", Subscriber::of, email, kind.name())
        .isPresent();
  }

  /** Takes an address off a list, and keeps the proof of a withdrawal. */
  public void leave(String email, Kind kind, String wording, Instant now) {
    tenant.atomically(
        () -> {
          boolean left = tenant.delete(TABLE, "email = ? AND kind = ?", email, kind.name()) > 0;
          return left && prove(email, wording, false, now);
        });
  }

  /** Returns what proves each consent and withdrawal. */
  public List<Agreed> proofs() {
    return tenant.list("bh_agreed", "", "at", Agreed::of);
  }

  // From a message, without a login

  /** Returns what the owner of this code gets. */
  public static Optional<Kind> receiving(Database database, String code) {
    return found(database, code).map(Subscriber::kind);
  }

  private static Optional<Subscriber> found(Database database, String code) {
    return database.first(
        "SELECT s.* FROM bh_subscriber s JOIN bh_leave l"
            + " ON l.tenant = s.tenant AND l.subscriber = s.id WHERE l.hash = ?",
        Subscriber::of,
        Code.hash(code));
  }

  /** Takes the owner of this code off the list; a code that is used up changes nothing. */
  public static void leave(Database database, String code, String wording, Instant now) {
    found(database, code)
        .ifPresent(
            gone ->
                new Newsletter(database.tenant(gone.tenant()))
                    .leave(gone.email(), gone.kind(), wording, now));
  }

  /** Sends a message to everybody on a list, each with a way to leave, and returns how many. */
  public static int send(Database database, Kind kind, String subject, String body, Instant now) {
    List<Subscriber> all =
        database.list(
            "SELECT s.* FROM bh_subscriber s JOIN bh_tenant t ON t.id = s.tenant"
                + " WHERE s.kind = ? AND t.cancelled IS NULL",
            Subscriber::of,
            kind.name());
    all.forEach(to -> send(database.tenant(to.tenant()), to, subject, body, now));
    return all.size();
  }

  /** Each message has a code of its own, and those of earlier ones work on. */
  private static void send(Tenant tenant, Subscriber to, String subject, String body, Instant now) {
    String code = Code.secret();
    tenant.insert(
        "bh_leave",
        Map.of("id", Code.id(), "subscriber", to.id(), "hash", Code.hash(code), "sent", now));
    String leave = "/unsubscribe?code=" + code;
    new Outbox(tenant).send(new Message(to.email(), subject, body, "", leave, now));
  }
}
