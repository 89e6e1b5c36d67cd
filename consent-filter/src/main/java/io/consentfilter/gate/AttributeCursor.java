// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.nio.charset.StandardCharsets;

/**
 * Goes through the attributes of a tag whose bytes are all there, or all that there will be. Used
 * by one thread at a time.
 */
final class AttributeCursor {

  private static final String SLASH_OR_IGNORED = "/\\\t\n\r";

  private final byte[] bytes;
  private final int end;
  private final boolean xml;
  private int at;
  private int nameStart;
  private int nameEnd;
  private int valueStart;
  private int valueEnd;
  private boolean closed;

  /**
   * Creates a cursor.
   *
   * @param from the index after the name of the tag
   * @param end the index after its {@code >}, or where it breaks off
   */
  AttributeCursor(byte[] bytes, int from, int end) {
    this(bytes, from, end, false);
  }

  private AttributeCursor(byte[] bytes, int from, int end, boolean xml) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.xml = xml;
  }

  /** Creates a cursor for a tag of XML, where case matters and names may have a prefix. */
  static AttributeCursor xml(byte[] bytes, int from, int end) {
    return new AttributeCursor(bytes, from, end, true);
  }

  /** Goes to the next attribute and returns whether there is one. */
  boolean next() {
    while (at < end && (bytes[at] == '/' || HtmlTokenizer.isWhiteSpace(bytes[at]))) {
      at++;
    }
    if (at >= end || bytes[at] == '>') {
      return false;
    }
    nameStart = at;
    do {
      at++;
    } while (at < end && bytes[at] != '=' && !HtmlTokenizer.endsName(bytes[at]));
    nameEnd = at;
    closed = at < end;
    value();
    return true;
  }

  private void value() {
    int equals = skipWhiteSpace(at);
    valueStart = nameEnd;
    valueEnd = nameEnd;
    if (equals >= end || bytes[equals] != '=') {
      return;
    }
    at = skipWhiteSpace(equals + 1);
    valueStart = at;
    if (at < end && (bytes[at] == '"' || bytes[at] == '\'')) {
      quoted(bytes[at]);
    } else {
      unquoted();
    }
  }

  private void quoted(byte quote) {
    valueStart++;
    at++;
    while (at < end && bytes[at] != quote) {
      at++;
    }
    valueEnd = at;
    closed = at < end;
    at = Math.min(at + 1, end);
  }

  private void unquoted() {
    while (at < end && bytes[at] != '>' && !HtmlTokenizer.isWhiteSpace(bytes[at])) {
      at++;
    }
    valueEnd = at;
    closed = at < end;
  }

  private int skipWhiteSpace(int from) {
    int i = from;
    while (i < end && HtmlTokenizer.isWhiteSpace(bytes[i])) {
      i++;
    }
    return i;
  }

  Attribute attribute() {
    return xml ? inXml() : Attribute.find(bytes, nameStart, nameEnd);
  }

  /** The only attribute that matters with a prefix is that of XLink, whatever the prefix. */
  private Attribute inXml() {
    int local = nameStart();
    for (int i = local; i < nameEnd; i++) {
      if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
        return Attribute.OTHER;
      }
    }
    Attribute found = Attribute.find(bytes, local, nameEnd);
    if (local == nameStart) {
      return found;
    }
    return found == Attribute.HREF ? Attribute.XLINK_HREF : Attribute.OTHER;
  }

  /** Returns where the name begins; in XML, its part after the prefix. */
  int nameStart() {
    int local = nameStart;
    for (int i = nameStart; xml && i < nameEnd; i++) {
      local = bytes[i] == ':' ? i + 1 : local;
    }
    return local;
  }

  /** Returns the name with all that belongs to it. */
  String name() {
    return new String(bytes, nameStart, nameEnd - nameStart, StandardCharsets.ISO_8859_1);
  }

  /** Returns whether the value refers to what only the document itself can explain. */
  boolean unknown() {
    return xml
        && XmlScript.refersToUnknown(
            new String(bytes, valueStart, valueEnd - valueStart, StandardCharsets.ISO_8859_1));
  }

  int valueStart() {
    return valueStart;
  }

  int valueEnd() {
    return valueEnd;
  }

  /** Returns whether all of the attribute was seen, rather than that the bytes broke off in it. */
  boolean closed() {
    return closed;
  }

  /** Returns whether the value may hold an address of another host. */
  boolean mayLead() {
    return mayLead(bytes, valueStart, valueEnd);
  }

  /**
   * Returns whether bytes may hold an address of another host, at a glance: that needs a colon, two
   * slashes or backslashes, or a character reference.
   */
  static boolean mayLead(byte[] bytes, int from, int to) {
    if (!ByteSearch.hasAddressSign(bytes, from, to)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      byte c = bytes[i];
      boolean slash = c == '/' && i + 1 < to && SLASH_OR_IGNORED.indexOf(bytes[i + 1]) >= 0;
      if (c == ':' || c == '\\' || c == '&' || slash) {
        return true;
      }
    }
    return false;
  }

  /** Returns the value with its character references read. */
  String text() {
    return CharacterReferences.decode(bytes, valueStart, valueEnd);
  }
}
