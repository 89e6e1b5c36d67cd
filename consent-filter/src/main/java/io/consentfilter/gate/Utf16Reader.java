// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/** Reads UTF-16, whatever its surrogates. Used by one thread at a time. */
final class Utf16Reader extends ToUtf8 {

  private static final int NONE = -1;

  private final boolean bigEndian;
  private int half = NONE;
  private int highSurrogate = NONE;

  Utf16Reader(boolean bigEndian, OutputSink out) {
    super(out);
    this.bigEndian = bigEndian;
  }

  @Override
  void take(int octet) throws IOException {
    if (half == NONE) {
      half = octet;
    } else {
      int unit = bigEndian ? half << 8 | octet : octet << 8 | half;
      half = NONE;
      unit(unit);
    }
  }

  private void unit(int unit) throws IOException {
    int high = highSurrogate;
    highSurrogate = NONE;
    if (high != NONE && Character.isLowSurrogate((char) unit)) {
      character(Character.toCodePoint((char) high, (char) unit));
      return;
    }
    if (high != NONE) {
      character(high);
    }
    if (Character.isHighSurrogate((char) unit)) {
      highSurrogate = unit;
    } else {
      character(unit);
    }
  }

  @Override
  void end() throws IOException {
    if (highSurrogate != NONE) {
      character(highSurrogate);
    }
  }

  @Override
  int leftOver() {
    return half;
  }
}
