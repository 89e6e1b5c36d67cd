// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.regex.Pattern;

/** How a value from a policy appears in a message: on one line, short, without credentials. */
final class Shown {

  /** More characters than this are not shown. */
  static final int LONGEST = 60;

  private static final Pattern USER_INFO = Pattern.compile("//[^/?#]*@");
  private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

  private Shown() {}

  static String of(Located value) {
    if (value instanceof Located.Text text) {
      return quoted(text.value());
    } else if (value instanceof Located.Digits digits) {
      return shortened(digits.value());
    } else if (value instanceof Located.Truth truth) {
      return String.valueOf(truth.value());
    } else if (value instanceof Located.Items) {
      return "an array";
    }
    return value instanceof Located.Members ? "an object" : "null";
  }

  static String quoted(String text) {
    return '"' + shortened(escaped(withoutSecrets(text))) + '"';
  }

  private static String withoutSecrets(String text) {
    return text.contains("://")
        ? QUERY.matcher(USER_INFO.matcher(text).replaceAll("//…@")).replaceAll("?…")
        : text;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  // Control and format characters could forge a line or reorder it on a terminal.
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().limit(LONGEST + 1L).forEach(c -> append(out, c));
    return out.toString();
  }

  private static void append(StringBuilder out, int character) {
    if (Texts.plain(character)) {
      out.appendCodePoint(character);
    } else {
      out.append(String.format("\\u%04x", character));
    }
  }
}
