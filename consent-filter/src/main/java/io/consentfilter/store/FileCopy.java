// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The end of one file on its way into another. Not safe for use by several threads. */
final class FileCopy {

  private final FileChannel from;
  private final FileChannel to;
  private long position;
  private long written;

  FileCopy(FileChannel from, long position, FileChannel to) {
    this.from = from;
    this.position = position;
    this.to = to;
  }

  /** Writes a first line of its own. */
  void begin(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      written += to.write(bytes, written);
    }
  }

  /** Copies what stands before a position and was not copied yet. */
  void upTo(long end) throws IOException {
    while (position < end) {
      to.position(written);
      long copied = from.transferTo(position, end - position, to);
      if (copied <= 0) {
        throw new IOException("the file ends too early");
      }
      position += copied;
      written += copied;
    }
  }
}
