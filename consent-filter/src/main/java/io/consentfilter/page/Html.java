// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Markup that is safe to send: everything in it that is not a literal of this package was escaped.
 * Immutable and thread-safe.
 */
record Html(String markup) {

  static final Html EMPTY = new Html("");

  /**
   * Fills the holes {@code {}} of a template.
   *
   * @param template a literal; its attribute values stand between double quotes
   * @param values markup, which is put in as it is, or anything else, whose text is escaped
   */
  static Html of(String template, Object... values) {
    StringBuilder out = new StringBuilder(template.length() + 32 * values.length);
    int from = 0;
    for (Object value : values) {
      int hole = template.indexOf("{}", from);
      if (hole < 0) {
        throw new IllegalArgumentException("more values than holes: " + template);
      }
      out.append(template, from, hole).append(markupOf(value));
      from = hole + 2;
    }
    if (template.indexOf("{}", from) >= 0) {
      throw new IllegalArgumentException("more holes than values: " + template);
    }
    return new Html(out.append(template, from, template.length()).toString());
  }

  private static String markupOf(Object value) {
    return value instanceof Html html ? html.markup : escape(value.toString());
  }

  /** Returns all the parts, one after the other. */
  static Html all(Stream<Html> parts) {
    return new Html(parts.map(Html::markup).collect(Collectors.joining()));
  }

  /** Returns the parts with a separator in between. */
  static Html joined(String separator, Stream<Html> parts) {
    return new Html(parts.map(Html::markup).collect(Collectors.joining(separator)));
  }

  /** Returns this markup, or nothing unless the condition holds. */
  Html onlyIf(boolean condition) {
    return condition ? this : EMPTY;
  }

  /**
   * Makes a text inert in element content and in attribute values between double quotes. Control
   * characters that HTML does not allow become U+FFFD.
   */
  static String escape(String text) {
    int clean = 0;
    while (clean < text.length() && !special(text.charAt(clean))) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, clean);
    text.substring(clean).chars().forEach(c -> append(out, (char) c));
    return out.toString();
  }

  private static boolean special(char c) {
    return c < ' ' || c == '"' || c == '&' || c == '<' || c == '>' || c == 0x7f;
  }

  private static void append(StringBuilder out, char c) {
    switch (c) {
      case '"' -> out.append("&quot;");
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '\t', '\n', '\r' -> out.append("&#").append((int) c).append(';');
      default -> out.append(special(c) ? '\ufffd' : c);
    }
  }

  @Override
  public String toString() {
    return markup;
  }
}
