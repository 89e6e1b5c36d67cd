// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/**
 * A path pattern in the manner of the Servlet specification, section 12.2: {@code /exact}, {@code
 * /prefix/*}, {@code *.extension}. Immutable and thread-safe.
 *
 * @param pattern the pattern as declared
 */
public record PathPattern(String pattern) {

  /** Refuses anything but the three forms. */
  public PathPattern {
    if (!wellFormed(pattern)) {
      throw new IllegalArgumentException(
          "not a path pattern: \"" + pattern + "\"; allowed are /exact, /prefix/* and *.ext");
    }
  }

  /** Returns whether a text is one of the three forms. */
  public static boolean wellFormed(String pattern) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.startsWith("/");
    }
    if (pattern.startsWith("/")) {
      return pattern.endsWith("/*") && star == pattern.length() - 1;
    }
    return pattern.startsWith("*.")
        && pattern.length() > 2
        && star == pattern.lastIndexOf('*')
        && pattern.indexOf('/') < 0;
  }

  /**
   * Returns whether a path matches.
   *
   * @param path the container's decoded {@code servletPath + pathInfo}
   */
  public boolean matches(String path) {
    if (pattern.startsWith("*")) {
      return path.endsWith(pattern.substring(1));
    }
    if (!pattern.endsWith("/*")) {
      return path.equals(pattern);
    }
    int length = pattern.length() - 2;
    return path.regionMatches(0, pattern, 0, length)
        && (path.length() == length || path.charAt(length) == '/');
  }
}
