// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

/**
 * Knows where browsers, old and new, with scripts and without, may not agree on what is markup and
 * what is text, so that it can be made so that they do. Used by one thread at a time.
 */
final class Ambiguity {

  /** What makes a start tag mean one thing. */
  enum Remedy {
    NONE,
    /** An element before it that ends SVG and MathML. */
    LEAVE_FOREIGN,
    /** Another name, one that means nothing. */
    RENAME
  }

  private static final int NONE = -1;

  private final ForeignContent foreign;
  private int templates;

  /** Whether a template may hold nothing yet but what heads hold. */
  private boolean templateBegins;

  /** How many templates were open where a {@code select} began, or {@link #NONE}. */
  private int select = NONE;

  private boolean selectInNoscript;
  private int selectDepth;
  private boolean noscript;
  private boolean frames;
  private boolean columns;

  Ambiguity(ForeignContent foreign) {
    this.foreign = foreign;
  }

  /** Returns whether a browser with scripts may read all as text up to the next end tag. */
  boolean noscript() {
    return noscript;
  }

  /** Returns whether it is not sure if CDATA is a comment. */
  boolean doubtsSections() {
    return frames || columns || foreign.doubtsSections() || (select != NONE && foreign.depth() > 0);
  }

  /**
   * Returns whether a start tag in SVG or MathML may be one of HTML: older selects hold neither.
   */
  boolean mayBeHtml() {
    return foreign.doubtful() || select != NONE;
  }

  Remedy remedy(Tag tag) {
    if (tag.content() == State.DATA) {
      return Remedy.NONE;
    }
    if (foreign.lasting() || columns || (frames && tag != Tag.NOFRAMES)) {
      return Remedy.RENAME;
    }
    if (foreign.putsForeign() && !foreign.doubtful() && select == NONE) {
      return Remedy.NONE;
    }
    boolean inSelect = select != NONE && tag != Tag.SCRIPT && tag != Tag.TEXTAREA;
    if (inSelect || (noscript && tag == Tag.PLAINTEXT)) {
      return Remedy.RENAME;
    }
    boolean unsure = foreign.doubtful() || (select != NONE && foreign.putsForeign());
    return unsure ? Remedy.LEAVE_FOREIGN : Remedy.NONE;
  }

  /** Takes a start tag that is one of HTML, or may be. */
  void start(Tag tag) {
    switch (tag) {
      case TEMPLATE -> {
        templates++;
        templateBegins = true;
      }
      case TABLE, COLGROUP -> templateBegins = false;
      case COL -> columns |= templates > 0 && templateBegins;
      case FRAMESET -> frames = true;
      case NOSCRIPT -> noscript = true;
      case SELECT -> {
        select = templates;
        selectInNoscript = noscript;
        selectDepth = foreign.depth();
      }
      default -> {}
    }
  }

  void end(Tag tag) {
    switch (tag) {
      case TEMPLATE -> {
        templates = Math.max(0, templates - 1);
        templateBegins = templates > 0;
      }
      case NOSCRIPT -> noscript = false;
      case SELECT -> {
        boolean nested = foreign.depth() <= selectDepth && selectInNoscript == noscript;
        if (select == templates && nested) {
          select = NONE;
        }
      }
      default -> {}
    }
  }
}
