// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/** Reads what {@link ToUtf8} wrote, and ASCII in between. Used by one thread at a time. */
abstract class FromUtf8 extends Recoder {

  private int character;
  private int missing;

  FromUtf8(OutputSink out) {
    super(out);
  }

  @Override
  final void take(int octet) throws IOException {
    if (octet < 0x80) {
      missing = 0;
      character(octet);
    } else if (octet < 0xC0) {
      character = character << 6 | (octet & 0x3F);
      missing--;
      if (missing == 0) {
        character(character);
      }
    } else {
      missing = octet < 0xE0 ? 1 : octet < 0xF0 ? 2 : 3;
      character = octet & (0x3F >> missing);
    }
  }

  abstract void character(int c) throws IOException;
}
