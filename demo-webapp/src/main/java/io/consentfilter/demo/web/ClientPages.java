// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.books.Books;
import io.consentfilter.demo.books.Customer;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.demo.web.Form.Filled;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The customers of a firm. Thread-safe. */
final class ClientPages {

  static final String LIST = "/app/customers";
  static final String ONE = "/app/customer";
  static final String REMOVE = "/app/customer/remove";

  private static final List<Field> FIELDS =
      List.of(
          Field.text("client", 120, "off"),
          Field.email().optional(),
          Field.text("city", 80, "off").optional());
  private static final Form NEW = new Form("client", FIELDS);
  private static final Form KNOWN =
      new Form("client", List.of(Field.hidden("id"), FIELDS.get(0), FIELDS.get(1), FIELDS.get(2)));

  void list(Visit visit, User user) throws IOException {
    list(visit, user, NEW.html(visit, LIST, "clients.add", NEW.with(Map.of())));
  }

  private static void list(Visit visit, User user, String form) throws IOException {
    List<List<String>> rows =
        visit.site().books(user).customers().stream().map(c -> row(visit, user, c)).toList();
    String table =
        Parts.table(
            visit, "clients.title", List.of("form.client", "form.email", "form.city"), rows);
    String add = user.role().writes() ? Parts.card(visit, "clients.new", form) : "";
    Parts.desk(visit, "clients.title", user.company(), table + add);
  }

  private static List<String> row(Visit visit, User user, Customer customer) {
    String name =
        user.role().writes()
            ? Parts.plainLink(visit.address(ONE + "?id=" + customer.id()), customer.name())
            : Html.escape(customer.name());
    return List.of(name, Html.escape(customer.email()), Html.escape(customer.city()));
  }

  void add(Visit visit, User user) throws IOException {
    Filled filled = NEW.read(visit);
    if (!filled.right()) {
      list(visit, user, NEW.again(visit, LIST, "clients.add", filled));
      return;
    }
    visit
        .site()
        .books(user)
        .addCustomer(filled.get("client"), filled.get("email"), filled.get("city"));
    visit.note(user, Activity.Kind.CUSTOMER, filled.get("client"));
    visit.seeOther(visit.address(LIST));
  }

  void show(Visit visit, User user) throws IOException {
    Optional<Customer> found = visit.parameter("id").flatMap(visit.site().books(user)::customer);
    if (found.isEmpty()) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Customer customer = found.get();
    Filled filled =
        KNOWN.with(
            Map.of(
                "id", customer.id(),
                "client", customer.name(),
                "email", customer.email(),
                "city", customer.city()));
    show(visit, user, customer, KNOWN.html(visit, ONE, "form.save", filled));
  }

  private static void show(Visit visit, User user, Customer customer, String form)
      throws IOException {
    String remove =
        Parts.paragraph(visit, "clients.remove.text")
            + Parts.button(visit, REMOVE, "clients.remove", customer.id(), customer.name());
    String body =
        Parts.cards(
            Parts.card(visit, "clients.change", form), Parts.card(visit, "clients.remove", remove));
    Parts.desk(visit, "clients.one", user.company(), body);
  }

  void save(Visit visit, User user) throws IOException {
    Filled filled = KNOWN.read(visit);
    Books books = visit.site().books(user);
    Optional<Customer> found = books.customer(filled.get("id"));
    if (found.isEmpty()) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (!filled.right()) {
      show(visit, user, found.get(), KNOWN.again(visit, ONE, "form.save", filled));
    } else {
      String name = filled.get("client");
      books.save(new Customer(filled.get("id"), name, filled.get("email"), filled.get("city")));
      visit.note(user, Activity.Kind.CUSTOMER, name);
      visit.seeOther(visit.address(LIST));
    }
  }

  void remove(Visit visit, User user) throws IOException {
    Books books = visit.site().books(user);
    String id = visit.parameter("id").orElse("");
    Optional<Customer> found = books.customer(id);
    if (found.isEmpty() || !books.removeCustomer(id)) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    visit.note(user, Activity.Kind.CUSTOMER, found.get().name());
    visit.seeOther(visit.address(LIST));
  }
}
