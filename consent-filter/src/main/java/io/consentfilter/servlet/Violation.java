// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refusal that a browser reported, cut down to what a policy is about. Immutable and thread-safe.
 *
 * @param directive the directive that refused, one of those that are sent
 * @param blocked the origin that was refused, or a word such as {@code inline}
 */
record Violation(String directive, String blocked) {

  private static final Set<String> DIRECTIVES =
      Set.of(
          "default-src",
          "script-src",
          "script-src-elem",
          "script-src-attr",
          "style-src",
          "style-src-elem",
          "style-src-attr",
          "img-src",
          "font-src",
          "media-src",
          "frame-src",
          "connect-src",
          "worker-src",
          "manifest-src",
          "object-src",
          "base-uri",
          "form-action",
          "frame-ancestors");

  private static final Set<String> WORDS =
      Set.of("inline", "eval", "wasm-eval", "self", "data", "blob", "about");

  /** Only these: what extensions of the browser load is not the site's. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "((?:https?|wss?)://(?:[a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}\\])(?::[0-9]{1,5})?)"
              + "(?:[/?#].*)?",
          Pattern.DOTALL);

  /** Returns the refusal, or nothing where either part is none that a page of ours can cause. */
  static Optional<Violation> of(String directive, String blocked) {
    String name = directive.strip().split(" ", 2)[0].toLowerCase(Locale.ROOT);
    return DIRECTIVES.contains(name)
        ? blocked(blocked.strip().toLowerCase(Locale.ROOT)).map(what -> new Violation(name, what))
        : Optional.empty();
  }

  private static Optional<String> blocked(String text) {
    String word = text.split(":", 2)[0];
    if (WORDS.contains(word)) {
      return Optional.of(word);
    }
    Matcher origin = ORIGIN.matcher(text);
    return origin.matches() ? Optional.of(origin.group(1)) : Optional.empty();
  }
}
