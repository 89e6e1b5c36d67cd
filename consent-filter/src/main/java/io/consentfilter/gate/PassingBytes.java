// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes on their way through a gate. Those of the present array are passed on in slices as
 * large as can be; only what is held at the end of an array is copied. Used by one thread at a
 * time.
 */
final class PassingBytes {

  /** Room for a {@code </} and the longest name that matters, so that most pages need no more. */
  private static final int ROOM = 32;

  private static final byte[] EMPTY = {};
  private static final int NONE = -1;

  private final OutputSink out;
  private byte[] kept = new byte[ROOM];
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
      keep(end);
    }
    bytes = EMPTY;
    start = 0;
  }

  private void keep(int end) {
    int length = keptLength + end - start;
    if (length > kept.length) {
      int doubled = Math.min(2 * kept.length, 2 * Withholding.LONGEST_HELD);
      kept = Arrays.copyOf(kept, Math.max(length, doubled));
    }
    System.arraycopy(bytes, start, kept, keptLength, end - start);
    keptLength = length;
    start = end;
  }

  void hold(int at) {
    heldFrom = at;
  }

  boolean holding() {
    return heldFrom != NONE;
  }

  /** Returns how many bytes are held before an index of the present array. */
  int heldTo(int at) {
    return keptLength > 0 ? keptLength + at - start : at - heldFrom;
  }

  /** Brings the first of the held bytes together; they begin at {@link #heldStart()}. */
  byte[] firstHeld(int length) {
    if (keptLength > 0 && length > keptLength) {
      keep(start + length - keptLength);
    }
    return keptLength == 0 ? bytes : kept;
  }

  int heldStart() {
    return keptLength == 0 ? heldFrom : 0;
  }

  /**
   * Passes held bytes on.
   *
   * @param edits what is inserted into them and before the one that follows
   * @param length how many; the others stay held
   */
  void pass(Edits edits, int length) throws IOException {
    byte[] held = firstHeld(length);
    int from = heldStart();
    int at = from;
    passTo(keptLength == 0 ? heldFrom : start);
    for (int i = 0; i < edits.size(); i++) {
      write(held, at, from + edits.at(i));
      at = from + edits.at(i);
      byte[] text = edits.text(i);
      out.write(text, 0, text.length);
    }
    write(held, at, from + length);
    forget(length);
  }

  private void write(byte[] held, int from, int to) throws IOException {
    if (to > from) {
      out.write(held, from, to - from);
    }
  }

  private void forget(int length) {
    if (keptLength == 0) {
      heldFrom += length;
      start = heldFrom;
    } else {
      System.arraycopy(kept, length, kept, 0, keptLength - length);
      keptLength -= length;
      if (keptLength == 0) {
        heldFrom = start;
      }
    }
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
    if (!text.isEmpty()) {
      passTo(heldFrom);
      write(text);
    }
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
      byte[] ascii = ascii(text);
      out.write(ascii, 0, ascii.length);
    }
  }

  /** Whatever charset the page has, ASCII with character references is the same in it. */
  private static byte[] ascii(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return utf8.length == text.length()
        ? utf8
        : referenced(text).getBytes(StandardCharsets.US_ASCII);
  }

  private static String referenced(String text) {
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
