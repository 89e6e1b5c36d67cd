// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The cookies of a request, read from its raw Cookie lines: containers differ in what they make of
 * duplicates and malformed neighbours (RFC 6265bis section 5.8). Thread-safe.
 */
final class RequestCookies {

  private RequestCookies() {}

  /** Returns the values of all cookies of this exact name, in the order sent. */
  static List<String> values(HttpServletRequest request, String name) {
    List<String> values = new ArrayList<>(1);
    forEach(
        request,
        (cookie, value) -> {
          if (cookie.equals(name)) {
            values.add(value);
          }
        });
    return values;
  }

  /** Returns the names of all cookies, each once. */
  static Set<String> names(HttpServletRequest request) {
    Set<String> names = new LinkedHashSet<>();
    forEach(request, (name, value) -> names.add(name));
    return names;
  }

  private static void forEach(HttpServletRequest request, BiConsumer<String, String> visitor) {
    for (String line : Collections.list(request.getHeaders("Cookie"))) {
      int start = 0;
      while (start < line.length()) {
        int end = line.indexOf(';', start);
        end = end < 0 ? line.length() : end;
        visit(line.substring(start, end), visitor);
        start = end + 1;
      }
    }
  }

  private static void visit(String pair, BiConsumer<String, String> visitor) {
    int equals = pair.indexOf('=');
    if (equals > 0) {
      visitor.accept(
          pair.substring(0, equals).strip(), unquoted(pair.substring(equals + 1).strip()));
    }
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
