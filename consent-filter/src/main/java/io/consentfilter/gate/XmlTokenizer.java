// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/**
 * Tells where tags begin and end in a stream of XML (Extensible Markup Language 1.0), by the local
 * parts of their names. What a parser of XML refuses may be read in any way: browsers stop there.
 * Used by one thread at a time.
 */
final class XmlTokenizer implements Tokenizer {

  private enum Part {
    TEXT,
    /** After {@code <}. */
    OPEN,
    /** After {@code <!}, before it is known what this is. */
    DECLARATION,
    COMMENT,
    SECTION,
    INSTRUCTION,
    DOCTYPE,
    TAG_NAME,
    ATTRIBUTES,
    END_TAG
  }

  private static final String COMMENT = "--";
  private static final String SECTION = "[CDATA[";
  private static final String DOCTYPE = "DOCTYPE";

  private final PageEvents events;
  private final TagAttributes attributes = new TagAttributes();
  private final ShortText name = new ShortText(Tag.LONGEST_NAME);
  private final XmlDoctype doctype;
  private final XmlInstruction instruction;
  private final Ending commentEnd = new Ending("-->");
  private final Ending sectionEnd = new Ending("]]>");
  private final StringBuilder declared = new StringBuilder();
  private Part part = Part.TEXT;
  private State state = State.DATA;
  private Tag tag = Tag.OTHER;
  private int at;

  /** Whether the root element began. */
  private boolean rooted;

  XmlTokenizer(PageEvents events, AddressJudge addresses) {
    this.events = events;
    this.instruction = new XmlInstruction(events, addresses);
    this.doctype = new XmlDoctype(events, instruction);
  }

  @Override
  public boolean betweenTokens() {
    return part == Part.TEXT;
  }

  @Override
  public void read(byte[] bytes, int start, int end) throws IOException {
    int i = skip(bytes, start, end);
    cut(i);
    while (i < end) {
      at = i;
      part = next(bytes[i]);
      i = skip(bytes, i + 1, end);
      cut(i);
    }
  }

  private int skip(byte[] bytes, int start, int end) {
    return part == Part.TEXT ? ByteSearch.find(bytes, start, end, '<') : start;
  }

  /** What was opened and is not yet known must stay held. */
  private void cut(int i) throws IOException {
    while (part != Part.OPEN && part != Part.DECLARATION && events.full(i)) {
      events.cut();
    }
  }

  private Part next(int c) throws IOException {
    return switch (part) {
      case TEXT -> text(c);
      case OPEN -> open(c);
      case DECLARATION -> declaration(c);
      case COMMENT -> commentEnd.ends(c) ? Part.TEXT : part;
      case SECTION -> sectionEnd.ends(c) ? Part.TEXT : part;
      case INSTRUCTION -> instruction.next(c) ? Part.TEXT : part;
      case DOCTYPE -> doctype.next(c, at) ? Part.TEXT : part;
      case TAG_NAME -> tagName(c);
      case ATTRIBUTES -> attribute(c);
      case END_TAG -> endTag(c);
    };
  }

  private Part text(int c) throws IOException {
    if (c != '<') {
      return Part.TEXT;
    }
    // A script that is held until its content was judged is held with all that is in it.
    if (!events.holdsContent()) {
      events.open(at);
    }
    return Part.OPEN;
  }

  private Part open(int c) throws IOException {
    switch (c) {
      case '!' -> {
        declared.setLength(0);
        return Part.DECLARATION;
      }
      case '?' -> {
        instruction.begin(!events.holdsContent(), !rooted);
        return Part.INSTRUCTION;
      }
      case '/' -> {
        events.rawTextEnd(at);
        name.clear();
        return Part.END_TAG;
      }
      default -> {
        if (events.holdsContent()) {
          events.elementWithin(at - 1);
        }
        name.clear();
        return tagName(c);
      }
    }
  }

  private Part declaration(int c) throws IOException {
    declared.append((char) c);
    String text = declared.toString();
    if (text.equals(COMMENT)) {
      commentEnd.begin();
      return opened(Part.COMMENT);
    }
    if (text.equals(SECTION)) {
      sectionEnd.begin();
      return opened(Part.SECTION);
    }
    if (text.equals(DOCTYPE) && !events.holdsContent()) {
      events.openedDoctype();
      doctype.begin();
      return Part.DOCTYPE;
    }
    boolean known =
        COMMENT.startsWith(text) || SECTION.startsWith(text) || DOCTYPE.startsWith(text);
    return known ? part : opened(Part.TEXT);
  }

  private Part opened(Part then) throws IOException {
    if (!events.holdsContent()) {
      events.openedOther();
    }
    return then;
  }

  private Part tagName(int c) throws IOException {
    if (HtmlTokenizer.endsName(c)) {
      tag = name.tag();
      rooted = true;
      events.openedTag(tag, false);
      attributes.begin(tag);
      state = State.AFTER_ATTRIBUTE_NAME;
      return attribute(c);
    }
    appendName(c);
    return Part.TAG_NAME;
  }

  /** Of a qualified name, the local part counts. */
  private void appendName(int c) {
    if (c == ':') {
      name.clear();
    } else {
      name.append(c);
    }
  }

  private Part attribute(int c) throws IOException {
    state = attributes.next(state, c);
    if (attributes.begins() && events.wantsAttributes()) {
      events.attribute(at);
    }
    if (state != State.DATA) {
      return Part.ATTRIBUTES;
    }
    events.startTag(tag, attributes, true, at + 1);
    return Part.TEXT;
  }

  private Part endTag(int c) throws IOException {
    if (c != '>') {
      appendName(c);
      return Part.END_TAG;
    }
    Tag ended = name.tag();
    events.openedTag(ended, true);
    events.endTag(ended);
    return Part.TEXT;
  }

  /** Finds the three characters that end something. */
  static final class Ending {

    private final String end;
    private String last = "";

    Ending(String end) {
      this.end = end;
    }

    void begin() {
      last = "";
    }

    boolean ends(int c) {
      last = (last.length() < end.length() ? last : last.substring(1)) + (char) c;
      return last.equals(end);
    }
  }
}
