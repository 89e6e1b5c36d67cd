// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.rights;

import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.Database;
import io.consentfilter.demo.store.Row;
import io.consentfilter.demo.store.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a firm lets the people of Boekhuis see, and until when. Thread-safe. */
public final class Grants {

  private static final String TABLE = "bh_grant";

  private final Tenant tenant;

  /** Opens the grants of a firm. */
  public Grants(Tenant tenant) {
    this.tenant = tenant;
  }

  /**
   * A permission to look into the books of a firm.
   *
   * @param id the id of the row
   * @param tenant the firm
   * @param reason what support is to look for
   * @param created when it was given
   * @param expires when it ends
   */
  public record Grant(String id, String tenant, String reason, Instant created, Instant expires) {
    static Grant of(Row row) {
      return new Grant(
          row.text("id"),
          row.text("tenant"),
          row.text("reason"),
          row.moment("created"),
          row.moment("expires"));
    }

    /** Returns whether it still holds. */
    public boolean live(Instant now) {
      return now.isBefore(expires);
    }
  }

  /** Lets support in for a while. */
  public void give(String reason, Instant now, Duration length) {
    tenant.insert(
        TABLE,
        Map.of("id", Code.id(), "reason", reason, "created", now, "expires", now.plus(length)));
  }

  /** Ends a grant of this firm at once. */
  public boolean end(String id, Instant now) {
    return tenant.update(TABLE, Map.of("expires", now), "id = ? AND expires > ?", id, now) > 0;
  }

  /** Returns the grants of this firm, the newest first. */
  public List<Grant> all() {
    return tenant.list(TABLE, "", "created DESC", Grant::of);
  }

  /** Returns every grant that holds, of all firms that have not cancelled. */
  public static List<Grant> live(Database database, Instant now) {
    return database.list(
        "SELECT g.* FROM bh_grant g JOIN bh_tenant t ON t.id = g.tenant"
            + " WHERE g.expires > ? AND t.cancelled IS NULL ORDER BY g.expires",
        Grant::of,
        now);
  }

  /** Returns the grant with this id if it holds. */
  public static Optional<Grant> live(Database database, String id, Instant now) {
    return live(database, now).stream().filter(grant -> grant.id().equals(id)).findFirst();
  }
}
