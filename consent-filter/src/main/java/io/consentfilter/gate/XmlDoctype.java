// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a document type declaration with what it declares by itself. An entity that could stand for
 * markup, for part of an address or for another entity, and attributes that elements have without
 * showing them, are made to be declared for another name, so that using them means nothing or is an
 * error. Used by one thread at a time.
 */
final class XmlDoctype {

  /** Comes before the name of what is withheld. */
  static final String WITHHELD = "withheld-";

  private static final String COMMENT = "<!--";

  /** An entity that stands for a text of its own. */
  private static final Pattern TEXT_ENTITY =
      Pattern.compile("<!ENTITY\\s+[^\\s%\"'>]+\\s+(\"[^\"]*\"|'[^']*')\\s*>");

  /** A character beyond those that mean something in markup or in addresses. */
  private static final Pattern CHARACTER =
      Pattern.compile(
          "&#(?:1[6-9][0-9]|[2-9][0-9]{2}|[1-9][0-9]{3,6}"
              + "|x(?:[a-fA-F][0-9a-fA-F]|[1-9a-fA-F][0-9a-fA-F]{2,5}));");

  private static final Pattern PLAIN = Pattern.compile("[^<&%/\\\\:]*");

  private static final Pattern NAMED = Pattern.compile("<!(ENTITY(?:\\s+%)?|ATTLIST)\\s+");

  private enum Part {
    OUTSIDE,
    SUBSET,
    /** After {@code <} in the subset. */
    OPEN,
    COMMENT,
    INSTRUCTION,
    DECLARATION
  }

  private final PageEvents events;
  private final XmlInstruction instruction;
  private final XmlTokenizer.Ending commentEnd = new XmlTokenizer.Ending("-->");
  private final StringBuilder declaration = new StringBuilder();
  private Part part = Part.OUTSIDE;
  private int quote;
  private boolean held;

  XmlDoctype(PageEvents events, XmlInstruction instruction) {
    this.events = events;
    this.instruction = instruction;
  }

  void begin() {
    part = Part.OUTSIDE;
    quote = 0;
  }

  /** Takes a byte and returns whether it is the last. */
  boolean next(int c, int at) throws IOException {
    switch (part) {
      case OUTSIDE -> {
        return outside(c);
      }
      case SUBSET -> subset(c, at);
      case OPEN -> opened(c);
      case COMMENT -> part = commentEnd.ends(c) ? Part.SUBSET : part;
      case INSTRUCTION -> part = instruction.next(c) ? Part.SUBSET : part;
      case DECLARATION -> declaration(c);
    }
    return false;
  }

  private boolean outside(int c) {
    if (!quoted(c)) {
      part = c == '[' ? Part.SUBSET : part;
      return c == '>';
    }
    return false;
  }

  /** Returns whether a byte belongs to a quoted text. */
  private boolean quoted(int c) {
    if (quote != 0) {
      quote = c == quote ? 0 : quote;
      return true;
    }
    quote = c == '"' || c == '\'' ? c : 0;
    return quote != 0;
  }

  private void subset(int c, int at) throws IOException {
    if (c == ']') {
      part = Part.OUTSIDE;
    } else if (c == '<') {
      events.open(at);
      held = true;
      declaration.setLength(0);
      declaration.append('<');
      part = Part.OPEN;
    }
  }

  private void opened(int c) throws IOException {
    if (c == '?') {
      held = false;
      instruction.begin(true, true);
      part = Part.INSTRUCTION;
    } else {
      part = Part.DECLARATION;
      declaration(c);
    }
  }

  private void declaration(int c) throws IOException {
    boolean ends = !quoted(c) && c == '>';
    if (held) {
      declaration.append((char) (c & 0xFF));
      if (declaration.length() == COMMENT.length() && declaration.indexOf(COMMENT) == 0) {
        commentEnd.begin();
        letGo();
        part = Part.COMMENT;
        return;
      }
      if (ends || declaration.length() == Withholding.LONGEST_HELD) {
        judge();
      }
    }
    part = ends ? Part.SUBSET : part;
  }

  private void judge() throws IOException {
    Matcher name = NAMED.matcher(declaration);
    if (events.clears() && name.lookingAt() && !harmless(name.group(1))) {
      String rest = declaration.substring(name.end());
      if (!rest.startsWith(WITHHELD)) {
        held = false;
        events.insertWithin(name.end(), WITHHELD);
        return;
      }
    }
    letGo();
  }

  private boolean harmless(String kind) {
    if (kind.equals("ATTLIST")) {
      return declaration.indexOf("\"") < 0 && declaration.indexOf("'") < 0;
    }
    Matcher entity = TEXT_ENTITY.matcher(declaration);
    return entity.matches()
        && PLAIN.matcher(CHARACTER.matcher(entity.group(1)).replaceAll("")).matches();
  }

  private void letGo() throws IOException {
    held = false;
    events.openedOther();
  }
}
