// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The cookies of a request, read from its raw Cookie lines: containers differ in what they make of
 * duplicates and malformed neighbours (RFC 6265bis section 5.8). They are searched several times
 * for each request, so only what is found becomes an object. Immutable and thread-safe.
 */
final class RequestCookies {

  private static final String[] NONE = {};

  private final String[] lines;

  private RequestCookies(String[] lines) {
    this.lines = lines;
  }

  /** Takes the cookies from a request, whose Cookie lines are nearly always one. */
  static RequestCookies of(HttpServletRequest request) {
    Enumeration<String> sent = request.getHeaders("Cookie");
    String[] lines = NONE;
    while (sent.hasMoreElements()) {
      lines = Arrays.copyOf(lines, lines.length + 1);
      lines[lines.length - 1] = sent.nextElement();
    }
    return new RequestCookies(lines);
  }

  /** Returns the values of all cookies of this exact name, in the order sent. */
  List<String> values(String name) {
    List<String> values = List.of();
    for (String line : lines) {
      int end;
      for (int start = 0; start < line.length(); start = end + 1) {
        end = end(line, start);
        int value = valueOf(name, line, start);
        if (value > 0 && value <= end) {
          values = with(values, unquoted(line, value, end));
        }
      }
    }
    return values;
  }

  /** Returns the names of all cookies, each once. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (String line : lines) {
      int end;
      int equals = line.indexOf('=');
      for (int start = 0; start < line.length() && equals >= 0; start = end + 1) {
        end = end(line, start);
        if (equals > start && equals < end) {
          names.add(line.substring(start, equals).strip());
        }
        // Searched for only once it is passed, or a line of semicolons would take its square.
        equals = equals < end ? line.indexOf('=', end) : equals;
      }
    }
    return names;
  }

  /** Returns where the value of the pair at an index begins, or 0 if it has another name. */
  private static int valueOf(String name, String line, int start) {
    int from = skip(line, start);
    if (!line.startsWith(name, from)) {
      return 0;
    }
    int equals = skip(line, from + name.length());
    return equals < line.length() && line.charAt(equals) == '=' ? equals + 1 : 0;
  }

  private static List<String> with(List<String> values, String value) {
    if (values.isEmpty()) {
      return List.of(value);
    }
    List<String> more = new ArrayList<>(values);
    more.add(value);
    return more;
  }

  private static int end(String line, int start) {
    int semicolon = line.indexOf(';', start);
    return semicolon < 0 ? line.length() : semicolon;
  }

  private static int skip(String line, int from) {
    int at = from;
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static String unquoted(String line, int from, int to) {
    String value = line.substring(from, to).strip();
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
