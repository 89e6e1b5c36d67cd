// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.Person;
import io.consentfilter.demo.accounts.Role;
import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.demo.web.Form.Filled;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Every personal field that Boekhuis has, to see and to change. Thread-safe. */
final class ProfilePages {

  static final String PATH = "/app/profile";
  static final String FIRM = "/app/profile/firm";

  private static final Form PERSON =
      new Form(
          "person",
          List.of(Field.text("name", 120, "name"), Field.email(), Field.tel(), Field.username()));

  private static final Form FIRM_FORM =
      new Form(
          "firm",
          List.of(
              Field.text("company", 120, "organization"),
              Field.text("register", 20, "off").optional(),
              Field.text("address", 160, "street-address").optional(),
              Field.text("city", 80, "address-level2").optional()));

  static Person person(Filled filled) {
    return new Person(
        filled.get("username"), filled.get("name"), filled.get("email"), filled.get("phone"));
  }

  void show(Visit visit, User user) throws IOException {
    boolean saved = visit.parameter("bewaard").isPresent();
    String notice = saved ? visit.notice(visit.texts().get("profile.saved")) : "";
    show(visit, user, notice, personForm(visit, user), firmForm(visit, user));
  }

  private static void show(Visit visit, User user, String notice, String person, String firm)
      throws IOException {
    String body =
        notice
            + Parts.cards(
                Parts.card(visit, "profile.person", person),
                Parts.card(visit, "profile.firm", firm),
                Parts.card(visit, "profile.rest", rest(visit)));
    Parts.desk(visit, "profile.title", user.company(), body);
  }

  private static String personForm(Visit visit, User user) {
    Filled filled =
        PERSON.with(
            Map.of(
                "name", user.name(),
                "email", user.email(),
                "phone", user.phone(),
                "username", user.username()));
    return PERSON.html(visit, PATH, "form.save", filled);
  }

  private static String firmForm(Visit visit, User user) {
    if (user.role() != Role.OWNER) {
      return Parts.paragraph(visit, "profile.firm.owner");
    }
    Filled filled =
        FIRM_FORM.with(
            Map.of(
                "company", user.company(),
                "register", user.firm().register(),
                "address", user.firm().address(),
                "city", user.firm().city()));
    return FIRM_FORM.html(visit, FIRM, "form.save", filled);
  }

  private static String rest(Visit visit) {
    return Parts.paragraph(visit, "profile.rest.text")
        + Parts.actions(
            Parts.link(visit, "/app/export.json", "invoices.json"),
            Parts.link(visit, "/rights", "rights.title"));
  }

  void savePerson(Visit visit, User user) throws IOException {
    Filled filled = PERSON.read(visit);
    if (filled.right() && !visit.site().users().save(user, person(filled))) {
      filled = filled.wrong("username", visit.texts().get("form.username.taken"));
    }
    if (!filled.right()) {
      String again = PERSON.again(visit, PATH, "form.save", filled);
      show(visit, user, "", again, firmForm(visit, user));
      return;
    }
    saved(visit, user);
  }

  void saveFirm(Visit visit, User user) throws IOException {
    Filled filled = FIRM_FORM.read(visit);
    if (!filled.right()) {
      String again = FIRM_FORM.again(visit, FIRM, "form.save", filled);
      show(visit, user, "", personForm(visit, user), again);
      return;
    }
    visit
        .site()
        .users()
        .save(
            user,
            filled.get("company"),
            filled.get("register"),
            filled.get("address"),
            filled.get("city"));
    saved(visit, user);
  }

  private static void saved(Visit visit, User user) {
    visit.note(user, Activity.Kind.PROFILE, "");
    visit.seeOther(visit.address(PATH + "?bewaard"));
  }
}
