// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.nio.charset.StandardCharsets;

/**
 * Finds the end tag of {@code noscript} where only a browser with scripts sees it: within comments,
 * values of attributes and text that is not markup. Used by one thread at a time.
 */
final class NoscriptEnd {

  private static final byte[] END = "</noscript".getBytes(StandardCharsets.US_ASCII);

  private int matched;

  /** Returns whether a {@code <} in a state is hidden from a browser without scripts. */
  static boolean hides(State state) {
    return switch (state) {
      case END_TAG_OPEN, BEFORE_ATTRIBUTE_VALUE, UNQUOTED_VALUE -> true;
      case DOUBLE_QUOTED_VALUE, SINGLE_QUOTED_VALUE -> true;
      default -> state.part() == State.Part.DECLARATION || state.part() == State.Part.RAW_TEXT;
    };
  }

  /** Returns what ends the token of a state, for a browser without scripts. */
  static String closing(State state, Tag element) {
    return switch (state) {
      case DOUBLE_QUOTED_VALUE -> "\">" + closing(element);
      case SINGLE_QUOTED_VALUE -> "'>" + closing(element);
      case BEFORE_ATTRIBUTE_VALUE, UNQUOTED_VALUE -> ">" + closing(element);
      case CDATA, CDATA_BRACKET, CDATA_END -> "]]>";
      case BOGUS_COMMENT, DOCTYPE -> ">";
      default -> state.part() == State.Part.DECLARATION ? "-->" : closing(element);
    };
  }

  private static String closing(Tag element) {
    String end = "</" + element.html() + '>';
    return element.content() == State.DATA ? "" : element == Tag.SCRIPT ? "-->" + end : end;
  }

  /** Begins at a {@code <}. */
  void begin() {
    matched = 1;
  }

  boolean matching() {
    return matched > 0;
  }

  /** Takes a byte after the {@code <}; returns whether it may still be the end tag. */
  boolean matches(int c) {
    boolean letter = HtmlTokenizer.isLetter(c);
    boolean same = matched < END.length && (letter ? c | 0x20 : c) == END[matched];
    matched = same ? matched + 1 : 0;
    return same;
  }

  /** Returns whether a byte shows that it is the end tag. */
  boolean endsWith(int c) {
    return matched == END.length && HtmlTokenizer.endsName(c);
  }

  void forget() {
    matched = 0;
  }
}
