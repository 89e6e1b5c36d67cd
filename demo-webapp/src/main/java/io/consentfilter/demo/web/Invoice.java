// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import java.time.LocalDate;

/**
 * An invoice that a customer of Boekhuis sent.
 *
 * @param number as printed on it
 * @param date when it was sent
 * @param due when it has to be paid
 * @param customer who has to pay
 * @param description what for
 * @param netCents the amount in euro cents without VAT
 * @param paid whether the money came in
 */
record Invoice(
    String number,
    LocalDate date,
    LocalDate due,
    String customer,
    String description,
    long netCents,
    boolean paid) {

  /** How an invoice stands on a certain day. */
  enum Status {
    OPEN,
    LATE,
    PAID;

    /** Returns the name in the address, the exports and the texts. */
    String id() {
      return switch (this) {
        case OPEN -> "open";
        case LATE -> "late";
        case PAID -> "paid";
      };
    }
  }

  /** Returns the VAT in euro cents at 21 %, rounded half up. */
  long vatCents() {
    return Math.floorDiv(netCents * 21 + 50, 100);
  }

  long totalCents() {
    return netCents + vatCents();
  }

  Status status(LocalDate today) {
    if (paid) {
      return Status.PAID;
    }
    return due.isBefore(today) ? Status.LATE : Status.OPEN;
  }
}
