// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.Role;
import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.demo.rights.Outbox;
import io.consentfilter.demo.rights.Outbox.Message;
import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.web.Form.Filled;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom the owner of a firm lets in besides. Thread-safe. */
final class TeamPages {

  static final String PATH = "/app/team";
  static final String ROLE = "/app/team/role";
  static final String REMOVE = "/app/team/remove";
  static final String INVITATION = "/invitation";

  private static final List<String> ROLES = Role.GIVEN.stream().map(Role::id).toList();
  private static final Form FORM =
      new Form(
          "team",
          List.of(
              Field.text("name", 120, "off"),
              Field.email(),
              Field.username(),
              Field.choice("role", ROLES)));
  private static final Form FIRST =
      new Form("invitation", List.of(Field.hidden("code"), Field.password()));

  void show(Visit visit, User owner) throws IOException {
    show(visit, owner, FORM.html(visit, PATH, "team.invite", FORM.with(Map.of())));
  }

  private static void show(Visit visit, User owner, String form) throws IOException {
    List<List<String>> rows =
        visit.site().users().colleagues(owner).stream().map(user -> row(visit, user)).toList();
    boolean invited = visit.parameter("uitgenodigd").isPresent();
    String notice =
        invited
            ? visit.notice(visit.texts().get("team.invited"))
                + Parts.actions(Parts.link(visit, OutboxPages.PATH, "outbox.title"))
            : "";
    String body =
        notice
            + Parts.table(
                visit, "team.title", List.of("form.name", "form.username", "form.role", ""), rows)
            + Parts.card(visit, "team.new", form);
    Parts.desk(visit, "team.title", owner.company(), body);
  }

  private static List<String> row(Visit visit, User user) {
    String role = visit.texts().get("form.role." + user.role().id());
    String waiting = user.invited() ? " (" + visit.texts().get("team.waiting") + ")" : "";
    return List.of(
        Html.escape(user.name()),
        Html.escape(user.username()),
        Html.escape(role + waiting),
        user.role() == Role.OWNER ? "" : buttons(visit, user));
  }

  private static String buttons(Visit visit, User user) {
    String other = user.role() == Role.ACCOUNTANT ? "bookkeeper" : "accountant";
    return Parts.button(visit, ROLE, "team.make." + other, user.id(), user.name())
        + Parts.button(visit, REMOVE, "team.remove", user.id(), user.name());
  }

  void invite(Visit visit, User owner) throws IOException {
    Filled filled = FORM.read(visit);
    if (!filled.right()) {
      show(visit, owner, FORM.again(visit, PATH, "team.invite", filled));
      return;
    }
    String code = Code.secret();
    Role role = Role.named(filled.get("role")).orElse(Role.ACCOUNTANT);
    Optional<User> added =
        visit.site().users().invite(owner, ProfilePages.person(filled), role, code);
    if (added.isEmpty()) {
      Filled taken = filled.wrong("username", visit.texts().get("form.username.taken"));
      show(visit, owner, FORM.again(visit, PATH, "team.invite", taken));
      return;
    }
    send(visit, owner, added.get(), code);
    visit.note(owner, Activity.Kind.INVITED, added.get().name());
    visit.seeOther(visit.address(PATH + "?uitgenodigd"));
  }

  private static void send(Visit visit, User owner, User added, String code) {
    Texts texts = visit.texts();
    new Outbox(visit.site().users().tenant(owner))
        .send(
            new Message(
                added.email(),
                texts.format("team.message.subject", owner.company()),
                texts.format("team.message.text", owner.name(), added.username()),
                INVITATION + "?code=" + code,
                "",
                visit.now()));
  }

  void changeRole(Visit visit, User owner) throws IOException {
    Optional<User> colleague = colleague(visit, owner);
    Role other =
        colleague.filter(user -> user.role() == Role.ACCOUNTANT).isPresent()
            ? Role.BOOKKEEPER
            : Role.ACCOUNTANT;
    if (colleague.isEmpty()
        || !visit.site().users().changeRole(owner, colleague.get().id(), other)) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    visit.note(owner, Activity.Kind.ROLE, colleague.get().name());
    visit.seeOther(visit.address(PATH));
  }

  private static Optional<User> colleague(Visit visit, User owner) {
    String id = visit.parameter("id").orElse("");
    return visit.site().users().colleagues(owner).stream()
        .filter(user -> user.id().equals(id) && user.role() != Role.OWNER)
        .findFirst();
  }

  /** Removes somebody, whose logins end at once. */
  void remove(Visit visit, User owner) throws IOException {
    Optional<User> colleague = colleague(visit, owner);
    if (colleague.isEmpty() || !visit.site().users().remove(owner, colleague.get().id())) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    visit.login().endAll(colleague.get().id());
    visit.note(owner, Activity.Kind.REMOVED, colleague.get().name());
    visit.seeOther(visit.address(PATH));
  }

  // The one who was invited

  void invitation(Visit visit) throws IOException {
    String code = visit.parameter("code").orElse("");
    Optional<User> user = visit.site().users().invited(code);
    if (user.isEmpty()) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Filled blank = FIRST.with(Map.of("code", code));
    invitation(visit, user.get(), FIRST.html(visit, INVITATION, "invitation.submit", blank));
  }

  private static void invitation(Visit visit, User user, String form) throws IOException {
    String text = visit.texts().format("invitation.text", user.company(), user.username());
    String body = Parts.paragraph(text) + form;
    visit.page(
        "door",
        visit.texts().get("invitation.title"),
        Map.of("heading", visit.texts().get("invitation.title"), "body", body));
  }

  void accept(Visit visit) throws IOException {
    Filled filled = NewPassword.checked(visit, FIRST.read(visit));
    Optional<User> user = visit.site().users().invited(filled.get("code"));
    if (user.isEmpty()) {
      visit.response().sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (filled.right()) {
      visit.site().users().accept(user.get(), filled.get("password"));
      visit.login().begin(user.get().id(), false);
      visit.seeOther(visit.address("/app"));
    } else {
      String again = FIRST.again(visit, INVITATION, "invitation.submit", filled);
      invitation(visit, user.get(), again);
    }
  }
}
