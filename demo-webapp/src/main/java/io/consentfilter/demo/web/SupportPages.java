// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.demo.rights.Grants;
import io.consentfilter.demo.rights.Grants.Grant;
import io.consentfilter.demo.web.Form.Filled;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where an owner lets support in for a while, and sees what it looked at. Thread-safe. */
final class SupportPages {

  static final String PATH = "/app/support";
  static final String END = "/app/support/end";

  private static final Map<String, Duration> LENGTHS =
      Map.of("hour", Duration.ofHours(1), "day", Duration.ofDays(1), "week", Duration.ofDays(7));
  private static final Form FORM =
      new Form(
          "support",
          List.of(
              Field.text("reason", 200, "off"),
              Field.choice("length", List.of("hour", "day", "week"))));

  private static Grants grants(Visit visit, User owner) {
    return new Grants(visit.site().users().tenant(owner));
  }

  void show(Visit visit, User owner) throws IOException {
    show(visit, owner, FORM.html(visit, PATH, "support.give", FORM.with(Map.of())));
  }

  private static void show(Visit visit, User owner, String form) throws IOException {
    List<List<String>> given =
        grants(visit, owner).all().stream().map(grant -> row(visit, grant)).toList();
    List<List<String>> used =
        new Activity(visit.site().users().tenant(owner))
            .support().stream().map(use -> ActivityPage.row(visit, use)).toList();
    String body =
        Parts.paragraph(visit, "support.text")
            + Parts.cards(
                Parts.card(visit, "support.new", form),
                Parts.card(
                    visit,
                    "support.given",
                    Parts.table(
                        visit,
                        "support.given",
                        List.of("form.reason", "support.expires", ""),
                        given)))
            + Parts.card(
                visit,
                "support.used",
                Parts.table(visit, "support.used", ActivityPage.HEADS, used));
    Parts.desk(visit, "support.title", owner.company(), body);
  }

  private static List<String> row(Visit visit, Grant grant) {
    boolean live = grant.live(visit.now());
    String when = visit.texts().moment(grant.expires());
    return List.of(
        Html.escape(grant.reason()),
        Html.escape(live ? when : visit.texts().format("support.over", when)),
        live ? Parts.button(visit, END, "support.end", grant.id(), grant.reason()) : "");
  }

  void give(Visit visit, User owner) throws IOException {
    Filled filled = FORM.read(visit);
    if (!filled.right()) {
      show(visit, owner, FORM.again(visit, PATH, "support.give", filled));
      return;
    }
    Duration length = LENGTHS.getOrDefault(filled.get("length"), Duration.ofHours(1));
    grants(visit, owner).give(filled.get("reason"), visit.now(), length);
    visit.note(owner, Activity.Kind.GRANT, filled.get("reason"));
    visit.seeOther(visit.address(PATH));
  }

  void end(Visit visit, User owner) throws IOException {
    if (!grants(visit, owner).end(visit.parameter("id").orElse(""), visit.now())) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    visit.note(owner, Activity.Kind.GRANT, "");
    visit.seeOther(visit.address(PATH));
  }
}
