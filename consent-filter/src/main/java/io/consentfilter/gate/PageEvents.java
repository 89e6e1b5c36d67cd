// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/**
 * What a tokenizer tells of a page, and asks; indexes are those of the array being read. Used by
 * one thread at a time.
 */
interface PageEvents {

  /** A {@code <} or a byte order mark begins here. */
  void open(int at) throws IOException;

  /** What was opened is text. */
  void openedText() throws IOException;

  /** What was opened is a comment or another section that is neither text nor tag. */
  void openedOther() throws IOException;

  /** What was opened is a doctype. */
  void openedDoctype() throws IOException;

  /** What was opened is a tag, whose name is now known. */
  void openedTag(Tag tag, boolean end) throws IOException;

  /**
   * A start tag ended.
   *
   * @param after the index after its {@code >}
   * @param html whether the element is one of HTML rather than of SVG or MathML
   */
  void startTag(Tag tag, TagAttributes attributes, boolean html, int after) throws IOException;

  /** Returns whether what browsers may read one way or another is made clear. */
  boolean clears();

  /** What was opened is a tag whose name is to become another, which means nothing. */
  void renamedTag() throws IOException;

  /** Inserts before what was opened. */
  void insertBefore(String text) throws IOException;

  /**
   * Inserts into what was opened, and lets it go.
   *
   * @param length how many bytes of it come before
   */
  void insertWithin(int length, String text) throws IOException;

  /** A {@code <} here may end a {@code noscript} for some browsers and not for others. */
  void mayEnd(int at) throws IOException;

  /** It does not. */
  void endsNot() throws IOException;

  /**
   * It does.
   *
   * @param closing what ends the present token before it
   */
  void endsBefore(String closing) throws IOException;

  /** An end tag ended. */
  void endTag(Tag tag) throws IOException;

  /** The content of an element ended that is not markup, by its end tag's name. */
  void rawTextEnd(int at) throws IOException;

  /** Returns whether a script is held until enough of its content was seen. */
  boolean holdsContent();

  /** In XML, an element begins within such a script. */
  void elementWithin(int open) throws IOException;

  /** Returns whether {@link #attribute} is of interest. */
  boolean wantsAttributes();

  /** A start tag of HTML by which its element may load, whole and without what was told. */
  void wholeTag(Tag tag, byte[] bytes, int open, int nameEnd, int after) throws IOException;

  /** An attribute begins here. */
  void attribute(int at) throws IOException;

  /** Returns whether all is held before an index that may be. */
  boolean full(int at);

  /** As much is held as may be, or more. */
  void cut() throws IOException;

  /** Text that is not white space stands here; told only while {@link #watchesText()}. */
  void text(int at) throws IOException;

  /** Returns whether {@link #text} is of interest. */
  boolean watchesText();

  /** The stream is in a charset that does not extend ASCII. */
  void unreadable() throws IOException;
}
