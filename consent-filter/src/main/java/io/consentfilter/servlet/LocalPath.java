// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Return addresses: only a path on this very host is one. Thread-safe. */
final class LocalPath {

  private static final int MAX_LENGTH = 2048;

  private LocalPath() {}

  /**
   * Returns the text if a browser can read it only as a path (with an optional query) on the
   * present origin, or empty. A backslash counts as a slash to browsers (WHATWG URL), tab and line
   * feeds are dropped by them, so none of these may occur.
   */
  static Optional<String> of(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_LENGTH || text.charAt(0) != '/') {
      return Optional.empty();
    }
    boolean otherHost = text.length() > 1 && text.charAt(1) == '/';
    return otherHost || !plain(text) ? Optional.empty() : Optional.of(text);
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!plain(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean plain(char c) {
    return c > ' ' && c < 0x7f && c != '\\' && c != '"' && c != '<' && c != '>';
  }
}
