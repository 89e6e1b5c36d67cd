// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/**
 * Finds the places of a page where markup is inserted: before its first element that may run or
 * load something, where its body begins, be it without a tag of its own, and where it ends. A page
 * of frames has no body. Used by one thread at a time.
 *
 * <p>Within {@code template} and {@code noscript} there is no place: a browser with scripts does
 * not render what is in them.
 */
final class InsertPoints {

  private final Inserts inserts;
  private final boolean requireDocument;
  private final PassingBytes passing;
  private final SeenPage page = new SeenPage();

  /** Whether anything but white space and comments was seen. */
  private boolean begun;

  /** Whether an element was seen that may run or load something. */
  private boolean elements;

  private boolean bodyOpen;
  private boolean settled;
  private boolean bodyTag;
  private boolean headClosed;
  private boolean inNoscript;
  private int templates;

  InsertPoints(Inserts inserts, boolean requireDocument, PassingBytes passing) {
    this.inserts = inserts;
    this.requireDocument = requireDocument;
    this.passing = passing;
  }

  /** Returns whether nothing is to be inserted any more, so that the rest need not be read. */
  boolean settled() {
    return settled;
  }

  void settle() {
    settled = true;
  }

  private void begin(boolean document) {
    if (!begun) {
      begun = true;
      settled |= requireDocument && !document;
    }
  }

  void openedText() throws IOException {
    begin(false);
    if (watchesText() && !hidden()) {
      openBodyBeforeHeld();
    }
  }

  void openedDoctype() {
    begin(true);
  }

  void openedTag(Tag tag, boolean end) throws IOException {
    begin(tag == Tag.HTML && !end);
    if (!settled && !end && !elements && !tag.runsNothing()) {
      elements = true;
      passing.insertBeforeHeld(inserts.beforeElements(page));
    }
    if (!settled && !hidden()) {
      if (end) {
        placeBeforeEndTag(tag);
      } else if (!bodyOpen) {
        placeBeforeStartTag(tag);
      }
    }
  }

  private void placeBeforeStartTag(Tag tag) throws IOException {
    if (tag == Tag.FRAMESET) {
      settle();
    } else if (tag == Tag.BODY) {
      bodyTag = true;
    } else if (!tag.mayPrecedeBody() || (headClosed && tag == Tag.NOSCRIPT)) {
      openBodyBeforeHeld();
    }
  }

  private void placeBeforeEndTag(Tag tag) throws IOException {
    boolean last = tag == Tag.BODY || tag == Tag.HTML;
    if (!bodyOpen && (last || tag == Tag.BR)) {
      openBodyBeforeHeld();
    }
    if (last) {
      settle();
      passing.insertBeforeHeld(inserts.beforeBodyEnd(page));
    }
  }

  private void openBodyBeforeHeld() throws IOException {
    bodyOpen = true;
    passing.insertBeforeHeld(inserts.afterBodyStart(page));
  }

  /** Takes note that a tag was withheld. */
  void withheld() {
    page.withheld();
  }

  void startTag(Tag tag, TagAttributes attributes, boolean html, int after) throws IOException {
    page.see(tag, attributes, !hidden());
    if (html) {
      inNoscript |= tag == Tag.NOSCRIPT;
      templates += tag == Tag.TEMPLATE ? 1 : 0;
    }
    if (bodyTag && !bodyOpen) {
      bodyOpen = true;
      passing.insertAt(after, inserts.afterBodyStart(page));
    }
  }

  void endTag(Tag tag) {
    switch (tag) {
      case HEAD -> headClosed |= !hidden();
      case NOSCRIPT -> inNoscript = false;
      case TEMPLATE -> templates = Math.max(0, templates - 1);
      default -> {}
    }
  }

  void text(int at) throws IOException {
    begin(false);
    if (watchesText() && !hidden()) {
      bodyOpen = true;
      passing.insertAt(at, inserts.afterBodyStart(page));
    }
  }

  boolean watchesText() {
    return !bodyOpen && !settled;
  }

  private boolean hidden() {
    return inNoscript || templates > 0;
  }

  /** Ends the page; an element that hides what is in it should have ended before. */
  void end(boolean betweenTokens) throws IOException {
    if (settled || !begun || !betweenTokens) {
      return;
    }
    settle();
    if (!bodyOpen) {
      bodyOpen = true;
      passing.insertAtEnd(inserts.afterBodyStart(page));
    }
    passing.insertAtEnd(inserts.beforeBodyEnd(page));
  }
}
