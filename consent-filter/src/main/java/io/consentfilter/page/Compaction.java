// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Leaves out of our own sources what visitors need not download. It knows no grammar but relies on
 * the style of these sources: no text runs over several lines, no regular expression holds a quote
 * or a space, no comment stands behind code, no loop is empty, and in scripts a name of one letter
 * is written with a dollar sign and more letters. Stateless and thread-safe.
 */
final class Compaction {

  private static final Pattern QUOTED = Pattern.compile("'(?:[^'\\\\\\n]|\\\\.)*'");

  /** Around these a space means nothing in a script; around + and - it may. */
  private static final Pattern SPACED = Pattern.compile(" *([{}()\\[\\];,=<>?:&|!]) *");

  /** A line that ends in one of these goes on; after others the line end may end a statement. */
  private static final Pattern UNFINISHED = Pattern.compile("([{(\\[;,])\n");

  private static final Pattern OWN_NAME = Pattern.compile("\\$\\w+");
  private static final int LETTERS = 26;

  private Compaction() {}

  /** Leaves out indentation and whole-line comments. */
  static String style(String source) {
    return source
        .replaceAll("(?m)^\\s*/\\*[^*]*\\*/$", "")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("//"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Leaves out spaces as well, and gives each name that starts with a dollar sign a short one. */
  static String script(String source) {
    Map<String, String> names = new HashMap<>();
    StringBuilder out = new StringBuilder();
    String lines = style(source);
    int from = 0;
    for (MatchResult quoted : QUOTED.matcher(lines).results().toList()) {
      out.append(code(lines.substring(from, quoted.start()), names)).append(quoted.group());
      from = quoted.end();
    }
    return out.append(code(lines.substring(from), names)).toString();
  }

  private static String code(String code, Map<String, String> names) {
    String tight = SPACED.matcher(code).replaceAll("$1");
    String joined = UNFINISHED.matcher(tight).replaceAll("$1").replace(";}", "}");
    return OWN_NAME
        .matcher(joined)
        .replaceAll(name -> names.computeIfAbsent(name.group(), n -> shortName(names.size())));
  }

  /** Returns a, b, … z, A, … Z, then those again with an underscore. */
  private static String shortName(int number) {
    int place = number % (2 * LETTERS);
    char letter = (char) (place < LETTERS ? 'a' + place : 'A' + place - LETTERS);
    return letter + "_".repeat(number / (2 * LETTERS));
  }
}
