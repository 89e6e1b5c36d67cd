// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/**
 * The cookies of a request, read from its raw Cookie lines: containers differ in what they make of
 * duplicates and malformed neighbours (RFC 6265bis section 5.8). Only what is searched for and
 * found becomes an object. Immutable and thread-safe.
 */
final class RequestCookies {

  static final RequestCookies NONE = new RequestCookies("", List.of());

  private final String first;
  private final List<String> others;

  private RequestCookies(String first, List<String> others) {
    this.first = first;
    this.others = others;
  }

  /** Takes the cookies from a request, whose Cookie lines are nearly always one. */
  static RequestCookies of(HttpServletRequest request) {
    Enumeration<String> lines = request.getHeaders("Cookie");
    if (!lines.hasMoreElements()) {
      return NONE;
    }
    String first = lines.nextElement();
    List<String> others = List.of();
    while (lines.hasMoreElements()) {
      others = with(others, lines.nextElement());
    }
    return new RequestCookies(first, others);
  }

  /** Returns the line, if there is just one, as browsers send it; otherwise an empty text. */
  String onlyLine() {
    return others.isEmpty() ? first : "";
  }

  /** Returns the values of all cookies of this exact name, in the order sent. */
  List<Slice> values(String name) {
    List<Slice> values = values(first, name, List.of());
    for (String line : others) {
      values = values(line, name, values);
    }
    return values;
  }

  private static List<Slice> values(String line, String name, List<Slice> before) {
    List<Slice> values = before;
    int end;
    for (int start = 0; start < line.length(); start = end + 1) {
      end = end(line, start);
      int value = valueOf(name, line, start);
      if (value > 0 && value <= end) {
        values = with(values, Slice.unquoted(line, value, end));
      }
    }
    return values;
  }

  /** Returns the names of all cookies, in the order sent. */
  List<String> names() {
    List<String> names = names(first, List.of());
    for (String line : others) {
      names = names(line, names);
    }
    return names;
  }

  private static List<String> names(String line, List<String> before) {
    List<String> names = before;
    int end;
    int equals = line.indexOf('=');
    for (int start = 0; start < line.length() && equals >= 0; start = end + 1) {
      end = end(line, start);
      if (equals > start && equals < end) {
        names = with(names, line.substring(start, equals).strip());
      }
      // Searched for only once it is passed, or a line of semicolons would take its square.
      equals = equals < end ? line.indexOf('=', end) : equals;
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

  /** One thing needs no list that can grow, and mostly there is but one. */
  private static <T> List<T> with(List<T> list, T last) {
    if (list.isEmpty()) {
      return List.of(last);
    }
    List<T> more = list.size() == 1 ? new ArrayList<>(list) : list;
    more.add(last);
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
}
