// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.Arrays;

/**
 * Follows the tokens of a JSON text beside its parser, because a parser tells where a token ends
 * and a person wants to know where it starts.
 */
final class Tokens {

  private final String text;
  private final int[] lineStarts;
  private int start;
  private int end;

  Tokens(String text) {
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[(int) text.chars().filter(c -> c == '\n').count() + 1];
    int line = 1;
    for (int i = 0; i < text.length() && line < starts.length; i++) {
      if (text.charAt(i) == '\n') {
        starts[line++] = i + 1;
      }
    }
    return starts;
  }

  /** Moves to the next key, value, or closing bracket; only after the parser found it sound. */
  void advance() {
    start = following();
    end = start + length();
  }

  /** Returns the offset of the present token. */
  int start() {
    return start;
  }

  /** Returns the offset of what follows the present token, which may be the end of the text. */
  int following() {
    int i = end;
    while (i < text.length() && " \t\r\n,:".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  private int length() {
    return switch (text.charAt(start)) {
      case '{', '}', '[', ']' -> 1;
      case '"' -> stringLength();
      default -> wordLength();
    };
  }

  private int stringLength() {
    int i = start + 1;
    while (text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1 - start;
  }

  private int wordLength() {
    int i = start;
    while (i < text.length() && " \t\r\n,:]}".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i - start;
  }

  /** Returns an offset as line and column. */
  Where where(String path, int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    return new Where(path, line + 1, offset - lineStarts[line] + 1);
  }
}
