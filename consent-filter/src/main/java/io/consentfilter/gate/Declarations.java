// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/**
 * The part of the tokenizer behind {@code <!}: comments, doctypes and CDATA. Used by one thread at
 * a time.
 *
 * <p>The standard's states for {@code <} within a comment only report errors: without them a
 * comment ends at the same place.
 */
final class Declarations {

  private static final String DOCTYPE = "doctype";
  private static final String CDATA = "[CDATA[";

  private final PageEvents events;
  private final ForeignContent foreign;
  private final Ambiguity ambiguity;

  /** How many characters of the keyword were met. */
  private int matched;

  Declarations(PageEvents events, ForeignContent foreign, Ambiguity ambiguity) {
    this.events = events;
    this.foreign = foreign;
    this.ambiguity = ambiguity;
  }

  State next(State state, int c) throws IOException {
    return switch (state) {
      case MARKUP_DECLARATION -> begin(c);
      case MARKUP_DECLARATION_DASH -> c == '-' ? comment() : bogusComment(c);
      case MARKUP_DECLARATION_DOCTYPE -> doctype(c);
      case MARKUP_DECLARATION_CDATA -> cdata(c);
      case COMMENT_START -> commentStart(c, State.COMMENT_START_DASH);
      case COMMENT_START_DASH -> commentStart(c, State.COMMENT_END);
      case COMMENT -> c == '-' ? State.COMMENT_END_DASH : state;
      case COMMENT_END_DASH -> c == '-' ? State.COMMENT_END : State.COMMENT;
      case COMMENT_END -> commentEnd(c);
      case COMMENT_END_BANG -> commentEndBang(c);
      case CDATA -> c == ']' ? State.CDATA_BRACKET : state;
      case CDATA_BRACKET -> c == ']' ? State.CDATA_END : State.CDATA;
      case CDATA_END -> cdataEnd(c);
      default -> c == '>' ? State.DATA : state;
    };
  }

  private State begin(int c) throws IOException {
    matched = 1;
    return switch (c) {
      case '-' -> State.MARKUP_DECLARATION_DASH;
      case 'd', 'D' -> State.MARKUP_DECLARATION_DOCTYPE;
      case '[' -> State.MARKUP_DECLARATION_CDATA;
      default -> bogusComment(c);
    };
  }

  /** Begins a comment that ends at the next {@code >}, be it the present byte. */
  State bogusComment(int c) throws IOException {
    events.openedOther();
    return c == '>' ? State.DATA : State.BOGUS_COMMENT;
  }

  private State comment() throws IOException {
    events.openedOther();
    return State.COMMENT_START;
  }

  private State doctype(int c) throws IOException {
    if ((c | 0x20) != DOCTYPE.charAt(matched)) {
      return bogusComment(c);
    }
    matched++;
    if (matched < DOCTYPE.length()) {
      return State.MARKUP_DECLARATION_DOCTYPE;
    }
    events.openedDoctype();
    return State.DOCTYPE;
  }

  private State cdata(int c) throws IOException {
    if (c != CDATA.charAt(matched)) {
      return bogusComment(c);
    }
    matched++;
    if (matched < CDATA.length()) {
      return State.MARKUP_DECLARATION_CDATA;
    }
    if (events.clears() && ambiguity.doubtsSections()) {
      events.insertWithin(2, " ");
      events.openedOther();
      return State.BOGUS_COMMENT;
    }
    events.openedOther();
    return foreign.inForeignElement() ? State.CDATA : State.BOGUS_COMMENT;
  }

  private static State commentStart(int c, State afterDash) {
    return switch (c) {
      case '>' -> State.DATA;
      case '-' -> afterDash;
      default -> State.COMMENT;
    };
  }

  private static State commentEnd(int c) {
    return switch (c) {
      case '>' -> State.DATA;
      case '!' -> State.COMMENT_END_BANG;
      case '-' -> State.COMMENT_END;
      default -> State.COMMENT;
    };
  }

  private static State commentEndBang(int c) {
    return switch (c) {
      case '>' -> State.DATA;
      case '-' -> State.COMMENT_END_DASH;
      default -> State.COMMENT;
    };
  }

  private static State cdataEnd(int c) {
    return switch (c) {
      case '>' -> State.DATA;
      case ']' -> State.CDATA_END;
      default -> State.CDATA;
    };
  }
}
