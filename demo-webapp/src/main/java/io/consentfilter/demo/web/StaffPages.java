// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.books.Books;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.demo.rights.Grants;
import io.consentfilter.demo.rights.Grants.Grant;
import io.consentfilter.demo.rights.Newsletter;
import io.consentfilter.demo.rights.Notices;
import io.consentfilter.demo.rights.Requests;
import io.consentfilter.demo.rights.Requests.Request;
import io.consentfilter.demo.rights.Retention;
import io.consentfilter.demo.store.Tenant;
import io.consentfilter.demo.web.Form.Filled;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The desk of the people of Boekhuis. They see the books of a firm only by its grant. */
final class StaffPages {

  static final String PATH = "/app/staff";
  static final String REQUEST = "/app/staff/request";
  static final String RETENTION = "/app/staff/retention";
  static final String FIRM = "/app/staff/firm";
  static final String NOTICE = "/app/staff/notice";
  static final String LETTER = "/app/staff/letter";

  private static final Form ANSWER =
      new Form("answer", List.of(Field.hidden("id"), Field.area("answer")));
  private static final Form NOTICE_FORM =
      new Form("notice", List.of(Field.text("heading", 160, "off"), Field.area("words")));
  private static final Form LETTER_FORM =
      new Form(
          "letter",
          List.of(
              Field.choice("list", List.of("news", "service")),
              Field.text("heading", 160, "off"),
              Field.area("words")));

  void show(Visit visit, User staff) throws IOException {
    String body =
        Parts.card(visit, "staff.requests", requests(visit))
            + Parts.card(visit, "staff.grants", grants(visit))
            + Parts.card(visit, "staff.retention", retention(visit))
            + Parts.actions(
                Parts.link(visit, NOTICE, "staff.notice"),
                Parts.link(visit, LETTER, "staff.letter"),
                Parts.link(visit, OutboxPages.PATH, "outbox.title"));
    Parts.desk(visit, "staff.title", staff.company(), body);
  }

  // Requests

  private static String requests(Visit visit) {
    List<List<String>> rows =
        Requests.all(visit.site().database()).stream().map(r -> row(visit, r)).toList();
    return Parts.table(
        visit,
        "staff.requests",
        List.of("form.kind", "form.name", "rights.due", "rights.state"),
        rows);
  }

  private static List<String> row(Visit visit, Request request) {
    Texts texts = visit.texts();
    String state = RightsPages.state(visit, request);
    String pill = state.equals("overdue") ? "late" : state.equals("open") ? "open" : "paid";
    return List.of(
        Parts.plainLink(
            visit.address(REQUEST + "?id=" + request.id()),
            texts.get("form.kind." + request.kind().id())),
        Html.escape(request.name()),
        Html.escape(texts.moment(request.due())),
        "<span class=\"pill %s\">%s</span>"
            .formatted(pill, Html.escape(texts.get("rights.state." + state))));
  }

  void request(Visit visit, User staff) throws IOException {
    Optional<Request> found = found(visit);
    if (found.isEmpty()) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Filled blank = ANSWER.with(Map.of("id", found.get().id()));
    String form = ANSWER.html(visit, REQUEST, "staff.answer", blank);
    request(visit, staff, found.get(), form);
  }

  private static Optional<Request> found(Visit visit) {
    return visit.parameter("id").flatMap(id -> Requests.find(visit.site().database(), id));
  }

  private static void request(Visit visit, User staff, Request request, String form)
      throws IOException {
    String asked =
        Parts.paragraph(request.name() + ", " + request.email()) + Parts.paragraph(request.words());
    String answer = request.answer().map(Parts::paragraph).orElse(form);
    String body =
        Parts.cards(
            Parts.card(visit, "form.kind." + request.kind().id(), asked),
            Parts.card(visit, "rights.answer", answer));
    Parts.desk(visit, "staff.request", staff.company(), body);
  }

  void answer(Visit visit, User staff) throws IOException {
    Filled filled = ANSWER.read(visit);
    Optional<Request> found = found(visit);
    if (found.isEmpty()) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (!filled.right()) {
      String again = ANSWER.again(visit, REQUEST, "staff.answer", filled);
      request(visit, staff, found.get(), again);
    } else {
      Requests.answer(visit.site().database(), filled.get("id"), filled.get("answer"), visit.now());
      visit.seeOther(visit.address(PATH));
    }
  }

  // Retention

  private static String retention(Visit visit) {
    Texts texts = visit.texts();
    List<List<String>> rows =
        visit.site().retention().runs().stream()
            .map(
                run ->
                    List.of(
                        Html.escape(texts.moment(run.at())),
                        Html.escape(texts.get("retention." + run.cause().id())),
                        texts.number(run.firms()),
                        texts.number(run.records()),
                        texts.number(run.invoices())))
            .toList();
    return Parts.paragraph(visit, "retention.text")
        + Parts.button(visit, RETENTION, "retention.run", "", "")
        + Parts.table(
            visit,
            "staff.retention",
            List.of(
                "activity.when",
                "retention.cause",
                "retention.firms",
                "retention.records",
                "retention.invoices"),
            rows);
  }

  void run(Visit visit, User staff) {
    visit.site().retention().run(Retention.Cause.HAND);
    visit.seeOther(visit.address(PATH));
  }

  // Support

  private static String grants(Visit visit) {
    List<List<String>> rows =
        Grants.live(visit.site().database(), visit.now()).stream()
            .map(
                grant ->
                    List.of(
                        Parts.plainLink(
                            visit.address(FIRM + "?grant=" + grant.id()), grant.reason()),
                        Html.escape(visit.texts().moment(grant.expires()))))
            .toList();
    return Parts.paragraph(visit, "staff.grants.text")
        + Parts.table(visit, "staff.grants", List.of("form.reason", "support.expires"), rows);
  }

  /** Shows the books of a firm as long as it lets us, and tells it so before that. */
  void firm(Visit visit, User staff) throws IOException {
    Optional<Grant> grant =
        visit
            .parameter("grant")
            .flatMap(id -> Grants.live(visit.site().database(), id, visit.now()));
    if (grant.isEmpty()) {
      visit.response().sendError(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    Tenant tenant = visit.site().database().tenant(grant.get().tenant());
    new Activity(tenant)
        .add(visit.now(), staff.name(), Activity.Kind.SUPPORT, grant.get().reason());
    List<List<String>> rows =
        new Books(tenant)
            .invoices().stream()
                .map(
                    invoice ->
                        List.of(
                            Html.escape(invoice.number()),
                            Html.escape(invoice.customer()),
                            Html.escape(visit.texts().euros(invoice.totalCents()))))
                .toList();
    String body =
        visit.notice(visit.texts().get("staff.firm.told"))
            + Parts.table(
                visit,
                "invoices.heading",
                List.of("invoices.number", "invoices.customer", "invoices.total"),
                rows);
    Parts.desk(visit, "staff.firm", grant.get().reason(), body);
  }

  // What everybody is told

  void notice(Visit visit, User staff) throws IOException {
    form(
        visit,
        staff,
        "staff.notice",
        NOTICE_FORM.html(visit, NOTICE, "staff.publish", NOTICE_FORM.with(Map.of())));
  }

  private static void form(Visit visit, User staff, String key, String form) throws IOException {
    Parts.desk(visit, key, staff.company(), Parts.card(visit, key, form));
  }

  void publish(Visit visit, User staff) throws IOException {
    Filled filled = NOTICE_FORM.read(visit);
    if (!filled.right()) {
      form(visit, staff, "staff.notice", NOTICE_FORM.again(visit, NOTICE, "staff.publish", filled));
      return;
    }
    new Notices(visit.site().database())
        .publish(filled.get("heading"), filled.get("words"), visit.now());
    visit.seeOther(visit.address(PATH));
  }

  void letter(Visit visit, User staff) throws IOException {
    form(
        visit,
        staff,
        "staff.letter",
        LETTER_FORM.html(visit, LETTER, "staff.send", LETTER_FORM.with(Map.of())));
  }

  void send(Visit visit, User staff) throws IOException {
    Filled filled = LETTER_FORM.read(visit);
    if (!filled.right()) {
      form(visit, staff, "staff.letter", LETTER_FORM.again(visit, LETTER, "staff.send", filled));
      return;
    }
    Newsletter.Kind kind =
        filled.get("list").equals("news") ? Newsletter.Kind.NEWS : Newsletter.Kind.SERVICE;
    Newsletter.send(
        visit.site().database(), kind, filled.get("heading"), filled.get("words"), visit.now());
    visit.seeOther(visit.address(PATH));
  }
}
