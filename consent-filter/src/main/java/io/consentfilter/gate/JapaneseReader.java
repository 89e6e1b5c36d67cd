// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads ISO-2022-JP as browsers do (Encoding Standard, section 12.2.1). Used by one thread at a
 * time.
 */
final class JapaneseReader extends ToUtf8 {

  private static final int NONE = -1;

  private JapaneseState state = JapaneseState.ASCII;

  /** The first byte of a pair. */
  private int lead = NONE;

  private boolean escaping;

  /** The first byte after an escape character. */
  private int escape = NONE;

  /** Whether an escape sequence came last, after which another is an error. */
  private boolean escaped;

  JapaneseReader(OutputSink out) {
    super(out);
  }

  @Override
  void take(int octet) throws IOException {
    if (!escaping) {
      plain(octet);
    } else if (escape == NONE) {
      escapeStart(octet);
    } else {
      escape(octet);
    }
  }

  private void plain(int octet) throws IOException {
    if (octet == JapaneseState.ESCAPE) {
      if (lead != NONE) {
        lead = NONE;
        error();
      }
      escaping = true;
    } else if (lead != NONE) {
      trail(octet);
    } else {
      escaped = false;
      first(octet);
    }
  }

  private void first(int octet) throws IOException {
    switch (state) {
      case ASCII -> ascii(octet);
      case ROMAN -> roman(octet);
      case KATAKANA -> {
        if (octet >= JapaneseState.FIRST_BYTE && octet <= JapaneseState.LAST_KATAKANA_BYTE) {
          character(JapaneseState.FIRST_KATAKANA + octet - JapaneseState.FIRST_BYTE);
        } else {
          error();
        }
      }
      case PAIRS -> {
        if (isOfPair(octet)) {
          lead = octet;
        } else {
          error();
        }
      }
    }
  }

  private void ascii(int octet) throws IOException {
    // The two shifts belong to other charsets of the family.
    if (octet < 0x80 && octet != 0x0E && octet != 0x0F) {
      character(octet);
    } else {
      error();
    }
  }

  private void roman(int octet) throws IOException {
    switch (octet) {
      case JapaneseState.BACKSLASH -> character(JapaneseState.YEN);
      case JapaneseState.TILDE -> character(JapaneseState.OVERLINE);
      default -> ascii(octet);
    }
  }

  private void trail(int octet) throws IOException {
    int first = lead;
    lead = NONE;
    if (isOfPair(octet)) {
      int row = (first - JapaneseState.FIRST_BYTE) << 8;
      character(JapaneseState.FIRST_PAIR + row + octet);
    } else {
      error();
    }
  }

  private static boolean isOfPair(int octet) {
    return octet >= JapaneseState.FIRST_BYTE && octet <= JapaneseState.LAST_BYTE;
  }

  private void escapeStart(int octet) throws IOException {
    if (octet == '$' || octet == '(') {
      escape = octet;
    } else {
      noEscape();
      take(octet);
    }
  }

  private void escape(int octet) throws IOException {
    int first = escape;
    JapaneseState meant = meant(first, octet);
    if (meant == null) {
      noEscape();
      take(first);
      take(octet);
      return;
    }
    escaping = false;
    escape = NONE;
    state = meant;
    if (escaped) {
      error();
    }
    escaped = true;
  }

  private static @Nullable JapaneseState meant(int first, int second) {
    if (first == '$' && second == '@') {
      return JapaneseState.PAIRS;
    }
    for (JapaneseState state : JapaneseState.values()) {
      if (state.first == first && state.second == second) {
        return state;
      }
    }
    return null;
  }

  /** What looked like an escape sequence is none; its bytes but the first count. */
  private void noEscape() throws IOException {
    escaping = false;
    escape = NONE;
    escaped = false;
    error();
  }

  private void error() throws IOException {
    character(JapaneseState.ERROR);
  }

  @Override
  void end() throws IOException {
    if (escaping) {
      int first = escape;
      noEscape();
      if (first != NONE) {
        take(first);
      }
    }
    if (lead != NONE) {
      error();
    }
  }
}
