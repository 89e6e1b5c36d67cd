// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

/**
 * Follows the page into SVG and MathML and back, since {@code title}, {@code style}, {@code script}
 * and CDATA mean something else there (HTML standard, section 13.2.6.5). It keeps the switches
 * between namespaces, not the whole tree: in well-nested markup that is the same. Used by one
 * thread at a time.
 */
final class ForeignContent {

  /** Deeper switches are counted, not kept. */
  private static final int DEEPEST = 64;

  /** The elements that switched: svg, math, or one whose content is HTML again. */
  private final Tag[] switches = new Tag[DEEPEST];

  /** How many HTML elements are open in the content that each switch began. */
  private final int[] open = new int[DEEPEST + 1];

  private int depth;

  /**
   * Returns whether the present element is one of SVG or MathML, be it one whose content is HTML:
   * only there CDATA is not a comment.
   */
  boolean inForeignElement() {
    return depth > 0 && (isForeign(top()) || open[Math.min(depth, DEEPEST)] == 0);
  }

  private static boolean isForeign(Tag tag) {
    return tag == Tag.SVG || tag == Tag.MATH || isMathGlyph(tag);
  }

  private Tag top() {
    return depth == 0 ? Tag.HTML : switches[Math.min(depth, DEEPEST) - 1];
  }

  /** Takes a start tag and returns whether it is one of HTML. */
  boolean start(Tag tag, TagAttributes attributes) {
    Tag top = top();
    if (!isForeign(top)) {
      boolean glyph = top.holdsHtmlInMath() && isMathGlyph(tag) && inForeignElement();
      boolean switching = tag == Tag.SVG || tag == Tag.MATH || glyph;
      push(tag, switching && !attributes.selfClosing());
      open[Math.min(depth, DEEPEST)] += switching || tag.hasNoEndTag() ? 0 : 1;
      return !switching;
    }
    if (tag.endsForeignContent() || (tag == Tag.FONT && attributes.fontLooks())) {
      leave();
      return true;
    }
    push(tag, !attributes.selfClosing() && switches(top, tag, attributes));
    return false;
  }

  private static boolean isMathGlyph(Tag tag) {
    return tag == Tag.MGLYPH || tag == Tag.MALIGNMARK;
  }

  private static boolean switches(Tag top, Tag tag, TagAttributes attributes) {
    if (top == Tag.SVG) {
      return tag == Tag.SVG || tag.holdsHtmlInSvg();
    }
    return isForeign(tag)
        || tag.holdsHtmlInMath()
        || (tag == Tag.ANNOTATION_XML && holdsHtml(attributes.value()));
  }

  private static boolean holdsHtml(String encoding) {
    return encoding.equals("text/html") || encoding.equals("application/xhtml+xml");
  }

  private void push(Tag tag, boolean switching) {
    if (switching) {
      if (depth < DEEPEST) {
        switches[depth] = tag;
        open[depth + 1] = 0;
      }
      depth = Math.min(depth + 1, Integer.MAX_VALUE - 1);
    }
  }

  /** Goes back to the nearest content that is HTML. */
  private void leave() {
    depth = Math.min(depth, DEEPEST);
    while (depth > 0 && isForeign(switches[depth - 1])) {
      depth--;
    }
  }

  /** Takes an end tag that does not end raw text. */
  void end(Tag tag) {
    if (depth == 0) {
      return;
    }
    Tag top = top();
    if (isForeign(top) && (tag == Tag.P || tag == Tag.BR)) {
      leave();
    } else if (tag == top) {
      depth--;
    } else if (isForeign(tag) && depth > 1 && depth <= DEEPEST && switches[depth - 2] == tag) {
      depth -= 2;
    } else if (open[Math.min(depth, DEEPEST)] > 0) {
      open[Math.min(depth, DEEPEST)]--;
    }
  }
}
