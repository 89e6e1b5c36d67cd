// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.nio.charset.StandardCharsets;

/** A text of a few bytes, in ASCII lower case; what is longer is kept as too long. */
final class ShortText {

  private final byte[] bytes;
  private int length;

  ShortText(int capacity) {
    this.bytes = new byte[capacity];
  }

  void clear() {
    length = 0;
  }

  void append(int c) {
    if (length < bytes.length) {
      bytes[length] = (byte) (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    // One past the end says too long; counting on would overflow some day.
    length = Math.min(length + 1, bytes.length + 1);
  }

  boolean tooLong() {
    return length > bytes.length;
  }

  Tag tag() {
    return tooLong() ? Tag.OTHER : Tag.find(bytes, length);
  }

  Attribute attribute() {
    return tooLong() ? Attribute.OTHER : Attribute.find(bytes, length);
  }

  /** Returns the text, empty where it is too long. */
  @Override
  public String toString() {
    return tooLong() ? "" : new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}
