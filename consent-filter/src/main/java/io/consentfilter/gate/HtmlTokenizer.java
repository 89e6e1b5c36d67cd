// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/**
 * Tells where tags begin and end in a stream of bytes, by the rules of the HTML standard's
 * tokenizer, for every charset that extends ASCII. It keeps nothing but its state, so the stream
 * may be cut anywhere, and no bytes surprise it. Used by one thread at a time.
 */
final class HtmlTokenizer implements Tokenizer {

  /** Any large odd number would do. */
  private static final long KEY_FACTOR = 0x9E3779B97F4A7C15L;

  private final PageEvents events;
  private final ForeignContent foreign = new ForeignContent();
  private final Ambiguity ambiguity = new Ambiguity(foreign);
  private final TagAttributes attributes = new TagAttributes();
  private final Declarations declarations;
  private final QuickTags quickTags;
  private final RawText rawText = new RawText();
  private final NoscriptEnd noscriptEnd = new NoscriptEnd();
  private final ShortText name = new ShortText(Tag.LONGEST_NAME);
  private State state = State.START;
  private int at;

  /** Tells the name of the present tag from others. */
  private long key;

  private Tag tag = Tag.OTHER;
  private boolean endTag;

  /** Whether the name was told, be it that it is too long to be any that matters. */
  private boolean told;

  HtmlTokenizer(PageEvents events) {
    this.events = events;
    this.quickTags = new QuickTags(events);
    this.declarations = new Declarations(events, foreign, ambiguity);
  }

  @Override
  public boolean betweenTokens() {
    return state == State.DATA;
  }

  @Override
  public void read(byte[] bytes, int start, int end) throws IOException {
    int i = skip(bytes, start, end);
    while (events.full(i)) {
      events.cut();
    }
    while (i < end) {
      if (state == State.DATA && isQuick()) {
        i = quickTags.pass(bytes, i, end);
        if (i == end) {
          return;
        }
      }
      at = i;
      state = ambiguity.noscript() && events.clears() ? inNoscript(bytes[i]) : next(bytes[i]);
      i = skip(bytes, i + 1, end);
      while (events.full(i)) {
        events.cut();
      }
    }
  }

  /**
   * Takes a byte within {@code noscript}, which is text to a browser with scripts: where this ends
   * within a token, ends the token before.
   */
  private State inNoscript(int c) throws IOException {
    if (noscriptEnd.endsWith(c)) {
      leaveNoscript();
      return attribute(State.AFTER_ATTRIBUTE_NAME, c);
    }
    if (noscriptEnd.matching() && !noscriptEnd.matches(c)) {
      events.endsNot();
    }
    boolean mayEnd = c == '<' && NoscriptEnd.hides(state);
    State then = next(c);
    if (mayEnd) {
      noscriptEnd.begin();
      events.mayEnd(at);
    }
    return then;
  }

  private void leaveNoscript() throws IOException {
    noscriptEnd.forget();
    boolean inTag = state.part() == State.Part.ATTRIBUTES;
    boolean rawEnd = rawText.leaves();
    Tag element = inTag ? (endTag || rawEnd ? Tag.OTHER : tag) : rawText.element();
    events.endsBefore(NoscriptEnd.closing(state, element));
    if (inTag && !rawEnd) {
      tagEnd();
    }
    endTag = true;
    tag = Tag.NOSCRIPT;
    key = 0;
    events.openedTag(tag, true);
    attributes.begin(tag);
  }

  /** Returns whether nothing but what {@link QuickTags} knows is of interest now. */
  private boolean isQuick() {
    return !foreign.doubtful()
        && foreign.depth() == 0
        && !ambiguity.noscript()
        && !events.watchesText();
  }

  private int skip(byte[] bytes, int start, int end) {
    if (ambiguity.noscript()) {
      return start;
    }
    if (state == State.DATA && events.watchesText()) {
      return skipWhiteSpace(bytes, start, end);
    }
    return state.isQuoted() && attributes.keeping() ? start : state.skip(bytes, start, end);
  }

  private static int skipWhiteSpace(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && isWhiteSpace(bytes[i])) {
      i++;
    }
    return i;
  }

  private State next(int c) throws IOException {
    return switch (state.part()) {
      case BEGINNING -> beginning(c);
      case CONTENT -> content(c);
      case ATTRIBUTES -> attribute(c);
      case DECLARATION -> declarations.next(state, c);
      case RAW_TEXT -> inRawText(c);
    };
  }

  private State inRawText(int c) throws IOException {
    State then = rawText.next(state, c);
    if (then == State.DATA || then.part() == State.Part.ATTRIBUTES) {
      events.rawTextEnd(at);
    }
    return then;
  }

  private State beginning(int c) throws IOException {
    return switch (state) {
      case BYTE_ORDER_MARK_2 -> mark(c, 0xBB, State.BYTE_ORDER_MARK_3);
      case BYTE_ORDER_MARK_3 -> mark(c, 0xBF, State.DATA);
      case UTF_16_BIG_ENDIAN -> mark(c, 0xFF, State.PLAINTEXT);
      case UTF_16_LITTLE_ENDIAN -> mark(c, 0xFE, State.PLAINTEXT);
      default -> first(c);
    };
  }

  private State first(int c) throws IOException {
    return switch (c & 0xFF) {
      case 0xEF -> open(State.BYTE_ORDER_MARK_2);
      case 0xFE -> open(State.UTF_16_BIG_ENDIAN);
      case 0xFF -> open(State.UTF_16_LITTLE_ENDIAN);
      default -> data(c);
    };
  }

  private State mark(int c, int expected, State then) throws IOException {
    if ((c & 0xFF) != expected) {
      events.openedText();
      return data(c);
    }
    if (then == State.PLAINTEXT) {
      events.unreadable();
    } else if (then == State.DATA) {
      events.openedOther();
    }
    return then;
  }

  private State open(State then) throws IOException {
    events.open(at);
    return then;
  }

  private State content(int c) throws IOException {
    return switch (state) {
      case TAG_OPEN -> tagOpen(c);
      case END_TAG_OPEN -> endTagOpen(c);
      case TAG_NAME -> tagName(c);
      default -> data(c);
    };
  }

  private State data(int c) throws IOException {
    if (c == '<') {
      return open(State.TAG_OPEN);
    }
    if (events.watchesText() && !isWhiteSpace(c)) {
      events.text(at);
    }
    return State.DATA;
  }

  private State tagOpen(int c) throws IOException {
    if (isLetter(c)) {
      return beginTag(c, false);
    }
    return switch (c) {
      case '/' -> State.END_TAG_OPEN;
      case '!' -> State.MARKUP_DECLARATION;
      case '?' -> declarations.bogusComment(c);
      default -> {
        events.openedText();
        yield data(c);
      }
    };
  }

  private State endTagOpen(int c) throws IOException {
    return isLetter(c) ? beginTag(c, true) : declarations.bogusComment(c);
  }

  private State beginTag(int c, boolean end) throws IOException {
    endTag = end;
    told = false;
    key = 0;
    name.clear();
    return tagName(c);
  }

  private State tagName(int c) throws IOException {
    if (endsName(c)) {
      tellName();
      return attribute(State.AFTER_ATTRIBUTE_NAME, c);
    }
    name.append(c);
    key = key * KEY_FACTOR + (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    if (name.tooLong()) {
      tellName();
    }
    return State.TAG_NAME;
  }

  private void tellName() throws IOException {
    if (!told) {
      told = true;
      tag = name.tag();
      if (endTag || !events.clears() || !renames()) {
        events.openedTag(tag, endTag);
      }
      attributes.begin(tag);
    }
  }

  /** Makes clear what the present start tag is; returns whether by another name. */
  private boolean renames() throws IOException {
    switch (ambiguity.remedy(tag)) {
      case RENAME -> {
        tag = Tag.OTHER;
        key = 0;
        events.renamedTag();
        return true;
      }
      case LEAVE_FOREIGN -> {
        foreign.settle();
        events.insertBefore("<span></span>");
      }
      case NONE -> {}
    }
    return false;
  }

  private State attribute(int c) throws IOException {
    return attribute(state, c);
  }

  private State attribute(State from, int c) throws IOException {
    State then = attributes.next(from, c);
    if (attributes.begins() && events.wantsAttributes()) {
      events.attribute(at);
    }
    return then == State.DATA ? tagEnd() : then;
  }

  private State tagEnd() throws IOException {
    if (rawText.leaves()) {
      return State.DATA;
    }
    if (endTag) {
      foreign.end(tag, key);
      ambiguity.end(tag);
      events.endTag(tag);
      return State.DATA;
    }
    boolean html = foreign.start(tag, key, attributes);
    if (html || ambiguity.mayBeHtml()) {
      ambiguity.start(tag);
    }
    events.startTag(tag, attributes, html, at + 1);
    return html ? rawText.enter(tag) : State.DATA;
  }

  static boolean endsName(int c) {
    return isWhiteSpace(c) || c == '/' || c == '>';
  }

  /** Returns whether the HTML standard takes a byte for white space between tokens. */
  static boolean isWhiteSpace(int c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
  }

  static boolean isLetter(int c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }
}
