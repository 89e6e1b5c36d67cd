// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.rights;

import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.Row;
import io.consentfilter.demo.store.Tenant;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was done in a firm's account, when and by whom, for that firm to read. Thread-safe. */
public final class Activity {

  static final String TABLE = "bh_activity";
  private static final int LONGEST_DETAIL = 200;

  private final Tenant tenant;

  /** Opens the activity of a firm. */
  public Activity(Tenant tenant) {
    this.tenant = tenant;
  }

  /** What can be done. */
  public enum Kind {
    /** Somebody logged in. */
    LOGIN,
    /** A browser that stayed logged in came back. */
    RESUMED,
    /** Somebody logged out. */
    LOGOUT,
    /** A login ended by itself. */
    EXPIRED,
    /** A login was ended from elsewhere. */
    REVOKED,
    /** An old remember token came back. */
    STOLEN,
    /** A password was changed. */
    PASSWORD,
    /** Data of a person or the firm were changed. */
    PROFILE,
    /** Somebody was given access. */
    INVITED,
    /** Somebody's access ended. */
    REMOVED,
    /** Somebody's role changed. */
    ROLE,
    /** A customer was added, changed or removed. */
    CUSTOMER,
    /** An invoice was added or paid. */
    INVOICE,
    /** The books were downloaded. */
    EXPORT,
    /** A token for programs was made or removed. */
    TOKEN,
    /** The licence was paid. */
    LICENCE,
    /** Support was given access, or that was taken back. */
    GRANT,
    /** Support looked into the books. */
    SUPPORT,
    /** A newsletter was asked for or refused. */
    NEWSLETTER,
    /** A request about personal data was filed or answered. */
    REQUEST,
    /** The firm came back after it had cancelled. */
    RETURNED;

    /** Returns the name in texts. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Something that was done.
   *
   * @param at when
   * @param who by whom
   * @param kind what
   * @param detail to what, may be empty
   */
  public record Entry(Instant at, String who, Kind kind, String detail) {
    static Entry of(Row row) {
      return new Entry(
          row.moment("at"), row.text("who"), Kind.valueOf(row.text("what")), row.text("detail"));
    }
  }

  /** Takes note of something. */
  public void add(Instant at, String who, Kind kind, String detail) {
    String kept = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
    tenant.insert(
        TABLE, Map.of("id", Code.id(), "at", at, "who", who, "what", kind.name(), "detail", kept));
  }

  /** Returns the latest entries, the newest first. */
  public List<Entry> latest(int count) {
    List<Entry> all = tenant.list(TABLE, "", "at DESC LIMIT " + count, Entry::of);
    return List.copyOf(all);
  }

  /** Returns each use of a grant of access, the newest first. */
  public List<Entry> support() {
    return tenant.list(TABLE, "what = 'SUPPORT'", "at DESC", Entry::of);
  }
}
