// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.Arrays;

/**
 * Follows the page into SVG and MathML and back, since {@code title}, {@code style}, {@code script}
 * and CDATA mean something else there (HTML standard, section 13.2.6.5). It keeps the names of the
 * elements that are open since the outermost of these. Where the standard needs to know which
 * elements are open around that one, it takes the likely way and is in doubt. Used by one thread at
 * a time.
 */
final class ForeignContent {

  /** Deeper pages are in doubt to their end. */
  private static final int DEEPEST = 512;

  private enum Kind {
    SVG,
    MATH,
    /** An element of SVG or MathML whose content is HTML. */
    HTML_WITHIN,
    /** An element of MathML whose content is HTML save a few elements. */
    TEXT_WITHIN,
    HTML;

    boolean isForeign() {
      return this == SVG || this == MATH;
    }
  }

  private long[] names = new long[16];
  private Kind[] kinds = new Kind[16];
  private int depth;
  private boolean doubtful;
  private boolean lasting;

  /** Returns whether an element put in here is one of SVG or MathML, likely. */
  boolean putsForeign() {
    return top().isForeign();
  }

  /** Returns how many elements are open since the outermost of SVG or MathML, likely. */
  int depth() {
    return depth;
  }

  /** Returns whether it is in doubt if the next element is one of HTML. */
  boolean doubtful() {
    return doubtful;
  }

  /** Returns whether that doubt lasts to the end of the page. */
  boolean lasting() {
    return lasting;
  }

  /** Returns whether it is in doubt if CDATA is a comment. */
  boolean doubtsSections() {
    return doubtful || Arrays.asList(kinds).subList(0, depth).contains(Kind.HTML);
  }

  /**
   * Returns whether the present element is one of SVG or MathML, be it one whose content is HTML:
   * only there CDATA is not a comment.
   */
  boolean inForeignElement() {
    return depth > 0 && top() != Kind.HTML;
  }

  private Kind top() {
    return depth == 0 ? Kind.HTML : kinds[depth - 1];
  }

  /** Ends a doubt that does not last, since an element that SVG cannot hold was put in. */
  void settle() {
    leave();
    doubtful = false;
  }

  /**
   * Takes a start tag and returns whether it is one of HTML.
   *
   * @param name tells the name from others
   */
  boolean start(Tag tag, long name, TagAttributes attributes) {
    if (doubtful) {
      doubt(tag, attributes);
    }
    Kind top = top();
    if (!top.isForeign()) {
      return inHtml(top, tag, name, attributes);
    }
    if (tag.endsForeignContent() || (tag == Tag.FONT && attributes.fontLooks())) {
      leave();
      return inHtml(top(), tag, name, attributes);
    }
    if (!attributes.selfClosing()) {
      push(name, kind(top, tag, attributes));
    }
    return false;
  }

  private void doubt(Tag tag, TagAttributes attributes) {
    boolean opensHtml = tag.holdsHtmlInSvg() || tag.holdsHtmlInMath() || tag == Tag.ANNOTATION_XML;
    lasting |= opensHtml && !attributes.selfClosing();
    if (!lasting && tag.endsForeignContent()) {
      settle();
    }
  }

  private boolean inHtml(Kind top, Tag tag, long name, TagAttributes attributes) {
    boolean glyph = tag == Tag.MGLYPH || tag == Tag.MALIGNMARK;
    if (glyph && top == Kind.HTML && depth > 0) {
      // What stands around it may have been ignored by the parser.
      doubtful = true;
      lasting = true;
    }
    glyph &= top == Kind.TEXT_WITHIN;
    boolean foreign = tag == Tag.SVG || tag == Tag.MATH || glyph;
    if (foreign && !attributes.selfClosing()) {
      push(name, tag == Tag.SVG ? Kind.SVG : Kind.MATH);
    } else if (!foreign && depth > 0 && !tag.hasNoEndTag()) {
      push(name, Kind.HTML);
    }
    return !foreign;
  }

  private static Kind kind(Kind parent, Tag tag, TagAttributes attributes) {
    if (parent == Kind.SVG) {
      return tag.holdsHtmlInSvg() ? Kind.HTML_WITHIN : Kind.SVG;
    }
    if (tag == Tag.ANNOTATION_XML) {
      return holdsHtml(attributes.value()) ? Kind.HTML_WITHIN : Kind.MATH;
    }
    return tag.holdsHtmlInMath() ? Kind.TEXT_WITHIN : Kind.MATH;
  }

  private static boolean holdsHtml(String encoding) {
    return encoding.equals("text/html") || encoding.equals("application/xhtml+xml");
  }

  private void push(long name, Kind kind) {
    if (depth == DEEPEST) {
      doubtful = true;
      lasting = true;
      return;
    }
    if (depth == names.length) {
      names = Arrays.copyOf(names, 2 * depth);
      kinds = Arrays.copyOf(kinds, 2 * depth);
    }
    names[depth] = name;
    kinds[depth] = kind;
    depth++;
  }

  /** Goes back to the nearest content that is HTML. */
  private void leave() {
    while (depth > 0 && top().isForeign()) {
      depth--;
    }
  }

  /** Takes an end tag that does not end raw text. */
  void end(Tag tag, long name) {
    if (depth == 0) {
      return;
    }
    if (top() == Kind.HTML) {
      endHtml(tag, name);
    } else if (tag == Tag.P || tag == Tag.BR) {
      // Older browsers stay.
      doubt();
      leave();
    } else {
      endForeign(tag, name);
    }
  }

  private void endForeign(Tag tag, long name) {
    int at = depth - 1;
    while (at >= 0 && kinds[at] != Kind.HTML && names[at] != name) {
      at--;
    }
    if (at >= 0 && kinds[at] != Kind.HTML) {
      depth = at;
      return;
    }
    doubt();
    if (tag.endsForeignContent() && !lasting) {
      // Likely that of an element around all this.
      depth = 0;
    }
  }

  private void endHtml(Tag tag, long name) {
    int at = depth - 1;
    while (kinds[at] == Kind.HTML && names[at] != name) {
      at--;
    }
    boolean open = kinds[at] == Kind.HTML;
    if (at == depth - 1) {
      depth--;
    } else {
      doubt();
      depth = open ? at : depth;
      if (!open && !tag.endsForeignContent()) {
        leaveTo(name);
      }
    }
  }

  /** Takes the end tag of a foreign element around open HTML: authors mean it. */
  private void leaveTo(long name) {
    int at = depth - 1;
    while (at >= 0 && names[at] != name) {
      at--;
    }
    depth = at >= 0 ? at : depth;
  }

  private void doubt() {
    doubtful = true;
    for (int i = 0; i < depth; i++) {
      lasting |= kinds[i] != Kind.SVG && kinds[i] != Kind.MATH;
    }
  }
}
