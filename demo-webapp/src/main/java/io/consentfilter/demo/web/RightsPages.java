// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.demo.rights.Outbox;
import io.consentfilter.demo.rights.Outbox.Message;
import io.consentfilter.demo.rights.Requests;
import io.consentfilter.demo.rights.Requests.Request;
import io.consentfilter.demo.store.Tenant;
import io.consentfilter.demo.web.Form.Filled;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where anybody asks what Boekhuis has of him, and to change, erase or hand it over. */
final class RightsPages {

  static final String PATH = "/rights";
  static final String RECEIPT = "/rights/receipt";

  private static final List<String> KINDS =
      Arrays.stream(Requests.Kind.values()).map(Requests.Kind::id).toList();
  private static final Form FORM =
      new Form(
          "rights",
          List.of(
              Field.choice("kind", KINDS),
              Field.text("name", 120, "name"),
              Field.email(),
              Field.area("words")));

  void form(Visit visit) throws IOException {
    Map<String, String> known =
        visit
            .user()
            .map(user -> Map.of("name", user.name(), "email", user.email()))
            .orElse(Map.of());
    form(visit, FORM.html(visit, PATH, "rights.file", FORM.with(known)));
  }

  private static void form(Visit visit, String form) throws IOException {
    visit.page("rights", visit.texts().get("rights.title"), Map.of("form", form));
  }

  void file(Visit visit) throws IOException {
    Filled filled = FORM.read(visit);
    if (!filled.right()) {
      form(visit, FORM.again(visit, PATH, "rights.file", filled));
      return;
    }
    Optional<User> user = visit.user();
    Tenant tenant = user.map(visit.site().users()::tenant).orElse(visit.site().house());
    String receipt =
        new Requests(tenant)
            .file(
                Requests.Kind.named(filled.get("kind")).orElseThrow(),
                filled.get("name"),
                filled.get("email"),
                filled.get("words"),
                visit.now());
    user.ifPresent(
        known -> visit.note(known, Activity.Kind.REQUEST, kind(visit, filled.get("kind"))));
    confirm(visit, tenant, filled.get("email"), receipt);
    visit.seeOther(visit.address(RECEIPT + "?id=" + receipt));
  }

  private static String kind(Visit visit, String id) {
    return visit.texts().get("form.kind." + id);
  }

  private static void confirm(Visit visit, Tenant tenant, String email, String receipt) {
    Texts texts = visit.texts();
    String due = texts.day(visit.now().plus(Requests.TERM));
    new Outbox(tenant)
        .send(
            new Message(
                email,
                texts.get("rights.message.subject"),
                texts.format("rights.message.text", due),
                RECEIPT + "?id=" + receipt,
                "",
                visit.now()));
  }

  void receipt(Visit visit) throws IOException {
    Optional<Request> found =
        visit.parameter("id").flatMap(id -> Requests.find(visit.site().database(), id));
    if (found.isEmpty()) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    visit.response().setHeader("Cache-Control", "no-store");
    Request request = found.get();
    String answer =
        request
            .answer()
            .map(words -> Parts.card(visit, "rights.answer", Parts.paragraph(words)))
            .orElse("");
    visit.page(
        "receipt",
        visit.texts().get("rights.receipt"),
        Map.of("facts", facts(visit, request), "answer", answer));
  }

  private static String facts(Visit visit, Request request) {
    Texts texts = visit.texts();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(texts.get("rights.number"), request.id());
    facts.put(texts.get("form.kind"), kind(visit, request.kind().id()));
    facts.put(texts.get("rights.filed"), texts.moment(request.filed()));
    facts.put(texts.get("rights.due"), texts.moment(request.due()));
    facts.put(texts.get("rights.state"), texts.get("rights.state." + state(visit, request)));
    return Parts.facts(facts);
  }

  /** Returns the name of how a request stands. */
  static String state(Visit visit, Request request) {
    if (request.closed().isPresent()) {
      return "closed";
    }
    return request.overdue(visit.now()) ? "overdue" : "open";
  }
}
