// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.books;

import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.Tenant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The customers and invoices of one firm. Thread-safe. */
public final class Books {

  private static final int TERM_IN_DAYS = 30;
  private static final String INVOICES = "bh_invoice";
  private static final String CUSTOMERS = "bh_customer";
  private static final String NEWEST_FIRST = "issued DESC, number DESC";

  private final Tenant tenant;

  /** Opens the books of a firm. */
  public Books(Tenant tenant) {
    this.tenant = tenant;
  }

  // Customers

  /** Returns all customers by name. */
  public List<Customer> customers() {
    return tenant.list(CUSTOMERS, "", "name", Customer::of);
  }

  /** Returns the customer of this firm with this id. */
  public Optional<Customer> customer(String id) {
    return tenant.first(CUSTOMERS, "id = ?", Customer::of, id);
  }

  /** Adds a customer. */
  public Customer addCustomer(String name, String email, String city) {
    Customer customer = new Customer(Code.id(), name, email, city);
    tenant.insert(
        CUSTOMERS, Map.of("id", customer.id(), "name", name, "email", email, "city", city));
    return customer;
  }

  /** Changes a customer of this firm; invoices keep the name that is on them. */
  public void save(Customer customer) {
    tenant.update(
        CUSTOMERS,
        Map.of("name", customer.name(), "email", customer.email(), "city", customer.city()),
        "id = ?",
        customer.id());
  }

  /** Removes a customer of this firm; invoices stay. */
  public boolean removeCustomer(String id) {
    return tenant.delete(CUSTOMERS, "id = ?", id) > 0;
  }

  // Invoices

  /** Returns all invoices, the newest first. */
  public List<Invoice> invoices() {
    return tenant.list(INVOICES, "", NEWEST_FIRST, Invoice::of);
  }

  /** Hands on each invoice, the newest first, without keeping them all in memory. */
  public void eachInvoice(Consumer<Invoice> reader) {
    tenant.atomically(
        () -> {
          tenant.each(INVOICES, "", NEWEST_FIRST, row -> reader.accept(Invoice.of(row)));
          return tenant;
        });
  }

  /** Returns the invoice of this firm with this id. */
  public Optional<Invoice> invoice(String id) {
    return tenant.first(INVOICES, "id = ?", Invoice::of, id);
  }

  /** Sends an invoice, which gets the next number. */
  public Invoice add(LocalDate issued, String customer, String description, long netCents) {
    return tenant.atomically(() -> add(issued, customer, description, netCents, false));
  }

  /** Puts an invoice in the books as it was sent elsewhere. */
  public Invoice add(
      LocalDate issued, String customer, String description, long netCents, boolean paid) {
    String number = "%d-%04d".formatted(issued.getYear(), nextNumber());
    LocalDate due = issued.plusDays(TERM_IN_DAYS);
    Invoice invoice =
        new Invoice(Code.id(), number, issued, due, customer, description, netCents, paid);
    tenant.insert(
        INVOICES,
        Map.of(
            "id", invoice.id(),
            "number", number,
            "issued", issued,
            "due", due,
            "customer", customer,
            "description", description,
            "net", netCents,
            "paid", paid));
    return invoice;
  }

  /** Goes on from a number that was reached elsewhere. */
  public void numberFrom(long next) {
    tenant.set("next_number", next);
  }

  /** Numbers follow on each other without a gap, as the tax office wants them. */
  private long nextNumber() {
    return tenant.take("next_number");
  }

  /** Notes that the money came in; returns whether there is such an invoice. */
  public boolean paid(String id) {
    return tenant.update(INVOICES, Map.of("paid", true), "id = ?", id) > 0;
  }
}
