// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a processing instruction, and makes one inert by another name that has a style sheet of a
 * denied service. Used by one thread at a time.
 */
final class XmlInstruction {

  private static final String STYLESHEET = "xml-stylesheet";

  /** Between the angle bracket with its question mark and the name. */
  private static final int BEFORE_NAME = 2;

  private final PageEvents events;
  private final AddressJudge addresses;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private boolean held;
  private boolean styles;
  private int last;

  XmlInstruction(PageEvents events, AddressJudge addresses) {
    this.events = events;
    this.addresses = addresses;
  }

  /**
   * Begins after its {@code <?}.
   *
   * @param opened whether it was opened, so that it must be let go
   * @param prolog whether it stands before the root element: style sheets count only there
   *     (Associating Style Sheets with XML documents, section 4)
   */
  void begin(boolean opened, boolean prolog) {
    held = opened;
    styles = prolog;
    last = 0;
    read.reset();
  }

  /** Takes a byte and returns whether it is the last. */
  boolean next(int c) throws IOException {
    boolean ends = c == '>' && last == '?';
    last = c;
    if (held) {
      read.write(c);
      boolean over = ends || read.size() == Withholding.LONGEST_HELD;
      if (over || (read.size() <= STYLESHEET.length() && !mayBeStylesheet())) {
        letGo(ends);
      }
    }
    return ends;
  }

  private boolean mayBeStylesheet() {
    if (!styles || !events.clears()) {
      return false;
    }
    String text = text();
    return text.length() < STYLESHEET.length()
        ? STYLESHEET.startsWith(text)
        : text.startsWith(STYLESHEET);
  }

  private String text() {
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  private void letGo(boolean whole) throws IOException {
    held = false;
    if (mayBeStylesheet() && text().startsWith(STYLESHEET) && (!whole || denied())) {
      events.insertWithin(BEFORE_NAME, XmlDoctype.WITHHELD);
    } else {
      events.openedOther();
    }
  }

  private boolean denied() {
    byte[] bytes = read.toByteArray();
    AttributeCursor cursor = AttributeCursor.xml(bytes, STYLESHEET.length(), bytes.length - 2);
    while (cursor.next()) {
      if (cursor.attribute() == Attribute.HREF) {
        Optional<String> service = addresses.service(Attribute.HREF, cursor);
        return service.isPresent() || cursor.unknown();
      }
    }
    return false;
  }
}
