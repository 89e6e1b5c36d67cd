// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The bytes on their way through a gate. Those of the present array are passed on in slices as
 * large as can be; only what is held at the end of an array is copied. Used by one thread at a
 * time.
 */
final class PassingBytes {

  /** A {@code </} and the longest name that matters, with the byte that shows it is over. */
  private static final int LONGEST_HELD = Tag.LONGEST_NAME + 3;

  private static final byte[] EMPTY = {};
  private static final int NONE = -1;

  private final OutputSink out;
  private final byte[] kept = new byte[LONGEST_HELD];
  private int keptLength;
  private byte[] bytes = EMPTY;

  /** The index of the first byte of the present array that was not passed on. */
  private int start;

  /** The index from which bytes are held, or {@link #NONE}. */
  private int heldFrom = NONE;

  PassingBytes(OutputSink out) {
    this.out = out;
  }

  void begin(byte[] array, int offset) {
    bytes = array;
    start = offset;
    if (keptLength > 0) {
      heldFrom = offset;
    }
  }

  /** Ends the present array: passes on what is not held and keeps what is. */
  void end(int end) throws IOException {
    if (heldFrom == NONE) {
      passTo(end);
    } else {
      passTo(heldFrom);
      System.arraycopy(bytes, start, kept, keptLength, end - start);
      keptLength += end - start;
    }
    bytes = EMPTY;
  }

  void hold(int at) {
    heldFrom = at;
  }

  /** Lets the held bytes go with the others. */
  void release() throws IOException {
    heldFrom = NONE;
    if (keptLength > 0) {
      out.write(kept, 0, keptLength);
      keptLength = 0;
    }
  }

  /** Inserts before the bytes that are held. */
  void insertBeforeHeld(String text) throws IOException {
    passTo(heldFrom);
    write(text);
  }

  void insertAt(int index, String text) throws IOException {
    passTo(index);
    write(text);
  }

  /** Inserts after all that was passed on. */
  void insertAtEnd(String text) throws IOException {
    write(text);
  }

  private void passTo(int end) throws IOException {
    if (end > start) {
      out.write(bytes, start, end - start);
      start = end;
    }
  }

  private void write(String text) throws IOException {
    if (!text.isEmpty()) {
      byte[] ascii = ascii(text).getBytes(StandardCharsets.US_ASCII);
      out.write(ascii, 0, ascii.length);
    }
  }

  private static String ascii(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(ascii, c));
    return ascii.toString();
  }

  private static void append(StringBuilder ascii, int c) {
    if (c < 0x80) {
      ascii.append((char) c);
    } else {
      boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      ascii.append("&#").append(surrogate ? 0xFFFD : c).append(';');
    }
  }
}
