// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The elements that the HTML standard's parser treats in a way that matters here. */
enum Tag {
  /** Every element without a constant of its own. */
  OTHER,

  HTML,
  HEAD,
  BODY,
  FRAMESET,
  BASE,
  BASEFONT,
  BGSOUND,
  LINK,
  META,
  NOSCRIPT,
  TEMPLATE,
  TITLE(State.RAW_TEXT),
  STYLE(State.RAW_TEXT),
  NOFRAMES(State.RAW_TEXT),
  SCRIPT(State.SCRIPT),
  TEXTAREA(State.RAW_TEXT),
  XMP(State.RAW_TEXT),
  IFRAME(State.RAW_TEXT),
  NOEMBED(State.RAW_TEXT),
  PLAINTEXT(State.PLAINTEXT),

  SVG,
  FOREIGNOBJECT,
  DESC,
  MATH,
  MI,
  MO,
  MN,
  MS,
  MTEXT,
  MGLYPH,
  MALIGNMARK,
  ANNOTATION_XML,

  FRAME,
  IMAGE,
  FEIMAGE,
  USE,
  SET,
  ANIMATE,
  VIDEO,
  AUDIO,
  OBJECT,
  FORM,
  BUTTON,
  SELECT,
  COLGROUP,
  THEAD,
  TBODY,
  TFOOT,
  TR,
  TD,
  TH,
  AREA,
  COL,
  INPUT,
  PARAM,
  SOURCE,
  TRACK,
  WBR,

  B,
  BIG,
  BLOCKQUOTE,
  BR,
  CENTER,
  CODE,
  DD,
  DIV,
  DL,
  DT,
  EM,
  EMBED,
  FONT,
  H1,
  H2,
  H3,
  H4,
  H5,
  H6,
  HR,
  I,
  IMG,
  LI,
  LISTING,
  MENU,
  NOBR,
  OL,
  P,
  PRE,
  RUBY,
  S,
  SMALL,
  SPAN,
  STRIKE,
  STRONG,
  SUB,
  SUP,
  TABLE,
  TT,
  U,
  UL,
  VAR;

  /** The length of the longest name; a longer one is none of these. */
  static final int LONGEST_NAME = "annotation-xml".length();

  private static final NameTable<Tag> NAMES = new NameTable<>(values(), Tag::html, OTHER);

  /** The elements that may stand before the body without starting it (section 13.2.6.4). */
  private static final Set<Tag> BEFORE_BODY =
      EnumSet.of(
          HTML, HEAD, BASE, BASEFONT, BGSOUND, LINK, META, NOSCRIPT, TEMPLATE, TITLE, STYLE,
          NOFRAMES, SCRIPT);

  /** The elements that end foreign content (section 13.2.6.5); {@code font} only at times. */
  private static final Set<Tag> BREAKOUT = EnumSet.range(B, VAR);

  static {
    BREAKOUT.addAll(EnumSet.of(BODY, HEAD, META));
    BREAKOUT.remove(FONT);
  }

  /** The elements that no end tag follows: they are void, or the tokenizer swallows it. */
  private static final Set<Tag> WITHOUT_END_TAG =
      EnumSet.of(
          BASE, BASEFONT, BGSOUND, LINK, META, BR, EMBED, HR, IMG, AREA, COL, INPUT, PARAM, SOURCE,
          TRACK, WBR, FRAME, IMAGE, HTML, HEAD, BODY);

  private final State content;

  Tag() {
    this(State.DATA);
  }

  Tag(State content) {
    this.content = content;
  }

  /** Returns its name in a page; that of {@link #OTHER} is empty, which no element's is. */
  String html() {
    return this == OTHER ? "" : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Tag find(byte[] name, int length) {
    return NAMES.find(name, length);
  }

  /** Returns the state that the tokenizer is in after the start tag, outside foreign content. */
  State content() {
    return content;
  }

  /** Returns whether its element is not open after its start tag, or its end tag is not told. */
  boolean hasNoEndTag() {
    return content != State.DATA || WITHOUT_END_TAG.contains(this);
  }

  /** Returns whether its element neither runs nor loads anything, nor ends the head. */
  boolean runsNothing() {
    return this == HTML || this == HEAD || this == META || this == TITLE;
  }

  boolean mayPrecedeBody() {
    return BEFORE_BODY.contains(this);
  }

  boolean endsForeignContent() {
    return BREAKOUT.contains(this);
  }

  /** Returns whether its content in SVG is parsed as HTML. */
  boolean holdsHtmlInSvg() {
    return this == FOREIGNOBJECT || this == DESC || this == TITLE;
  }

  /** Returns whether its content in MathML is parsed as HTML, save a few elements. */
  boolean holdsHtmlInMath() {
    return this == MI || this == MO || this == MN || this == MS || this == MTEXT;
  }
}
