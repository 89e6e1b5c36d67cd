// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Reads the attributes of a tag and remembers those that matter. Used by one thread at a time. */
final class TagAttributes {

  /** Language tags and media types are shorter. */
  private static final int LONGEST_VALUE = 64;

  private static final Set<Attribute> FONT_LOOKS =
      EnumSet.of(Attribute.COLOR, Attribute.FACE, Attribute.SIZE);

  private final ShortText name = new ShortText(Attribute.LONGEST_NAME);
  private final ShortText value = new ShortText(LONGEST_VALUE);
  private final Set<Attribute> seen = EnumSet.noneOf(Attribute.class);
  private Attribute wanted = Attribute.OTHER;
  private boolean named;
  private boolean begins;
  private boolean keeping;
  private boolean selfClosing;

  /** Forgets the last tag; keeps the value of at most one attribute of the next. */
  void begin(Tag tag) {
    seen.clear();
    named = false;
    keeping = false;
    selfClosing = false;
    value.clear();
    wanted =
        tag == Tag.HTML
            ? Attribute.LANG
            : tag == Tag.ANNOTATION_XML ? Attribute.ENCODING : Attribute.OTHER;
  }

  /** Takes a byte and returns the state that follows; {@code DATA} where the tag ends. */
  State next(State state, int c) {
    begins = false;
    return switch (state) {
      case ATTRIBUTE_NAME -> inName(c);
      case BEFORE_ATTRIBUTE_VALUE -> beforeValue(c);
      case DOUBLE_QUOTED_VALUE -> inQuotes(state, c, '"');
      case SINGLE_QUOTED_VALUE -> inQuotes(state, c, '\'');
      case UNQUOTED_VALUE -> unquoted(c);
      case SELF_CLOSING -> selfClosing(c);
      default -> afterName(c);
    };
  }

  private State afterName(int c) {
    if (HtmlTokenizer.isWhiteSpace(c)) {
      // An equals sign after this still belongs to the name before, if there is one.
      return named ? State.AFTER_ATTRIBUTE_NAME : State.BEFORE_ATTRIBUTE_NAME;
    }
    return switch (c) {
      case '/' -> endName(State.SELF_CLOSING);
      case '>' -> endName(State.DATA);
      case '=' -> named ? endName(State.BEFORE_ATTRIBUTE_VALUE) : beginName(c);
      default -> beginName(c);
    };
  }

  private State beginName(int c) {
    endName(State.ATTRIBUTE_NAME);
    name.clear();
    name.append(c);
    named = true;
    begins = true;
    return State.ATTRIBUTE_NAME;
  }

  private State inName(int c) {
    if (c == '=' || HtmlTokenizer.endsName(c)) {
      return afterName(c);
    }
    name.append(c);
    return State.ATTRIBUTE_NAME;
  }

  /** Notes the name, if there is one; of several attributes of one name the first counts. */
  private State endName(State then) {
    if (named) {
      Attribute attribute = name.attribute();
      keeping = attribute == wanted && wanted != Attribute.OTHER && !has(attribute);
      seen.add(attribute);
      named = false;
    }
    return then;
  }

  private State beforeValue(int c) {
    if (HtmlTokenizer.isWhiteSpace(c)) {
      return State.BEFORE_ATTRIBUTE_VALUE;
    }
    return switch (c) {
      case '"' -> State.DOUBLE_QUOTED_VALUE;
      case '\'' -> State.SINGLE_QUOTED_VALUE;
      default -> unquoted(c);
    };
  }

  private State inQuotes(State state, int c, char quote) {
    if (c == quote) {
      return State.AFTER_QUOTED_VALUE;
    }
    keep(c);
    return state;
  }

  private State unquoted(int c) {
    if (HtmlTokenizer.isWhiteSpace(c)) {
      return State.BEFORE_ATTRIBUTE_NAME;
    }
    if (c == '>') {
      return State.DATA;
    }
    keep(c);
    return State.UNQUOTED_VALUE;
  }

  private State selfClosing(int c) {
    selfClosing = c == '>';
    return afterName(c);
  }

  private void keep(int c) {
    if (keeping) {
      value.append(c);
    }
  }

  /** Returns whether the last byte began an attribute. */
  boolean begins() {
    return begins;
  }

  /** Returns whether the value of the present attribute is of use. */
  boolean keeping() {
    return keeping;
  }

  boolean selfClosing() {
    return selfClosing;
  }

  boolean has(Attribute attribute) {
    return seen.contains(attribute);
  }

  /** Returns the value of {@code lang} or {@code encoding} in lower case. */
  String value() {
    return value.toString();
  }

  /** Returns whether a {@code font} element is one of HTML even in foreign content. */
  boolean fontLooks() {
    return !Collections.disjoint(seen, FONT_LOOKS);
  }
}
