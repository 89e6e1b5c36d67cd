// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the {@code Forwarded} header (RFC 7239 section 4).
 *
 * <p>Each line is read on its own and to its end: a quote that a client left open must not swallow
 * what a proxy wrote after it. A backslash is taken for malformed: no address needs one. Safe for
 * use by several threads.
 */
final class Forwarded {

  /** One parameter and what follows it; values may hold a bare colon and brackets, as many do. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "[ \\t]*+([!#$%&'*+.^_`|~0-9A-Za-z-]++)="
              + "(?:\"([^\"\\\\]*+)\"|([!#$%&'*+.^_`|~0-9A-Za-z:\\[\\]-]++))"
              + "[ \\t]*+([;,]|$)");

  private Forwarded() {}

  /**
   * The {@code for} of every element, in order; an element without one counts as the empty text.
   *
   * @return empty if a line is malformed anywhere
   */
  static Optional<List<String>> nodes(List<String> lines) {
    List<String> nodes = new ArrayList<>();
    for (String line : lines) {
      if (!read(line, nodes)) {
        return Optional.empty();
      }
    }
    return Optional.of(nodes);
  }

  private static boolean read(String line, List<String> nodes) {
    Matcher parameter = PARAMETER.matcher(line);
    String node = "";
    int end = 0;
    while (end < line.length()) {
      if (!parameter.region(end, line.length()).lookingAt()) {
        return false;
      }
      end = parameter.end();
      if (parameter.group(1).equalsIgnoreCase("for")) {
        if (!node.isEmpty()) {
          return false;
        }
        node = value(parameter);
      }
      if (!";".equals(parameter.group(4))) {
        nodes.add(node);
        node = "";
      }
    }
    return line.isEmpty() || !endsOpen(line);
  }

  private static boolean endsOpen(String line) {
    char last = line.charAt(line.length() - 1);
    return last == ';' || last == ',';
  }

  private static String value(Matcher parameter) {
    String quoted = parameter.group(2);
    return quoted == null ? parameter.group(3) : quoted;
  }
}
