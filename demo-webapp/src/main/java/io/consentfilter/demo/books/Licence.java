// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.books;

import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.Database;
import io.consentfilter.demo.store.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/** What a firm pays Boekhuis for a year, by way of its bank. Thread-safe. */
public final class Licence {

  /** The price of a year in euro cents. */
  public static final long CENTS = 46_800;

  private static final String TABLE = "bh_payment";

  private final Tenant tenant;

  /** Opens the payments of a firm. */
  public Licence(Tenant tenant) {
    this.tenant = tenant;
  }

  /** Begins a payment and returns its id, which the bank gives back. */
  public String begin(Instant now) {
    String id = Code.id();
    tenant.insert(TABLE, Map.of("id", id, "cents", CENTS, "state", "open", "created", now));
    return id;
  }

  /** Returns whether a payment of this firm was paid; empty if there is none with this id. */
  public Optional<Boolean> paid(String id) {
    return tenant.first(TABLE, "id = ?", row -> row.text("state").equals("paid"), id);
  }

  /** Takes note that the bank was paid, once; the licence then lasts a year longer. */
  public static void settle(Database database, String id, LocalDate today) {
    database
        .first("SELECT tenant FROM bh_payment WHERE id = ?", row -> row.text("tenant"), id)
        .map(database::tenant)
        .ifPresent(tenant -> settle(database, tenant, id, today));
  }

  private static void settle(Database database, Tenant tenant, String id, LocalDate today) {
    database.atomically(
        () -> {
          Map<String, Object> changes = Map.of("state", "paid");
          boolean first = tenant.update(TABLE, changes, "id = ? AND state = 'open'", id) > 0;
          if (first) {
            tenant.set("paid_until", from(database, tenant, today).plusYears(1));
          }
          return first;
        });
  }

  private static LocalDate from(Database database, Tenant tenant, LocalDate today) {
    return database
        .first(
            "SELECT paid_until FROM bh_tenant WHERE id = ?",
            row -> row.optional("paid_until"),
            tenant.id())
        .flatMap(until -> until)
        .map(LocalDate::parse)
        .filter(last -> last.isAfter(today))
        .orElse(today);
  }
}
