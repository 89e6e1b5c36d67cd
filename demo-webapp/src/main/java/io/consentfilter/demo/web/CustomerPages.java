// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.web.Invoice.Status;
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
    LocalDate today = visit.site().today();
    List<Invoice> all = visit.site().books().of(user);
    Optional<Status> chosen = visit.parameter("status").flatMap(CustomerPages::status);
    Predicate<Invoice> shown = i -> chosen.isEmpty() || chosen.get() == i.status(today);
    String rows =
        all.stream().filter(shown).map(i -> row(visit, i, today)).collect(Collectors.joining());
    Texts texts = visit.texts();
    visit.page(
        "invoices",
        texts.get("invoices.title"),
        Map.of(
            "notice", Thefts.notice(visit, visit.part("theft-link", Map.of())),
            "company", user.company(),
            "open", texts.euros(sum(all, today, Status.OPEN)),
            "late", texts.euros(sum(all, today, Status.LATE)),
            "paid", texts.euros(sum(all, today, Status.PAID)),
            "filters", filters(visit, chosen),
            "rows", rows));
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
    String csv = Exports.csv(visit.site().books().of(user), visit.site().today());
    file(visit, "csv", "text/csv;charset=utf-8", csv);
  }

  void json(Visit visit, User user) throws IOException {
    LocalDate today = visit.site().today();
    String json = Exports.json(user, visit.site().books().of(user), today).toString();
    file(visit, "json", "application/json;charset=utf-8", json);
  }

  private static void file(Visit visit, String ending, String type, String content)
      throws IOException {
    visit.response().setContentType(type);
    visit
        .response()
        .setHeader("Content-Disposition", "attachment; filename=\"boekhuis." + ending + "\"");
    visit.response().getWriter().write(content);
  }
}
