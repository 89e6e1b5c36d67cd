// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads answers off a connection and looks at hardly more than where they end, so that longer
 * headers cost the load generator next to nothing. Confined to one thread.
 */
final class AnswerReader {

  private static final byte[] OK = ascii("HTTP/1.1 200");
  private static final byte[] LENGTH = ascii("Content-Length: ");

  private final InputStream in;
  private final byte[] buffer = new byte[32768];
  private int at;
  private int filled;

  AnswerReader(InputStream in) {
    this.in = in;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads one answer, of a stated length or in chunks. */
  void next() throws IOException {
    compact();
    int end = line();
    if (!startsWith(OK)) {
      throw new IOException(
          "answered " + new String(buffer, at, end - at, StandardCharsets.US_ASCII));
    }
    int length = -1;
    for (at = end; (end = line()) > at + 2; at = end) {
      if (startsWith(LENGTH)) {
        length = number(at + LENGTH.length, 10);
      }
    }
    at = end;
    if (length >= 0) {
      skip(length);
    } else {
      skipChunks();
    }
  }

  private void skipChunks() throws IOException {
    int size;
    do {
      compact();
      int end = line();
      size = number(at, 16);
      at = end;
      skip(size + 2);
    } while (size > 0);
  }

  /** Reads on until there is a whole line and returns where it ends, its end included. */
  private int line() throws IOException {
    int end = at;
    while (true) {
      if (end == filled) {
        fill();
      }
      if (buffer[end++] == '\n') {
        return end;
      }
    }
  }

  private void skip(int bytes) throws IOException {
    int left = bytes;
    while (left > filled - at) {
      left -= filled - at;
      at = 0;
      filled = 0;
      fill();
    }
    at += left;
  }

  /** Makes room, so that lines are whole; mostly there is nothing to move. */
  private void compact() {
    System.arraycopy(buffer, at, buffer, 0, filled - at);
    filled -= at;
    at = 0;
  }

  private void fill() throws IOException {
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read <= 0) {
      throw new EOFException();
    }
    filled += read;
  }

  private boolean startsWith(byte[] text) {
    return Arrays.equals(buffer, at, at + text.length, text, 0, text.length);
  }

  private int number(int from, int radix) {
    int number = 0;
    for (int i = from; Character.digit(buffer[i], radix) >= 0; i++) {
      number = number * radix + Character.digit(buffer[i], radix);
    }
    return number;
  }
}
