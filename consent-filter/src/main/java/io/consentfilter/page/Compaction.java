// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import java.util.stream.Collectors;

/**
 * Leaves out of our own style sheets what visitors need not download; scripts are compiled when
 * they are built. It knows no grammar but relies on the style of these sources: each comment has
 * lines of its own, and no text holds a brace, a semicolon or a comma. Stateless and thread-safe.
 */
final class Compaction {

  private Compaction() {}

  static String style(String source) {
    return source
        .replaceAll("(?m)^\\s*/\\*[^*]*\\*/$", "")
        .lines()
        .map(String::strip)
        .collect(Collectors.joining("", "", "\n"))
        .replace(" {", "{")
        .replace(";}", "}")
        .replace(", ", ",");
  }
}
