// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

/** Makes a label of text that a browser sent. Safe for use by several threads. */
final class Label {

  private static final int LONGEST = 100;

  private Label() {}

  /** The text without control characters, cut where no character is split. */
  static String of(String text) {
    StringBuilder label = new StringBuilder();
    text.codePoints()
        .filter(character -> !Character.isISOControl(character))
        .takeWhile(character -> label.length() + Character.charCount(character) <= LONGEST)
        .forEach(label::appendCodePoint);
    return label.toString();
  }
}
