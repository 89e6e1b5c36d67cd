// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.books.Exports;
import io.consentfilter.demo.books.Invoice;
import io.consentfilter.demo.books.Invoice.Status;
import io.consentfilter.demo.rights.Activity;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a customer sees of the own books. Thread-safe. */
final class CustomerPages {

  void invoices(Visit visit, User user) throws IOException {
    if (!user.role().reads()) {
      visit.seeOther(visit.address(StaffPages.PATH));
      return;
    }
    LocalDate today = visit.site().today();
    List<Invoice> all = visit.site().books(user).invoices();
    Optional<Status> chosen = visit.parameter("status").flatMap(CustomerPages::status);
    Predicate<Invoice> shown = i -> chosen.isEmpty() || chosen.get() == i.status(today);
    String rows =
        all.stream().filter(shown).map(i -> row(visit, i, today)).collect(Collectors.joining());
    Texts texts = visit.texts();
    visit.page(
        "invoices",
        texts.get("invoices.title"),
        Map.of(
            "notice", notice(visit, user),
            "add", user.role().writes() ? visit.part("invoices-add", Map.of()) : "",
            "company", user.company(),
            "open", texts.euros(sum(all, today, Status.OPEN)),
            "late", texts.euros(sum(all, today, Status.LATE)),
            "paid", texts.euros(sum(all, today, Status.PAID)),
            "filters", filters(visit, chosen),
            "rows", rows));
  }

  private static String notice(Visit visit, User user) {
    boolean fresh = visit.parameter("welkom").isPresent();
    return Thefts.notice(visit, visit.part("theft-link", Map.of()))
        + (fresh ? visit.notice(visit.texts().get("invoices.welcome")) : "")
        + PrivacyPages.news(visit, user);
  }

  private static Optional<Status> status(String id) {
    return Arrays.stream(Status.values()).filter(status -> status.id().equals(id)).findFirst();
  }

  private static long sum(List<Invoice> invoices, LocalDate today, Status status) {
    return invoices.stream()
        .filter(invoice -> invoice.status(today) == status)
        .mapToLong(Invoice::totalCents)
        .sum();
  }

  private static String filters(Visit visit, Optional<Status> chosen) {
    return filter(visit, "", "all", chosen.isEmpty())
        + Arrays.stream(Status.values())
            .map(s -> filter(visit, "?status=" + s.id(), s.id(), chosen.equals(Optional.of(s))))
            .collect(Collectors.joining());
  }

  private static String filter(Visit visit, String query, String id, boolean current) {
    return visit.part(
        "link",
        Map.of(
            "path",
            "/app" + query,
            "text",
            visit.texts().get("status." + id),
            "current",
            current ? " aria-current=\"true\"" : ""));
  }

  private static String row(Visit visit, Invoice invoice, LocalDate today) {
    Texts texts = visit.texts();
    String status = invoice.status(today).id();
    return visit.part(
        "invoice",
        Map.of(
            "id", invoice.id(),
            "number", invoice.number(),
            "date", texts.date(invoice.date()),
            "due", texts.date(invoice.due()),
            "customer", invoice.customer(),
            "description", invoice.description(),
            "total", texts.euros(invoice.totalCents()),
            "status", status,
            "statusText", texts.get("status." + status)));
  }

  void csv(Visit visit, User user) throws IOException {
    visit.note(user, Activity.Kind.EXPORT, "CSV");
    begin(visit, "csv", "text/csv;charset=utf-8");
    Exports.csv(visit.site().books(user), visit.site().today(), visit.response().getWriter());
  }

  void json(Visit visit, User user) throws IOException {
    visit.note(user, Activity.Kind.EXPORT, "JSON");
    begin(visit, "json", "application/json;charset=utf-8");
    Exports.json(
        user, visit.site().books(user), visit.site().today(), visit.response().getWriter());
  }

  private static void begin(Visit visit, String ending, String type) {
    visit.response().setContentType(type);
    visit
        .response()
        .setHeader("Content-Disposition", "attachment; filename=\"boekhuis." + ending + "\"");
  }
}
