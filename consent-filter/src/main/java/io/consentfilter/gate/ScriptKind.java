// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a browser does with a script element, by its type. */
enum ScriptKind {
  /** Nothing. */
  DATA,
  /** It runs it, as of old. */
  CLASSIC,
  /** It runs it, or loads by it, and what it loads is named in its content. */
  NAMING;

  private static final Set<String> JAVASCRIPT =
      Set.of(
          "application/ecmascript",
          "application/javascript",
          "application/x-ecmascript",
          "application/x-javascript",
          "text/ecmascript",
          "text/javascript",
          "text/javascript1.0",
          "text/javascript1.1",
          "text/javascript1.2",
          "text/javascript1.3",
          "text/javascript1.4",
          "text/javascript1.5",
          "text/jscript",
          "text/livescript",
          "text/x-ecmascript",
          "text/x-javascript");

  private static final Set<String> OF_ITS_OWN = Set.of("module", "importmap", "speculationrules");
  private static final Pattern ESCAPED =
      Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))");

  /** Returns the kind of a script by its attributes; the first of each name counts. */
  static ScriptKind of(AttributeCursor cursor) {
    @Nullable String type = null;
    String language = "";
    while (cursor.next()) {
      Attribute attribute = cursor.attribute();
      if (attribute == Attribute.TYPE && type == null) {
        type = cursor.unknown() ? "" : cursor.text();
      } else if (attribute == Attribute.LANGUAGE && language.isEmpty()) {
        language = cursor.text();
      }
    }
    if (type != null) {
      return of(type);
    }
    return language.isEmpty() ? CLASSIC : of("text/" + language);
  }

  private static ScriptKind of(String type) {
    // What follows a semicolon makes it data in browsers of today, not in all of yesterday.
    String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (OF_ITS_OWN.contains(essence)) {
      return NAMING;
    }
    return type.isEmpty() || JAVASCRIPT.contains(essence) ? CLASSIC : DATA;
  }

  boolean runs() {
    return this != DATA;
  }

  /** Returns whether its content names what it loads. */
  boolean names() {
    return this == NAMING;
  }

  /** Returns a content with the escapes of JavaScript and JSON read. */
  static String unescaped(String content) {
    return ESCAPED.matcher(content.replace("\\/", "/")).replaceAll(ScriptKind::character);
  }

  private static String character(MatchResult escape) {
    String digits = escape.group(1) == null ? escape.group(2) : escape.group(1);
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(digits, 16)));
  }
}
