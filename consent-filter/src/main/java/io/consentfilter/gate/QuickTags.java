// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The way of most tags: those that are whole in an array, within HTML and the body, and change
 * nothing of how the page is read on. They are passed over in a tight loop; at any other the
 * tokenizer takes over. Keeps nothing between calls. Used by one thread at a time.
 */
final class QuickTags {

  private static final int NOT_HERE = -1;
  private static final int SIZE = 1024;
  private static final int LONGEST_NAME = 8;
  private static final long LETTER_CASE = 0x2020202020202020L;

  private static final long BIT_OF_LETTERS = 0x4040404040404040L;

  private static final long[] KEYS = new long[SIZE + 1];

  /** The bits that a name must have as it stands, so that letters and digits are not mixed up. */
  private static final long[] EXACT = new long[SIZE + 1];

  private static final Tag[] TAGS = new Tag[SIZE + 1];

  /** What is to be known of a tag, one bit each. */
  private static final byte[] TRAITS = new byte[SIZE + 1];

  /** The slot of the names that are too long. */
  private static final int NO_SLOT = SIZE;

  private static final int CAREFUL_AT_START = 1;
  private static final int CAREFUL_AT_END = 2;
  private static final int LOADS = 4;

  private static final int NAME = 1;
  private static final int VALUE_END = 2;
  private static final byte[] KINDS = new byte[256];

  /** The tags that change how the page is read on, or where something is inserted. */
  private static final Set<Tag> CAREFUL_START =
      EnumSet.of(
          Tag.HTML,
          Tag.HEAD,
          Tag.BODY,
          Tag.FRAMESET,
          Tag.SVG,
          Tag.MATH,
          Tag.SELECT,
          Tag.TEMPLATE,
          Tag.NOSCRIPT,
          Tag.TABLE,
          Tag.COLGROUP,
          Tag.COL);

  private static final int PLAINTEXT_LENGTH = Tag.PLAINTEXT.html().length();

  private static final Set<Tag> CAREFUL_END =
      EnumSet.of(Tag.HTML, Tag.HEAD, Tag.BODY, Tag.SELECT, Tag.TEMPLATE, Tag.NOSCRIPT, Tag.BR);

  static {
    Arrays.fill(TAGS, Tag.OTHER);
    for (Tag tag : Tag.values()) {
      if (tag != Tag.OTHER && tag.html().length() <= LONGEST_NAME) {
        put(tag);
      }
    }
    for (int c = 0; c < 128; c++) {
      KINDS[c] =
          (byte) (HtmlTokenizer.isLetter(c) || (c >= '0' && c <= '9') || c == '-' ? NAME : 0);
    }
    for (char c : "> \t\n\r\f".toCharArray()) {
      KINDS[c] = VALUE_END;
    }
  }

  private final PageEvents events;

  /** Whether an attribute of the present tag may be one that pages are asked about. */
  private boolean mayTell;

  QuickTags(PageEvents events) {
    this.events = events;
  }

  private static void put(Tag tag) {
    String name = tag.html();
    long key = 0;
    long exact = 0;
    for (int i = 0; i < name.length(); i++) {
      key |= (long) name.charAt(i) << (8 * i);
      exact |= (HtmlTokenizer.isLetter(name.charAt(i)) ? 0x40L : 0x20L) << (8 * i);
    }
    int slot = slot(key);
    while (KEYS[slot] != 0) {
      slot = (slot + 1) & (SIZE - 1);
    }
    KEYS[slot] = key;
    EXACT[slot] = exact;
    TAGS[slot] = tag;
    TRAITS[slot] = (byte) traits(tag);
  }

  private static int traits(Tag tag) {
    boolean careful = CAREFUL_START.contains(tag) || tag.content() != State.DATA;
    return (careful ? CAREFUL_AT_START : 0)
        | (CAREFUL_END.contains(tag) ? CAREFUL_AT_END : 0)
        | (Loading.of(tag).isEmpty() ? 0 : LOADS);
  }

  private static int slot(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 54);
  }

  /** Returns the slot of a name, one without traits if it has none. */
  private static int find(byte[] bytes, int name, int length) {
    if (length > LONGEST_NAME) {
      return NO_SLOT;
    }
    long word = ByteSearch.eight(bytes, name);
    long mask = length == LONGEST_NAME ? -1L : (1L << (8 * length)) - 1;
    long key = (word | LETTER_CASE) & mask;
    int slot = slot(key);
    while (KEYS[slot] != 0 && (KEYS[slot] != key || (word & EXACT[slot]) != EXACT[slot])) {
      slot = (slot + 1) & (SIZE - 1);
    }
    return slot;
  }

  /** Passes over text and tags; returns where the tokenizer has to look, or {@code end}. */
  int pass(byte[] bytes, int from, int end) throws IOException {
    int at = from;
    while (true) {
      // Where tags follow each other, nothing waits for a search.
      boolean here = at < end && bytes[at] == '<';
      int open = here ? at : ByteSearch.find(bytes, at, end, '<');
      // A name and what follows it must be there for eight bytes to be read at once.
      if (open > end - LONGEST_NAME - 3) {
        return open;
      }
      at = bytes[open + 1] == '/' ? endTag(bytes, open, end) : startTag(bytes, open, end);
      if (at == NOT_HERE) {
        return open;
      }
    }
  }

  /** Returns the index after a name, at once where it is as short and plain as most. */
  private static int nameEnd(byte[] bytes, int from, int end) {
    long notLetters = ~ByteSearch.eight(bytes, from) & BIT_OF_LETTERS;
    int at = from + (Long.numberOfTrailingZeros(notLetters) >>> 3);
    while (at < end && KINDS[bytes[at] & 0xFF] == NAME) {
      at++;
    }
    return at;
  }

  private static int endTag(byte[] bytes, int open, int end) {
    int name = open + 2;
    int nameEnd = nameEnd(bytes, name, end);
    if (nameEnd == end || bytes[nameEnd] != '>' || !HtmlTokenizer.isLetter(bytes[name])) {
      return NOT_HERE;
    }
    int length = nameEnd - name;
    boolean careful = (TRAITS[find(bytes, name, length)] & CAREFUL_AT_END) != 0;
    return careful ? NOT_HERE : nameEnd + 1;
  }

  private int startTag(byte[] bytes, int open, int end) throws IOException {
    int name = open + 1;
    int nameEnd = nameEnd(bytes, name, end);
    int length = nameEnd - name;
    if (nameEnd == end
        || !HtmlTokenizer.endsName(bytes[nameEnd])
        || !HtmlTokenizer.isLetter(bytes[name])
        || length == PLAINTEXT_LENGTH) {
      return NOT_HERE;
    }
    int slot = find(bytes, name, length);
    if ((TRAITS[slot] & CAREFUL_AT_START) != 0) {
      return NOT_HERE;
    }
    return bytes[nameEnd] == '>' ? nameEnd + 1 : attributes(slot, bytes, open, nameEnd, end);
  }

  private int attributes(int slot, byte[] bytes, int open, int nameEnd, int end)
      throws IOException {
    mayTell = false;
    int after = tagEnd(bytes, nameEnd, end);
    if (after == NOT_HERE || mayTell) {
      return NOT_HERE;
    }
    if ((TRAITS[slot] & LOADS) != 0 && events.clears()) {
      if (after - open > Withholding.LONGEST_HELD) {
        return NOT_HERE;
      }
      events.wholeTag(TAGS[slot], bytes, open, nameEnd, after);
    }
    return after;
  }

  /** Returns the index after the {@code >} of a tag. */
  private int tagEnd(byte[] bytes, int from, int end) {
    int begin = from;
    int at = from;
    while (true) {
      at = ByteSearch.sign(bytes, at, end);
      if (at == end) {
        return NOT_HERE;
      }
      int c = bytes[at];
      if (c == '>') {
        see(bytes, begin, at);
        return at + 1;
      }
      if (c != '=') {
        at++;
      } else if (isNamed(bytes, begin, at)) {
        see(bytes, begin, at);
        at = valueEnd(bytes, at + 1, end);
        begin = at;
      } else {
        begin = at;
        at++;
      }
    }
  }

  /** Returns whether an equals sign comes after a name, rather than that it begins one. */
  private static boolean isNamed(byte[] bytes, int begin, int equals) {
    int at = equals - 1;
    while (at >= begin && HtmlTokenizer.isWhiteSpace(bytes[at])) {
      at--;
    }
    return at >= begin && bytes[at] != '/';
  }

  /** Looks for {@code data-consent}, at a glance. */
  private void see(byte[] bytes, int begin, int end) {
    if (end - begin < "data-consent".length()) {
      return;
    }
    for (int i = end - "-consent".length(); i >= begin + "data".length(); i--) {
      mayTell |= bytes[i] == '-' && (bytes[i + 1] | 0x20) == 'c' && (bytes[i + 7] | 0x20) == 't';
    }
  }

  /** Returns the index after a value, the {@code >} that ends it, or {@code end} for neither. */
  private static int valueEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && HtmlTokenizer.isWhiteSpace(bytes[at])) {
      at++;
    }
    if (at < end && (bytes[at] == '"' || bytes[at] == '\'')) {
      return Math.min(ByteSearch.find(bytes, at + 1, end, bytes[at]) + 1, end);
    }
    while (at < end && KINDS[bytes[at] & 0xFF] != VALUE_END) {
      at++;
    }
    return at;
  }
}
