// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.IOException;

/**
 * Turns a stream of bytes into another, byte by byte, so that it may be cut anywhere. Used by one
 * thread at a time.
 */
abstract class Recoder implements OutputSink {

  private final OutputSink out;
  private final byte[] buffer = new byte[2048];
  private int filled;

  Recoder(OutputSink out) {
    this.out = out;
  }

  @Override
  public final void write(byte[] bytes, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      take(bytes[i] & 0xFF);
    }
    send();
  }

  /** Writes what the last bytes have left. */
  final void finish() throws IOException {
    end();
    send();
  }

  abstract void take(int octet) throws IOException;

  abstract void end() throws IOException;

  final void put(int octet) throws IOException {
    if (filled == buffer.length) {
      send();
    }
    buffer[filled++] = (byte) octet;
  }

  private void send() throws IOException {
    if (filled > 0) {
      out.write(buffer, 0, filled);
      filled = 0;
    }
  }
}
