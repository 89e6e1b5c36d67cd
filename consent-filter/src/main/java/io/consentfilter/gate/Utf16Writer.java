// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/** Writes UTF-16. Used by one thread at a time. */
final class Utf16Writer extends FromUtf8 {

  private final boolean bigEndian;

  Utf16Writer(boolean bigEndian, OutputSink out) {
    super(out);
    this.bigEndian = bigEndian;
  }

  @Override
  void character(int c) throws IOException {
    if (Character.isBmpCodePoint(c)) {
      unit(c);
    } else {
      unit(Character.highSurrogate(c));
      unit(Character.lowSurrogate(c));
    }
  }

  private void unit(int unit) throws IOException {
    put(bigEndian ? unit >> 8 : unit);
    put(bigEndian ? unit : unit >> 8);
  }

  @Override
  void end() {}
}
