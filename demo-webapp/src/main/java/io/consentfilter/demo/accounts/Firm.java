// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.accounts;

import io.consentfilter.demo.store.Row;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A firm whose books are kept.
 *
 * @param id what its rows in the database carry, never shown
 * @param company its name
 * @param register its number in the trade register
 * @param address street and number
 * @param city postcode and city
 * @param paidUntil the last day of its licence, if it has one
 */
public record Firm(
    String id,
    String company,
    String register,
    String address,
    String city,
    Optional<LocalDate> paidUntil) {

  static Firm of(Row row) {
    return new Firm(
        row.text("tenant"),
        row.text("company"),
        row.text("register"),
        row.text("address"),
        row.text("city"),
        row.optional("paid_until").map(LocalDate::parse));
  }
}
