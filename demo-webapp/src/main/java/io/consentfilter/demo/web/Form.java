// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A form: which fields it has, what may be in them, and how it looks. Immutable. */
final class Form {

  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s<>\"(),;:]{1,64}@[^@\\s<>\"(),;:.][^@\\s<>\"(),;:]{1,188}");
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{2,63}");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}([.,][0-9]{1,2})?");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t\\r\\n]]");

  private final String name;
  private final List<Field> fields;

  /**
   * Makes a form.
   *
   * @param name begins the ids of its fields, so that two forms fit on one page
   */
  Form(String name, List<Field> fields) {
    this.name = name;
    this.fields = List.copyOf(fields);
  }

  /** What was filled in, with what is wrong about it. Passwords are never shown again. */
  record Filled(Map<String, String> values, Map<String, String> problems) {

    String get(String field) {
      return values.getOrDefault(field, "");
    }

    boolean ticked(String field) {
      return !get(field).isEmpty();
    }

    boolean right() {
      return problems.isEmpty();
    }

    long cents(String field) {
      BigDecimal euros = new BigDecimal(get(field).replace(',', '.'));
      return euros.setScale(2, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
    }

    LocalDate day(String field) {
      return LocalDate.parse(get(field));
    }

    /** Returns the same with one more problem. */
    Filled wrong(String field, String problem) {
      Map<String, String> more = new LinkedHashMap<>(problems);
      more.put(field, problem);
      return new Filled(values, more);
    }

    @Override
    public String toString() {
      return "Filled" + problems.keySet();
    }
  }

  /** Returns the form as it is before anybody fills it in. */
  Filled with(Map<String, String> values) {
    return new Filled(values, Map.of());
  }

  /** Reads what was sent. */
  Filled read(Visit visit) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> problems = new LinkedHashMap<>();
    for (Field field : fields) {
      String sent = visit.parameter(field.name()).orElse("");
      String value = field.kind() == Field.Kind.PASSWORD ? sent : sent.strip();
      values.put(field.name(), value);
      problem(visit, field, value).ifPresent(text -> problems.put(field.name(), text));
    }
    return new Filled(values, problems);
  }

  private static Optional<String> problem(Visit visit, Field field, String value) {
    if (value.isEmpty()) {
      return field.required() ? Optional.of(missing(visit, field)) : Optional.empty();
    }
    if (value.length() > field.longest()) {
      return Optional.of(visit.texts().format("form.long", field.longest()));
    }
    return matches(field, value)
        ? Optional.empty()
        : Optional.of(visit.texts().get("form.wrong." + field.kind().id()));
  }

  private static String missing(Visit visit, Field field) {
    return visit.texts().get(field.kind() == Field.Kind.BOX ? "form.missing.box" : "form.missing");
  }

  private static boolean matches(Field field, String value) {
    return switch (field.kind()) {
      case TEXT, TEL -> !CONTROL.matcher(value).find() && value.indexOf('\n') < 0;
      case AREA -> !CONTROL.matcher(value).find();
      case EMAIL -> EMAIL.matcher(value).matches();
      case USERNAME -> USERNAME.matcher(value).matches();
      case AMOUNT -> AMOUNT.matcher(value).matches();
      case DAY -> day(value);
      case CHOICE -> field.options().contains(value);
      case PASSWORD, BOX, HIDDEN -> true;
    };
  }

  private static boolean day(String value) {
    try {
      int year = LocalDate.parse(value).getYear();
      return year > 1990 && year < 2100;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** Returns the markup; what is wrong stands above it and at each field. */
  String html(Visit visit, String path, String submit, Filled filled) {
    String inputs =
        fields.stream().map(field -> field.html(visit, name, filled)).collect(Collectors.joining());
    return visit.part(
        "form",
        Map.of(
            "path",
            path,
            "summary",
            filled.right() ? "" : visit.problem(visit.texts().get("form.problem")),
            "fields",
            inputs,
            "submit",
            visit.texts().get(submit)));
  }

  /** Returns the same for an answer that says that something is wrong. */
  String again(Visit visit, String path, String submit, Filled filled) {
    visit.response().setStatus(Problem.UNPROCESSABLE);
    return html(visit, path, submit, filled);
  }
}
