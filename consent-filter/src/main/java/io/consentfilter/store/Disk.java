// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that is only ever added to, and cut back to what was flushed. */
interface Disk extends Closeable {

  /** Writes all bytes from a position on. */
  void write(ByteBuffer bytes, long position) throws IOException;

  /** Returns once everything that was written outlives a crash of the machine. */
  void force() throws IOException;

  /** Forgets everything from a position on. */
  void truncate(long size) throws IOException;

  /** Returns the real thing. */
  static Disk of(FileChannel channel) {
    return new Disk() {
      @Override
      public void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
          at += channel.write(bytes, at);
        }
      }

      @Override
      public void force() throws IOException {
        channel.force(true);
      }

      @Override
      public void truncate(long size) throws IOException {
        channel.truncate(size);
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
