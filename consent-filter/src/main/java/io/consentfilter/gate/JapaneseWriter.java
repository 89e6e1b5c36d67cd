// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/**
 * Writes ISO-2022-JP, with no more escape sequences than are needed. Used by one thread at a time.
 */
final class JapaneseWriter extends FromUtf8 {

  private JapaneseState state = JapaneseState.ASCII;

  JapaneseWriter(OutputSink out) {
    super(out);
  }

  @Override
  void character(int c) throws IOException {
    if (c < 0x80) {
      enter(JapaneseState.ASCII);
      put(c);
    } else if (c == JapaneseState.YEN || c == JapaneseState.OVERLINE) {
      enter(JapaneseState.ROMAN);
      put(c == JapaneseState.YEN ? JapaneseState.BACKSLASH : JapaneseState.TILDE);
    } else if (c == JapaneseState.ERROR) {
      put(JapaneseState.ERROR_BYTE);
    } else if (c < JapaneseState.FIRST_PAIR) {
      enter(JapaneseState.KATAKANA);
      put(c - JapaneseState.FIRST_KATAKANA + JapaneseState.FIRST_BYTE);
    } else {
      enter(JapaneseState.PAIRS);
      put(((c - JapaneseState.FIRST_PAIR) >> 8) + JapaneseState.FIRST_BYTE);
      put(c & 0xFF);
    }
  }

  private void enter(JapaneseState wanted) throws IOException {
    if (state != wanted) {
      state = wanted;
      put(JapaneseState.ESCAPE);
      put(wanted.first);
      put(wanted.second);
    }
  }

  @Override
  void end() throws IOException {
    enter(JapaneseState.ASCII);
  }
}
