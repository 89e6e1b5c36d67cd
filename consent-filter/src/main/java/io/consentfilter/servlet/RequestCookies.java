// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/**
 * The cookies of a request, read from its raw Cookie lines: containers differ in what they make of
 * duplicates and malformed neighbours (RFC 6265bis section 5.8). They are searched several times
 * for each request, so only what is found becomes an object. Immutable and thread-safe.
 */
final class RequestCookies {

  static final RequestCookies NONE = new RequestCookies(List.of());

  private final List<String> lines;

  private RequestCookies(List<String> lines) {
    this.lines = lines;
  }

  /** Takes the cookies from a request, whose Cookie lines are nearly always one. */
  static RequestCookies of(HttpServletRequest request) {
    Enumeration<String> sent = request.getHeaders("Cookie");
    if (!sent.hasMoreElements()) {
      return NONE;
    }
    String first = sent.nextElement();
    if (!sent.hasMoreElements()) {
      return new RequestCookies(List.of(first));
    }
    List<String> lines = new ArrayList<>(List.of(first));
    while (sent.hasMoreElements()) {
      lines.add(sent.nextElement());
    }
    return new RequestCookies(lines);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** Returns the line, if there is just one, as browsers send it; otherwise an empty text. */
  String onlyLine() {
    return lines.size() == 1 ? lines.get(0) : "";
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

  /** Returns the names of all cookies, in the order sent. */
  List<String> names() {
    List<String> names = new ArrayList<>();
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
