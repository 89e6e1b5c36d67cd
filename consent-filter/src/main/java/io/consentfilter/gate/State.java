// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

/**
 * The states of the tokenizer of the HTML standard, section 13.2.5, as far as they tell where a
 * token begins and ends. Character references and the states that only report errors are left out;
 * raw text and escapable raw text differ only in those.
 */
enum State {
  /** Before the first byte, where a byte order mark may stand. */
  START(Part.BEGINNING),
  BYTE_ORDER_MARK_2(Part.BEGINNING),
  BYTE_ORDER_MARK_3(Part.BEGINNING),
  UTF_16_BIG_ENDIAN(Part.BEGINNING),
  UTF_16_LITTLE_ENDIAN(Part.BEGINNING),

  DATA(Part.CONTENT, '<'),
  TAG_OPEN(Part.CONTENT),
  END_TAG_OPEN(Part.CONTENT),
  TAG_NAME(Part.CONTENT),
  BEFORE_ATTRIBUTE_NAME(Part.ATTRIBUTES),
  ATTRIBUTE_NAME(Part.ATTRIBUTES),
  AFTER_ATTRIBUTE_NAME(Part.ATTRIBUTES),
  BEFORE_ATTRIBUTE_VALUE(Part.ATTRIBUTES),
  DOUBLE_QUOTED_VALUE(Part.ATTRIBUTES, '"'),
  SINGLE_QUOTED_VALUE(Part.ATTRIBUTES, '\''),
  UNQUOTED_VALUE(Part.ATTRIBUTES),
  AFTER_QUOTED_VALUE(Part.ATTRIBUTES),
  SELF_CLOSING(Part.ATTRIBUTES),

  MARKUP_DECLARATION(Part.DECLARATION),
  MARKUP_DECLARATION_DASH(Part.DECLARATION),
  MARKUP_DECLARATION_DOCTYPE(Part.DECLARATION),
  MARKUP_DECLARATION_CDATA(Part.DECLARATION),
  BOGUS_COMMENT(Part.DECLARATION, '>'),
  COMMENT_START(Part.DECLARATION),
  COMMENT_START_DASH(Part.DECLARATION),
  COMMENT(Part.DECLARATION, '-'),
  COMMENT_END_DASH(Part.DECLARATION),
  COMMENT_END(Part.DECLARATION),
  COMMENT_END_BANG(Part.DECLARATION),
  /** All of the doctype: {@code >} ends it even within quotes. */
  DOCTYPE(Part.DECLARATION, '>'),
  CDATA(Part.DECLARATION, ']'),
  CDATA_BRACKET(Part.DECLARATION),
  CDATA_END(Part.DECLARATION),

  RAW_TEXT(Part.RAW_TEXT, '<'),
  RAW_LESS_THAN(Part.RAW_TEXT),
  RAW_END_TAG_OPEN(Part.RAW_TEXT),
  RAW_END_TAG_NAME(Part.RAW_TEXT),
  PLAINTEXT(Part.RAW_TEXT),

  SCRIPT(Part.RAW_TEXT, '<'),
  SCRIPT_LESS_THAN(Part.RAW_TEXT),
  SCRIPT_ESCAPE_START(Part.RAW_TEXT),
  SCRIPT_ESCAPE_START_DASH(Part.RAW_TEXT),
  SCRIPT_ESCAPED(Part.RAW_TEXT),
  SCRIPT_ESCAPED_DASH(Part.RAW_TEXT),
  SCRIPT_ESCAPED_DASH_DASH(Part.RAW_TEXT),
  SCRIPT_ESCAPED_LESS_THAN(Part.RAW_TEXT),
  SCRIPT_DOUBLE_ESCAPE_START(Part.RAW_TEXT),
  SCRIPT_DOUBLE_ESCAPED(Part.RAW_TEXT),
  SCRIPT_DOUBLE_ESCAPED_DASH(Part.RAW_TEXT),
  SCRIPT_DOUBLE_ESCAPED_DASH_DASH(Part.RAW_TEXT),
  SCRIPT_DOUBLE_ESCAPED_LESS_THAN(Part.RAW_TEXT),
  SCRIPT_DOUBLE_ESCAPE_END(Part.RAW_TEXT);

  /** Who knows what follows on a state. */
  enum Part {
    BEGINNING,
    CONTENT,
    ATTRIBUTES,
    DECLARATION,
    RAW_TEXT
  }

  private static final int NOTHING = -1;

  private final Part part;

  /** The only byte that ends this state, so that the others can be skipped in a tight loop. */
  private final int exit;

  State(Part part) {
    this(part, NOTHING);
  }

  State(Part part, int exit) {
    this.part = part;
    this.exit = exit;
  }

  Part part() {
    return part;
  }

  boolean isQuoted() {
    return this == DOUBLE_QUOTED_VALUE || this == SINGLE_QUOTED_VALUE;
  }

  /** Returns the index of the first byte that this state must look at, or {@code end}. */
  int skip(byte[] bytes, int start, int end) {
    if (exit == NOTHING) {
      return this == PLAINTEXT ? end : start;
    }
    return ByteSearch.find(bytes, start, end, exit);
  }
}
