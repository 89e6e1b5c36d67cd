// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.books;

import io.consentfilter.demo.accounts.User;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A firm's data as files that it takes along, written as they are read. Thread-safe. */
public final class Exports {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "number",
              "date",
              "due",
              "customer",
              "description",
              "net",
              "vat",
              "total",
              "currency",
              "status")
          .get();

  private Exports() {}

  /** Writes the invoices as CSV (RFC 4180) that no spreadsheet takes for formulas. */
  public static void csv(Books books, LocalDate today, Writer out) throws IOException {
    CSVPrinter printer = new CSVPrinter(out, FORMAT);
    unwrapped(() -> books.eachInvoice(invoice -> print(printer, invoice, today)));
    printer.flush();
  }

  private static void unwrapped(Runnable work) throws IOException {
    try {
      work.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void print(CSVPrinter printer, Invoice invoice, LocalDate today) {
    try {
      printer.printRecord(
          invoice.number(),
          invoice.date(),
          invoice.due(),
          cell(invoice.customer()),
          cell(invoice.description()),
          euros(invoice.netCents()).toPlainString(),
          euros(invoice.vatCents()).toPlainString(),
          euros(invoice.totalCents()).toPlainString(),
          "EUR",
          invoice.status(today).id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a text that starts no formula. A leading apostrophe keeps spreadsheets from running it
   * (OWASP, CSV injection).
   */
  static String cell(String value) {
    return startsFormula(value) ? "'" + value : value;
  }

  private static boolean startsFormula(String value) {
    return !value.isEmpty() && "=+-@\t\r\n".indexOf(value.charAt(0)) >= 0;
  }

  /** Writes everything that is kept of a user and the firm. */
  public static void json(User user, Books books, LocalDate today, Writer out) throws IOException {
    JsonGenerator json = Json.createGenerator(out);
    json.writeStartObject().write("account", account(user));
    json.writeStartArray("customers");
    books.customers().forEach(customer -> json.write(json(customer)));
    json.writeEnd().writeStartArray("invoices");
    unwrapped(() -> books.eachInvoice(invoice -> json.write(json(invoice, today))));
    json.writeEnd().writeEnd().flush();
  }

  /** Writes the invoices for a program. */
  public static void list(Books books, LocalDate today, Writer out) {
    JsonGenerator json = Json.createGenerator(out);
    json.writeStartObject().writeStartArray("invoices");
    books.eachInvoice(invoice -> json.write(json(invoice, today)));
    json.writeEnd().writeEnd().flush();
  }

  private static JsonObject account(User user) {
    return Json.createObjectBuilder()
        .add("username", user.username())
        .add("name", user.name())
        .add("company", user.company())
        .add("email", user.email())
        .add("phone", user.phone())
        .add("role", user.role().id())
        .add("tradeRegister", user.firm().register())
        .add("address", user.firm().address())
        .add("city", user.firm().city())
        .build();
  }

  private static JsonObject json(Customer customer) {
    return Json.createObjectBuilder()
        .add("name", customer.name())
        .add("email", customer.email())
        .add("city", customer.city())
        .build();
  }

  /** Returns an invoice as programs read it. */
  public static JsonObject json(Invoice invoice, LocalDate today) {
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
