// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.regex.Pattern;

/** Where something was seen, cut down to what says nothing about a person. */
final class Place {

  /** A word or a file; what holds digits, or is long, may be the number of somebody. */
  private static final Pattern TELLING = Pattern.compile("[A-Za-z][A-Za-z._-]{0,23}");

  private Place() {}

  /**
   * Returns a path of one part: {@code /} or {@code /part}, {@code /part/*} for what is below, and
   * {@code /*} where the part is none that the application seems to have named.
   */
  static String of(String path) {
    if (path.isEmpty() || path.equals("/")) {
      return "/";
    }
    int start = path.startsWith("/") ? 1 : 0;
    int end = path.indexOf('/', start);
    String first = path.substring(start, end < 0 ? path.length() : end);
    if (!TELLING.matcher(first).matches()) {
      return "/*";
    }
    return "/" + first + (end < 0 ? "" : "/*");
  }
}
