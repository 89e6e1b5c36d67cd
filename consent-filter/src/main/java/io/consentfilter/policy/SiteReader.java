// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a policy says about the site as a whole. */
final class SiteReader {

  private static final Map<String, Transport> TRANSPORT =
      Map.of("https", Transport.HTTPS, "proxied", Transport.PROXIED, "http", Transport.HTTP);

  private static final Map<String, Undeclared> UNDECLARED =
      Map.of("block", Undeclared.BLOCK, "report", Undeclared.REPORT);

  private static final Form<String> SUFFIX =
      (value, mistakes) -> {
        if (value instanceof Located.Text text && text.value().matches("[A-Za-z0-9-]{0,16}")) {
          return Optional.of(text.value());
        }
        mistakes.add(
            Rule.COOKIE, value, "not a suffix", "at most 16 letters, digits and -; or empty");
        return Optional.empty();
      };

  private static final Form<LocalDate> DATE =
      Form.text(
          Rule.TEXT, "not a date", "a date of ISO 8601, such as 2026-11-21", SiteReader::date);

  private static final int HIGHEST_REVISION = 65_535;

  private final Fields fields;
  private final Transport transport;
  private final boolean staticPages;
  private final String cookieSuffix;
  private final List<String> languages;

  SiteReader(Fields fields, Mistakes mistakes) {
    this.fields = fields;
    this.transport = fields.find("transport", Form.oneOf(TRANSPORT), Transport.HTTPS);
    this.staticPages = fields.find("static", Form.TRUTH, false);
    this.cookieSuffix = fields.find("cookieSuffix", SUFFIX, "");
    this.languages = languages(fields, mistakes);
    checkOwnCookie(mistakes);
  }

  // After a mistake in the languages none are known: texts are not held against half a list.
  private static List<String> languages(Fields fields, Mistakes mistakes) {
    List<String> read = fields.need("languages", Form.listOf(Texts.TAG), List.of());
    Optional<Located> value = fields.located("languages");
    if (value.isPresent() && value.get() instanceof Located.Items items) {
      if (items.values().isEmpty()) {
        mistakes.add(Rule.LANGUAGES, items.where(), "no language", "", "at least one");
      }
      return Set.copyOf(read).size() == items.values().size() ? read : List.of();
    }
    return List.of();
  }

  private void checkOwnCookie(Mistakes mistakes) {
    String name = CookieNames.of(transport, cookieSuffix).consent();
    Names.refuseBlocked(name, fields.where("cookieSuffix"), mistakes);
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  Transport transport() {
    return transport;
  }

  String cookieSuffix() {
    return cookieSuffix;
  }

  List<String> languages() {
    return languages;
  }

  int revision() {
    return fields.need("revision", Form.number(0, HIGHEST_REVISION), 0);
  }

  Controller controller() {
    return fields
        .needObject("controller")
        .map(SiteReader::controller)
        .orElseGet(
            () -> new Controller("", Optional.empty(), "", Optional.empty(), Optional.empty()));
  }

  private static Controller controller(Fields fields) {
    Controller controller =
        new Controller(
            fields.need("name", Form.TEXT, ""),
            fields.find("address", Form.TEXT),
            fields.need("contact", Addresses.CONTACT, ""),
            authority(fields),
            fields.find("privacyPage", Addresses.LINK_OR_PATH));
    fields.end();
    return controller;
  }

  private static Optional<Authority> authority(Fields controller) {
    if (controller.located("authority").isEmpty()) {
      return Optional.empty();
    }
    Fields fields = controller.object("authority");
    Authority authority =
        new Authority(fields.need("name", Form.TEXT, ""), fields.need("url", Addresses.LINK, ""));
    fields.end();
    return Optional.of(authority);
  }

  Optional<LocalDate> updated() {
    return fields.find("updated", DATE);
  }

  Undeclared undeclared() {
    return fields.find("undeclared", Form.oneOf(UNDECLARED), Undeclared.BLOCK);
  }

  CspRules csp() {
    return fields.find("csp", new CspReader(transport, staticPages), CspReader.USUAL);
  }

  boolean staticPages() {
    return staticPages;
  }
}
