// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.SignUp;
import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.rights.Newsletter;
import io.consentfilter.demo.rights.Statements;
import io.consentfilter.demo.web.Form.Filled;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a firm becomes a customer. Thread-safe. */
final class SignUpPages {

  static final String PATH = "/signup";

  private static final Form FORM =
      new Form(
          "signup",
          List.of(
              Field.text("company", 120, "organization"),
              Field.text("register", 20, "off").optional(),
              Field.text("address", 160, "street-address").optional(),
              Field.text("city", 80, "address-level2").optional(),
              Field.text("name", 120, "name"),
              Field.email(),
              Field.tel(),
              Field.username(),
              Field.password(),
              Field.box("newsletter"),
              Field.box("noservice")));

  void form(Visit visit) throws IOException {
    form(visit, FORM.html(visit, PATH, "signup.submit", FORM.with(Map.of())));
  }

  private static void form(Visit visit, String form) throws IOException {
    visit.page("signup", visit.texts().get("signup.title"), Map.of("form", form));
  }

  void send(Visit visit) throws IOException {
    Filled filled = NewPassword.checked(visit, FORM.read(visit));
    if (!filled.right()) {
      form(visit, FORM.again(visit, PATH, "signup.submit", filled));
      return;
    }
    Optional<User> owner = visit.site().users().signUp(wish(filled), Statements.CURRENT);
    if (owner.isEmpty()) {
      Filled taken = filled.wrong("username", visit.texts().get("form.username.taken"));
      form(visit, FORM.again(visit, PATH, "signup.submit", taken));
      return;
    }
    lists(visit, owner.get(), filled);
    visit.login().begin(owner.get().id(), false);
    visit.seeOther(visit.address("/app?welkom"));
  }

  private static SignUp wish(Filled filled) {
    return new SignUp(
        filled.get("company"),
        filled.get("register"),
        filled.get("address"),
        filled.get("city"),
        ProfilePages.person(filled),
        filled.get("password"));
  }

  /** The newsletter needs a yes; word of our own services goes to customers unless they say no. */
  private static void lists(Visit visit, User owner, Filled filled) {
    Newsletter newsletter = new Newsletter(visit.site().users().tenant(owner));
    if (filled.ticked("newsletter")) {
      newsletter.subscribe(owner.email(), visit.texts().get("form.newsletter"), visit.now());
    }
    if (!filled.ticked("noservice")) {
      newsletter.customer(owner.email(), visit.now());
    }
  }
}
