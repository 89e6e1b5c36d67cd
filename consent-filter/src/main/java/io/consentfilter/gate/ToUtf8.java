// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/**
 * Writes characters in UTF-8, half a surrogate pair as if it were a character, so that nothing is
 * lost. Used by one thread at a time.
 */
abstract class ToUtf8 extends Recoder {

  ToUtf8(OutputSink out) {
    super(out);
  }

  /** Returns the byte that was left over at the end, or a negative number. */
  int leftOver() {
    return -1;
  }

  final void character(int c) throws IOException {
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | c >> 6);
      more(c, 0);
    } else if (c < 0x10000) {
      put(0xE0 | c >> 12);
      more(c, 6);
    } else {
      put(0xF0 | c >> 18);
      more(c, 12);
    }
  }

  private void more(int c, int highest) throws IOException {
    for (int shift = highest; shift >= 0; shift -= 6) {
      put(0x80 | (c >> shift & 0x3F));
    }
  }
}
