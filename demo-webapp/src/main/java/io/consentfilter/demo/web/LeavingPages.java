// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.Endings;
import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.web.Form.Filled;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How a firm leaves, and comes back within seven days. Thread-safe. */
final class LeavingPages {

  static final String PATH = "/app/cancel";
  static final String BACK = "/comeback";

  private static final Form FORM = new Form("cancel", List.of(Field.box("understood").needed()));
  private static final Form CODE = new Form("comeback", List.of(Field.text("code", 60, "off")));

  void form(Visit visit, User owner) throws IOException {
    form(visit, owner, FORM.html(visit, PATH, "cancel.submit", FORM.with(Map.of())));
  }

  private static void form(Visit visit, User owner, String form) throws IOException {
    Instant now = visit.now();
    Texts texts = visit.texts();
    int invoices = visit.site().books(owner).invoices().size();
    String steps =
        step(texts.get("cancel.now"), texts.get("cancel.now.text"))
            + step(
                texts.format("cancel.week", texts.day(Endings.erased(now))),
                texts.get("cancel.week.text"))
            + step(
                texts.format("cancel.years", texts.day(Endings.forgotten(now))),
                texts.format("cancel.years.text", invoices));
    String exports =
        Parts.paragraph(visit, "cancel.first.text")
            + Parts.actions(
                Parts.link(visit, "/app/export.csv", "invoices.csv"),
                Parts.link(visit, "/app/export.json", "invoices.json"));
    String body =
        Parts.cards(
            Parts.card(visit, "cancel.what", "<ol class=\"steps\">" + steps + "</ol>"),
            "<div class=\"stack\">"
                + Parts.card(visit, "cancel.first", exports)
                + Parts.card(visit, "cancel.title", form)
                + "</div>");
    Parts.desk(visit, "cancel.title", owner.company(), body);
  }

  private static String step(String heading, String text) {
    return "<li><h3>%s</h3><p>%s</p></li>".formatted(Html.escape(heading), Html.escape(text));
  }

  /** Ends every login of the firm; from here on nobody of it is found. */
  void cancel(Visit visit, User owner) throws IOException {
    Filled filled = FORM.read(visit);
    if (!filled.right()) {
      form(visit, owner, FORM.again(visit, PATH, "cancel.submit", filled));
      return;
    }
    List<User> everybody = visit.site().users().colleagues(owner);
    String code = visit.site().endings().cancel(owner);
    everybody.forEach(user -> visit.login().endAll(user.id()));
    visit.login().end();
    visit.left();
    goodbye(visit, owner.company(), code);
  }

  private static void goodbye(Visit visit, String company, String code) throws IOException {
    Texts texts = visit.texts();
    Instant now = visit.now();
    visit.page(
        "goodbye",
        texts.get("goodbye.title"),
        Map.of(
            "company",
            company,
            "until",
            texts.format("goodbye.until", texts.moment(Endings.erased(now))),
            "code",
            code,
            "kept",
            texts.format("goodbye.kept", texts.day(Endings.forgotten(now)))));
  }

  void back(Visit visit) throws IOException {
    Filled given = CODE.with(Map.of("code", visit.parameter("code").orElse("")));
    back(visit, CODE.html(visit, BACK, "comeback.submit", given));
  }

  private static void back(Visit visit, String form) throws IOException {
    String body = Parts.paragraph(visit, "comeback.text") + form;
    visit.page(
        "door",
        visit.texts().get("comeback.title"),
        Map.of("heading", visit.texts().get("comeback.title"), "body", body));
  }

  void comeBack(Visit visit) throws IOException {
    Filled filled = CODE.read(visit);
    if (filled.right() && visit.site().endings().comeBack(filled.get("code"))) {
      visit.seeOther(visit.address("/login?terug"));
      return;
    }
    Filled wrong =
        filled.right() ? filled.wrong("code", visit.texts().get("comeback.wrong")) : filled;
    back(visit, CODE.again(visit, BACK, "comeback.submit", wrong));
  }
}
