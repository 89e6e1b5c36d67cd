// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.demo.rights.Newsletter;
import io.consentfilter.demo.rights.Newsletter.Kind;
import io.consentfilter.demo.web.Form.Filled;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asking for the newsletter, and getting rid of it. Thread-safe. */
final class NewsletterPages {

  static final String PATH = "/newsletter";
  static final String MINE = "/app/newsletter";
  static final String LEAVE = "/unsubscribe";

  private static final Form PUBLIC =
      new Form("newsletter", List.of(Field.email(), Field.box("newsletter").needed()));
  private static final Form OWN =
      new Form("letters", List.of(Field.box("newsletter"), Field.box("service")));

  void form(Visit visit) throws IOException {
    form(visit, PUBLIC.html(visit, PATH, "newsletter.submit", PUBLIC.with(Map.of())));
  }

  private static void form(Visit visit, String form) throws IOException {
    boolean done = visit.parameter("aangemeld").isPresent();
    String notice = done ? visit.notice(visit.texts().get("newsletter.done")) : "";
    visit.page(
        "newsletter",
        visit.texts().get("newsletter.title"),
        Map.of("notice", notice, "form", form));
  }

  void subscribe(Visit visit) throws IOException {
    Filled filled = PUBLIC.read(visit);
    if (!filled.right()) {
      form(visit, PUBLIC.again(visit, PATH, "newsletter.submit", filled));
      return;
    }
    new Newsletter(visit.site().house())
        .subscribe(filled.get("email"), visit.texts().get("form.newsletter"), visit.now());
    visit.seeOther(visit.address(PATH + "?aangemeld"));
  }

  // For customers

  private static Newsletter of(Visit visit, User user) {
    return new Newsletter(visit.site().users().tenant(user));
  }

  void mine(Visit visit, User user) throws IOException {
    Newsletter newsletter = of(visit, user);
    Filled now =
        OWN.with(
            Map.of(
                "newsletter", newsletter.receives(user.email(), Kind.NEWS) ? "yes" : "",
                "service", newsletter.receives(user.email(), Kind.SERVICE) ? "yes" : ""));
    boolean saved = visit.parameter("bewaard").isPresent();
    String notice = saved ? visit.notice(visit.texts().get("letters.saved")) : "";
    List<List<String>> proofs =
        newsletter.proofs().stream()
            .map(
                proof ->
                    List.of(
                        Html.escape(visit.texts().moment(proof.at())),
                        Html.escape(proof.email()),
                        Html.escape(
                            visit.texts().get(proof.given() ? "letters.given" : "letters.taken")),
                        Html.escape(proof.wording())))
            .toList();
    String form = OWN.html(visit, MINE, "form.save", now);
    String table =
        Parts.table(
            visit,
            "letters.proofs",
            List.of("activity.when", "form.email", "activity.what", "letters.wording"),
            proofs);
    String body =
        notice
            + Parts.cards(
                Parts.card(visit, "letters.card", form),
                Parts.card(visit, "letters.proofs", table));
    Parts.desk(visit, "letters.title", user.company(), body);
  }

  void save(Visit visit, User user) {
    Filled filled = OWN.read(visit);
    Newsletter newsletter = of(visit, user);
    String email = user.email();
    boolean had = newsletter.receives(email, Kind.NEWS);
    if (filled.ticked("newsletter") && !had) {
      newsletter.subscribe(email, visit.texts().get("form.newsletter"), visit.now());
    } else if (!filled.ticked("newsletter") && had) {
      newsletter.leave(email, Kind.NEWS, visit.texts().get("form.save"), visit.now());
    }
    if (filled.ticked("service")) {
      newsletter.customer(email, visit.now());
    } else {
      newsletter.leave(email, Kind.SERVICE, visit.texts().get("form.save"), visit.now());
    }
    visit.note(user, Activity.Kind.NEWSLETTER, "");
    visit.seeOther(visit.address(MINE + "?bewaard"));
  }

  // From a message, without a login

  void leaving(Visit visit) throws IOException {
    String code = visit.parameter("code").orElse("");
    Optional<Kind> kind = Newsletter.receiving(visit.site().database(), code);
    String body =
        kind.isPresent()
            ? visit.part(
                "unsubscribe",
                Map.of("what", visit.texts().get("unsubscribe." + kind.get().id()), "code", code))
            : Parts.paragraph(visit, "unsubscribe.done");
    door(visit, body);
  }

  private static void door(Visit visit, String body) throws IOException {
    String title = visit.texts().get("unsubscribe.title");
    visit.page("door", title, Map.of("heading", title, "body", body));
  }

  /** Needs no login, and answers a mail program's own button as well (RFC 8058). */
  void leave(Visit visit) throws IOException {
    String code = visit.parameter("code").orElse("");
    String wording = visit.texts().get("unsubscribe.submit");
    Newsletter.leave(visit.site().database(), code, wording, visit.now());
    door(visit, Parts.paragraph(visit, "unsubscribe.done"));
  }
}
