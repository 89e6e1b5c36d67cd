// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.books.Tokens;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.demo.web.Form.Filled;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The tokens of a firm's programs. Thread-safe. */
final class TokenPages {

  static final String PATH = "/app/tokens";
  static final String REMOVE = "/app/tokens/remove";

  private static final Form FORM = new Form("token", List.of(Field.text("label", 60, "off")));

  void show(Visit visit, User user) throws IOException {
    show(visit, user, "", FORM.html(visit, PATH, "tokens.make", FORM.with(Map.of())));
  }

  private static Tokens tokens(Visit visit, User user) {
    return new Tokens(visit.site().users().tenant(user));
  }

  private static void show(Visit visit, User user, String notice, String form) throws IOException {
    List<List<String>> rows =
        tokens(visit, user).all().stream()
            .map(
                token ->
                    List.of(
                        Html.escape(token.label()),
                        Html.escape(visit.texts().moment(token.created())),
                        Parts.button(visit, REMOVE, "tokens.remove", token.id(), token.label())))
            .toList();
    String body =
        notice
            + Parts.paragraph(visit, "tokens.text")
            + Parts.table(visit, "tokens.title", List.of("form.label", "tokens.made", ""), rows)
            + Parts.card(visit, "tokens.new", form);
    Parts.desk(visit, "tokens.title", user.company(), body);
  }

  /** Shows a new token, this once: only its hash is kept. */
  void make(Visit visit, User user) throws IOException {
    Filled filled = FORM.read(visit);
    if (!filled.right()) {
      show(visit, user, "", FORM.again(visit, PATH, "tokens.make", filled));
      return;
    }
    String secret = tokens(visit, user).create(user.id(), filled.get("label"), visit.now());
    visit.note(user, Activity.Kind.TOKEN, filled.get("label"));
    String notice =
        visit.part("secret", Map.of("text", visit.texts().get("tokens.once"), "secret", secret));
    show(visit, user, notice, FORM.html(visit, PATH, "tokens.make", FORM.with(Map.of())));
  }

  void remove(Visit visit, User user) throws IOException {
    if (!tokens(visit, user).remove(visit.parameter("id").orElse(""))) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    visit.note(user, Activity.Kind.TOKEN, "");
    visit.seeOther(visit.address(PATH));
  }
}
