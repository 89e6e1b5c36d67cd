// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.books;

import io.consentfilter.demo.store.Row;
import java.time.LocalDate;

/**
 * An invoice that a customer of Boekhuis sent.
 *
 * @param id the id of the row
 * @param number as printed on it
 * @param date when it was sent
 * @param due when it has to be paid
 * @param customer who has to pay
 * @param description what for
 * @param netCents the amount in euro cents without VAT
 * @param paid whether the money came in
 */
public record Invoice(
    String id,
    String number,
    LocalDate date,
    LocalDate due,
    String customer,
    String description,
    long netCents,
    boolean paid) {

  static Invoice of(Row row) {
    return new Invoice(
        row.text("id"),
        row.text("number"),
        row.date("issued"),
        row.date("due"),
        row.text("customer"),
        row.text("description"),
        row.number("net"),
        row.flag("paid"));
  }

  /** How an invoice stands on a certain day. */
  public enum Status {
    /** It need not be paid yet. */
    OPEN,
    /** It should have been paid. */
    LATE,
    /** The money came in. */
    PAID;

    /** Returns the name in the address, the exports and the texts. */
    public String id() {
      return switch (this) {
        case OPEN -> "open";
        case LATE -> "late";
        case PAID -> "paid";
      };
    }
  }

  /** Returns the VAT in euro cents at 21 %, rounded half up. */
  public long vatCents() {
    return Math.floorDiv(netCents * 21 + 50, 100);
  }

  /** Returns the amount with VAT in euro cents. */
  public long totalCents() {
    return netCents + vatCents();
  }

  /** Returns how it stands on that day. */
  public Status status(LocalDate today) {
    if (paid) {
      return Status.PAID;
    }
    return due.isBefore(today) ? Status.LATE : Status.OPEN;
  }
}
