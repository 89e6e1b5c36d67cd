// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A policy as a browser reads it: CSP level 3, as far as these headers go. */
record SentCsp(Map<String, List<String>> directives) {

  static SentCsp of(String value) {
    Map<String, List<String>> directives = new LinkedHashMap<>();
    for (String directive : value.split(";", -1)) {
      List<String> words = Arrays.asList(directive.strip().split(" ", -1));
      if (directives.put(words.get(0), words.subList(1, words.size())) != null) {
        throw new IllegalArgumentException("a directive twice, of which browsers read one");
      }
    }
    return new SentCsp(directives);
  }

  List<String> sources(String directive) {
    return Objects.requireNonNull(
        directives.getOrDefault(directive, directives.get("default-src")), directive);
  }

  /** Returns whether a load from another origin passes. */
  boolean permits(String directive, String origin) {
    return sources(directive).stream().anyMatch(source -> matches(source, origin));
  }

  private static boolean matches(String source, String origin) {
    int star = source.indexOf("*.");
    return star < 0
        ? source.equals(origin)
        : origin.startsWith(source.substring(0, star))
            && origin.endsWith(source.substring(star + 1));
  }
}
