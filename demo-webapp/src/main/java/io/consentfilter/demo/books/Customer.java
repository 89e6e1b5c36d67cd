// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.books;

import io.consentfilter.demo.store.Row;

/**
 * Somebody to whom a firm sends invoices.
 *
 * @param id the id of the row
 * @param name the customer
 * @param email where invoices go, may be empty
 * @param city where the customer is, may be empty
 */
public record Customer(String id, String name, String email, String city) {

  static Customer of(Row row) {
    return new Customer(row.text("id"), row.text("name"), row.text("email"), row.text("city"));
  }
}
