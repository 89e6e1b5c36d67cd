// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.function.Predicate;

/** The value of a request's {@code Cookie} header. Immutable and thread-safe. */
record CookieHeader(String text) {

  /** Returns the text with only the pairs whose names are wanted; the same text if all are. */
  String keep(Predicate<String> wanted) {
    for (int start = 0; start <= text.length(); start = end(start) + 1) {
      if (!blank(start) && !wanted.test(name(start))) {
        return without(wanted);
      }
    }
    return text;
  }

  private String without(Predicate<String> wanted) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int start = 0; start <= text.length(); start = end(start) + 1) {
      if (!blank(start) && wanted.test(name(start))) {
        boolean first = kept.isEmpty();
        kept.append(first ? "" : ";").append(text, first ? skipBlank(start) : start, end(start));
      }
    }
    return kept.toString();
  }

  private int end(int start) {
    int semicolon = text.indexOf(';', start);
    return semicolon < 0 ? text.length() : semicolon;
  }

  private boolean blank(int start) {
    return skipBlank(start) == end(start);
  }

  private int skipBlank(int start) {
    int at = start;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  private String name(int start) {
    int end = end(start);
    int equals = text.indexOf('=', start);
    return SetCookie.trim(text.substring(start, equals < 0 || equals > end ? end : equals));
  }
}
