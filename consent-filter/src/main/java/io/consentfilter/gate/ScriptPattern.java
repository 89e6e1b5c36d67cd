// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the inline scripts of a service contain: the parts of a pattern between its {@code *}, in
 * their order. Immutable and thread-safe.
 */
final class ScriptPattern {

  private final String service;
  private final List<String> parts;

  /**
   * Creates a pattern.
   *
   * @throws IllegalArgumentException if it would match every script
   */
  ScriptPattern(String service, String pattern) {
    this.service = service;
    this.parts =
        Stream.of(pattern.split("\\*"))
            .filter(part -> !part.isEmpty())
            .map(ScriptPattern::bytes)
            .toList();
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a pattern of nothing but wildcards: " + pattern);
    }
  }

  /** Returns the bytes of a text as characters, as scripts are searched. */
  private static String bytes(String part) {
    return new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  String service() {
    return service;
  }

  /** Returns whether a script, its bytes as characters, has all parts. */
  boolean matches(String script) {
    int from = 0;
    for (String part : parts) {
      int at = script.indexOf(part, from);
      if (at < 0) {
        return false;
      }
      from = at + part.length();
    }
    return true;
  }
}
