// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

/** What the bytes of ISO-2022-JP stand for, until an escape sequence says otherwise. */
enum JapaneseState {
  ASCII('(', 'B'),
  /** ASCII with a yen sign and an overline. */
  ROMAN('(', 'J'),
  KATAKANA('(', 'I'),
  /** Two bytes for a character. */
  PAIRS('$', 'B');

  static final int ESCAPE = 0x1B;
  static final int BACKSLASH = '\\';
  static final int YEN = 0xA5;
  static final int TILDE = '~';
  static final int OVERLINE = 0x203E;

  /** The first of the katakana and of the bytes that stand for them or for a pair. */
  static final int FIRST_KATAKANA = 0xFF61;

  static final int FIRST_BYTE = 0x21;
  static final int LAST_KATAKANA_BYTE = 0x5F;
  static final int LAST_BYTE = 0x7E;

  /** A pair is kept as a character for private use, so that no table of characters is needed. */
  static final int FIRST_PAIR = 0xF0000;

  static final int ERROR = 0xFFFD;

  /** A byte that is an error in every state. */
  static final int ERROR_BYTE = 0x80;

  final int first;
  final int second;

  JapaneseState(int first, int second) {
    this.first = first;
    this.second = second;
  }
}
