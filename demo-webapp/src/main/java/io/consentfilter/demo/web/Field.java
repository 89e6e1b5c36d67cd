// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.Users;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A field of a form. Its label is the text {@code form.NAME}; what helps to fill it in is {@code
 * form.NAME.hint}.
 *
 * @param name what it is sent under
 * @param kind what goes into it
 * @param required whether it must be filled in
 * @param longest how many characters it takes
 * @param autocomplete what browsers and password managers fill in (HTML, autofill)
 * @param options what there is to choose, each with the text {@code form.NAME.OPTION}
 */
record Field(
    String name,
    Kind kind,
    boolean required,
    int longest,
    String autocomplete,
    List<String> options) {

  private static final int LONGEST_AREA = 4000;
  private static final int LONGEST_EMAIL = 254;

  /** What goes into a field. */
  enum Kind {
    TEXT,
    EMAIL,
    TEL,
    USERNAME,
    PASSWORD,
    AMOUNT,
    DAY,
    AREA,
    CHOICE,
    BOX,
    HIDDEN;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String type() {
      return switch (this) {
        case EMAIL -> "email";
        case TEL -> "tel";
        case PASSWORD -> "password";
        case DAY -> "date";
        case HIDDEN -> "hidden";
        default -> "text";
      };
    }
  }

  static Field text(String name, int longest, String autocomplete) {
    return new Field(name, Kind.TEXT, true, longest, autocomplete, List.of());
  }

  static Field email() {
    return new Field("email", Kind.EMAIL, true, LONGEST_EMAIL, "email", List.of());
  }

  static Field tel() {
    return new Field("phone", Kind.TEL, false, 30, "tel", List.of());
  }

  static Field username() {
    return new Field("username", Kind.USERNAME, true, 64, "username", List.of());
  }

  static Field password() {
    int longest = Users.LONGEST_PASSWORD;
    return new Field("password", Kind.PASSWORD, true, longest, "new-password", List.of());
  }

  static Field amount(String name) {
    return new Field(name, Kind.AMOUNT, true, 12, "off", List.of());
  }

  static Field day(String name) {
    return new Field(name, Kind.DAY, true, 10, "off", List.of());
  }

  static Field area(String name) {
    return new Field(name, Kind.AREA, true, LONGEST_AREA, "off", List.of());
  }

  static Field choice(String name, List<String> options) {
    return new Field(name, Kind.CHOICE, true, 40, "off", options);
  }

  static Field box(String name) {
    return new Field(name, Kind.BOX, false, 3, "off", List.of());
  }

  static Field hidden(String name) {
    return new Field(name, Kind.HIDDEN, false, 100, "off", List.of());
  }

  /** Returns the same field that may stay empty. */
  Field optional() {
    return new Field(name, kind, false, longest, autocomplete, options);
  }

  /** Returns the same field that must be filled in, for a box: ticked. */
  Field needed() {
    return new Field(name, kind, true, longest, autocomplete, options);
  }

  String html(Visit visit, String form, Form.Filled filled) {
    if (kind == Kind.HIDDEN) {
      return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
          .formatted(name, Html.escape(filled.get(name)));
    }
    String id = form + "-" + name;
    String problem = filled.problems().getOrDefault(name, "");
    String hint = visit.texts().find("form." + name + ".hint").orElse("");
    return visit.part(
        kind == Kind.BOX ? "box" : "field",
        Map.of(
            "id",
            id,
            "label",
            visit.texts().get("form." + name),
            "optional",
            optional(visit),
            "control",
            control(visit, id, filled, !hint.isEmpty(), !problem.isEmpty()),
            "hint",
            hint.isEmpty() ? "" : aside("small", id + "-hint", hint),
            "problem",
            problem.isEmpty() ? "" : aside("wrong", id + "-problem", problem)));
  }

  private String optional(Visit visit) {
    return required || kind == Kind.BOX ? "" : visit.texts().get("form.optional");
  }

  private static String aside(String style, String id, String text) {
    return "<p class=\"%s\" id=\"%s\">%s</p>".formatted(style, id, Html.escape(text));
  }

  private String control(
      Visit visit, String id, Form.Filled filled, boolean hinted, boolean wrong) {
    String described = (hinted ? id + "-hint " : "") + (wrong ? id + "-problem" : "");
    String shared =
        " id=\"%s\" name=\"%s\"%s%s%s"
            .formatted(
                id,
                name,
                required ? " required" : "",
                wrong ? " aria-invalid=\"true\"" : "",
                described.isEmpty() ? "" : " aria-describedby=\"" + described.strip() + "\"");
    String value = filled.get(name);
    return switch (kind) {
      case AREA -> area(shared, value);
      case CHOICE -> select(visit, shared, value);
      case BOX ->
          "<input type=\"checkbox\" value=\"yes\"%s%s>"
              .formatted(shared, value.isEmpty() ? "" : " checked");
      default -> input(shared, kind == Kind.PASSWORD ? "" : value);
    };
  }

  private String input(String shared, String value) {
    String plain = kind == Kind.USERNAME ? " autocapitalize=\"none\" spellcheck=\"false\"" : "";
    String mode = kind == Kind.AMOUNT ? " inputmode=\"decimal\"" : "";
    return "<input type=\"%s\"%s maxlength=\"%d\" autocomplete=\"%s\"%s%s value=\"%s\">"
        .formatted(kind.type(), shared, longest, autocomplete, plain, mode, Html.escape(value));
  }

  private String area(String shared, String value) {
    return "<textarea rows=\"5\"%s maxlength=\"%d\">%s</textarea>"
        .formatted(shared, longest, Html.escape(value));
  }

  private String select(Visit visit, String shared, String value) {
    String all =
        options.stream()
            .map(option -> option(visit, option, option.equals(value)))
            .collect(Collectors.joining());
    return "<select%s>%s</select>".formatted(shared, all);
  }

  private String option(Visit visit, String option, boolean chosen) {
    return "<option value=\"%s\"%s>%s</option>"
        .formatted(
            Html.escape(option),
            chosen ? " selected" : "",
            Html.escape(visit.texts().get("form." + name + "." + option)));
  }
}
