// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

/**
 * The part of the tokenizer for elements whose content is not markup, scripts with their two levels
 * of escape among them. Used by one thread at a time.
 */
final class RawText {

  private final ShortText name = new ShortText(Tag.LONGEST_NAME);
  private Tag element = Tag.OTHER;

  /** Where the text goes on if what looks like an end tag is none. */
  private State resume = State.RAW_TEXT;

  private boolean leaving;

  /** Takes a start tag of HTML and returns the state that its content is read in. */
  State enter(Tag tag) {
    element = tag;
    return tag.content();
  }

  /** Returns the element whose text this is, or was last. */
  Tag element() {
    return element;
  }

  /** Returns, once, whether the tag that ended is the end tag of the raw text. */
  boolean leaves() {
    boolean leaves = leaving;
    leaving = false;
    return leaves;
  }

  State next(State state, int c) {
    return switch (state) {
      case RAW_TEXT, SCRIPT -> text(state, c);
      case RAW_LESS_THAN -> c == '/' ? endTagOpen(State.RAW_TEXT) : next(State.RAW_TEXT, c);
      case RAW_END_TAG_OPEN -> inEndTagOpen(c);
      case RAW_END_TAG_NAME -> inEndTagName(c);
      case SCRIPT_LESS_THAN -> scriptLessThan(c);
      case SCRIPT_ESCAPE_START -> escapeStart(c, State.SCRIPT_ESCAPE_START_DASH);
      case SCRIPT_ESCAPE_START_DASH -> escapeStart(c, State.SCRIPT_ESCAPED_DASH_DASH);
      case SCRIPT_ESCAPED -> escaped(c, State.SCRIPT_ESCAPED_DASH);
      case SCRIPT_ESCAPED_DASH -> escaped(c, State.SCRIPT_ESCAPED_DASH_DASH);
      case SCRIPT_ESCAPED_DASH_DASH -> c == '>' ? State.SCRIPT : escaped(c, state);
      case SCRIPT_ESCAPED_LESS_THAN -> escapedLessThan(c);
      case SCRIPT_DOUBLE_ESCAPE_START -> doubleEscapeStart(c);
      case SCRIPT_DOUBLE_ESCAPED -> doubleEscaped(c, State.SCRIPT_DOUBLE_ESCAPED_DASH);
      case SCRIPT_DOUBLE_ESCAPED_DASH -> doubleEscaped(c, State.SCRIPT_DOUBLE_ESCAPED_DASH_DASH);
      case SCRIPT_DOUBLE_ESCAPED_DASH_DASH -> c == '>' ? State.SCRIPT : doubleEscaped(c, state);
      case SCRIPT_DOUBLE_ESCAPED_LESS_THAN -> doubleEscapedLessThan(c);
      case SCRIPT_DOUBLE_ESCAPE_END -> doubleEscapeEnd(c);
      default -> state;
    };
  }

  private static State text(State state, int c) {
    if (c != '<') {
      return state;
    }
    return state == State.SCRIPT ? State.SCRIPT_LESS_THAN : State.RAW_LESS_THAN;
  }

  // End tags, alike in all kinds of raw text

  private State endTagOpen(State otherwise) {
    resume = otherwise;
    return State.RAW_END_TAG_OPEN;
  }

  private State inEndTagOpen(int c) {
    if (!HtmlTokenizer.isLetter(c)) {
      return next(resume, c);
    }
    name.clear();
    name.append(c);
    return State.RAW_END_TAG_NAME;
  }

  private State inEndTagName(int c) {
    if (HtmlTokenizer.isLetter(c)) {
      name.append(c);
      return State.RAW_END_TAG_NAME;
    }
    if (!HtmlTokenizer.endsName(c) || name.tag() != element) {
      return next(resume, c);
    }
    leaving = c != '>';
    return switch (c) {
      case '>' -> State.DATA;
      case '/' -> State.SELF_CLOSING;
      default -> State.BEFORE_ATTRIBUTE_NAME;
    };
  }

  // Scripts

  private State scriptLessThan(int c) {
    return switch (c) {
      case '/' -> endTagOpen(State.SCRIPT);
      case '!' -> State.SCRIPT_ESCAPE_START;
      default -> next(State.SCRIPT, c);
    };
  }

  private State escapeStart(int c, State afterDash) {
    return c == '-' ? afterDash : next(State.SCRIPT, c);
  }

  private static State escaped(int c, State afterDash) {
    return switch (c) {
      case '-' -> afterDash;
      case '<' -> State.SCRIPT_ESCAPED_LESS_THAN;
      default -> State.SCRIPT_ESCAPED;
    };
  }

  private State escapedLessThan(int c) {
    if (c == '/') {
      return endTagOpen(State.SCRIPT_ESCAPED);
    }
    if (!HtmlTokenizer.isLetter(c)) {
      return next(State.SCRIPT_ESCAPED, c);
    }
    name.clear();
    return doubleEscapeStart(c);
  }

  private State doubleEscapeStart(int c) {
    if (HtmlTokenizer.isLetter(c)) {
      name.append(c);
      return State.SCRIPT_DOUBLE_ESCAPE_START;
    }
    if (!HtmlTokenizer.endsName(c)) {
      return next(State.SCRIPT_ESCAPED, c);
    }
    return name.tag() == Tag.SCRIPT ? State.SCRIPT_DOUBLE_ESCAPED : State.SCRIPT_ESCAPED;
  }

  private static State doubleEscaped(int c, State afterDash) {
    return switch (c) {
      case '-' -> afterDash;
      case '<' -> State.SCRIPT_DOUBLE_ESCAPED_LESS_THAN;
      default -> State.SCRIPT_DOUBLE_ESCAPED;
    };
  }

  private State doubleEscapedLessThan(int c) {
    if (c != '/') {
      return next(State.SCRIPT_DOUBLE_ESCAPED, c);
    }
    name.clear();
    return State.SCRIPT_DOUBLE_ESCAPE_END;
  }

  private State doubleEscapeEnd(int c) {
    if (HtmlTokenizer.isLetter(c)) {
      name.append(c);
      return State.SCRIPT_DOUBLE_ESCAPE_END;
    }
    if (!HtmlTokenizer.endsName(c)) {
      return next(State.SCRIPT_DOUBLE_ESCAPED, c);
    }
    return name.tag() == Tag.SCRIPT ? State.SCRIPT_ESCAPED : State.SCRIPT_DOUBLE_ESCAPED;
  }
}
