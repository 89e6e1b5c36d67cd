// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/** Patterns in which {@code *} stands for any run of characters. */
final class Wildcard {

  private Wildcard() {}

  /** Returns whether the whole text matches, in time proportional to both lengths multiplied. */
  static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    return pattern.chars().skip(p).allMatch(c -> c == '*');
  }

  /** Returns whether a pattern holds enough besides wildcards to say what is meant. */
  static boolean telling(String pattern) {
    return pattern.indexOf('*') < 0 || pattern.chars().filter(c -> c != '*').count() >= 2;
  }
}
