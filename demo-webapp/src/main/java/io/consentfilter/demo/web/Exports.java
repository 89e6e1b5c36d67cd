// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A firm's invoices as files that its owner takes along. Thread-safe. */
final class Exports {

  private static final String HEADER =
      "number,date,due,customer,description,net,vat,total,currency,status";

  private Exports() {}

  /** Returns the invoices as CSV (RFC 4180) that no spreadsheet takes for formulas. */
  static String csv(List<Invoice> invoices, LocalDate today) {
    return Stream.concat(Stream.of(HEADER), invoices.stream().map(i -> line(i, today)))
        .map(line -> line + "\r\n")
        .collect(Collectors.joining());
  }

  private static String line(Invoice invoice, LocalDate today) {
    return Stream.of(
            invoice.number(),
            invoice.date().toString(),
            invoice.due().toString(),
            invoice.customer(),
            invoice.description(),
            euros(invoice.netCents()).toPlainString(),
            euros(invoice.vatCents()).toPlainString(),
            euros(invoice.totalCents()).toPlainString(),
            "EUR",
            invoice.status(today).id())
        .map(Exports::cell)
        .collect(Collectors.joining(","));
  }

  /**
   * Returns a value as one cell. A leading apostrophe keeps spreadsheets from running it (OWASP,
   * CSV injection).
   */
  static String cell(String value) {
    String safe = startsFormula(value) ? "'" + value : value;
    boolean plain = safe.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  private static boolean startsFormula(String value) {
    return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
  }

  /** Returns everything that is kept of a user: the account and the invoices. */
  static JsonObject json(User user, List<Invoice> invoices, LocalDate today) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    invoices.forEach(invoice -> list.add(json(invoice, today)));
    return Json.createObjectBuilder().add("account", json(user)).add("invoices", list).build();
  }

  private static JsonObject json(User user) {
    return Json.createObjectBuilder()
        .add("username", user.username())
        .add("name", user.name())
        .add("company", user.company())
        .add("email", user.email())
        .add("tradeRegister", user.register())
        .add("city", user.city())
        .build();
  }

  private static JsonObject json(Invoice invoice, LocalDate today) {
    return Json.createObjectBuilder()
        .add("number", invoice.number())
        .add("date", invoice.date().toString())
        .add("due", invoice.due().toString())
        .add("customer", invoice.customer())
        .add("description", invoice.description())
        .add("net", euros(invoice.netCents()))
        .add("vat", euros(invoice.vatCents()))
        .add("total", euros(invoice.totalCents()))
        .add("currency", "EUR")
        .add("status", invoice.status(today).id())
        .build();
  }

  private static BigDecimal euros(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }
}
