// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.books.Books;
import io.consentfilter.demo.books.Customer;
import io.consentfilter.demo.books.Invoice;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.demo.web.Form.Filled;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One invoice: a new one, or one to look at. Thread-safe. */
final class InvoicePages {

  static final String NEW = "/app/invoices/new";
  static final String PAID = "/app/invoice/paid";

  private static final Form FORM =
      new Form(
          "invoice",
          List.of(
              Field.text("customer", 120, "off"),
              Field.text("description", 200, "off"),
              Field.amount("amount"),
              Field.day("day")));

  void form(Visit visit, User user) throws IOException {
    String customer =
        visit
            .parameter("customer")
            .flatMap(visit.site().books(user)::customer)
            .map(Customer::name)
            .orElse("");
    Filled blank = FORM.with(Map.of("customer", customer, "day", visit.site().today().toString()));
    form(visit, user, FORM.html(visit, NEW, "invoice.send", blank));
  }

  private static void form(Visit visit, User user, String form) throws IOException {
    String known =
        visit.site().books(user).customers().stream()
            .map(
                customer ->
                    "<li>"
                        + Parts.plainLink(
                            visit.address(NEW + "?customer=" + customer.id()), customer.name())
                        + "</li>")
            .collect(Collectors.joining());
    String list =
        known.isEmpty() ? Parts.paragraph(visit, "invoice.known.none") : "<ul>" + known + "</ul>\n";
    String body =
        Parts.cards(
            Parts.card(visit, "invoice.new.card", form), Parts.card(visit, "invoice.known", list));
    Parts.desk(visit, "invoice.new", user.company(), body);
  }

  void send(Visit visit, User user) throws IOException {
    Filled filled = FORM.read(visit);
    if (!filled.right()) {
      form(visit, user, FORM.again(visit, NEW, "invoice.send", filled));
      return;
    }
    Invoice invoice =
        visit
            .site()
            .books(user)
            .add(
                filled.day("day"),
                filled.get("customer"),
                filled.get("description"),
                filled.cents("amount"));
    visit.note(user, Activity.Kind.INVOICE, invoice.number());
    visit.seeOther(visit.address("/app/invoice?id=" + invoice.id() + "&nieuw"));
  }

  void show(Visit visit, User user) throws IOException {
    Optional<Invoice> found = visit.parameter("id").flatMap(visit.site().books(user)::invoice);
    if (found.isEmpty()) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    boolean fresh = visit.parameter("nieuw").isPresent();
    String notice = fresh ? visit.notice(visit.texts().get("invoice.sent")) : "";
    String body = notice + Parts.card(visit, "invoice.card", sheet(visit, user, found.get()));
    Parts.desk(visit, "invoice.title", user.company(), body);
  }

  static String sheet(Visit visit, User user, Invoice invoice) {
    Texts texts = visit.texts();
    Invoice.Status status = invoice.status(visit.site().today());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(texts.get("invoices.number"), invoice.number());
    facts.put(texts.get("invoices.customer"), invoice.customer());
    facts.put(texts.get("form.description"), invoice.description());
    facts.put(texts.get("invoices.date"), texts.date(invoice.date()));
    facts.put(texts.get("invoices.due"), texts.date(invoice.due()));
    facts.put(texts.get("invoice.net"), texts.euros(invoice.netCents()));
    facts.put(texts.get("invoice.vat"), texts.euros(invoice.vatCents()));
    facts.put(texts.get("invoices.total"), texts.euros(invoice.totalCents()));
    facts.put(texts.get("invoices.status"), texts.get("status." + status.id()));
    boolean payable = user.role().writes() && status != Invoice.Status.PAID;
    return Parts.facts(facts)
        + (payable
            ? Parts.button(visit, PAID, "invoice.paid", invoice.id(), invoice.number())
            : "");
  }

  void paid(Visit visit, User user) throws IOException {
    Books books = visit.site().books(user);
    String id = visit.parameter("id").orElse("");
    if (!books.paid(id)) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    books.invoice(id).ifPresent(i -> visit.note(user, Activity.Kind.INVOICE, i.number()));
    visit.seeOther(visit.address("/app/invoice?id=" + id));
  }
}
