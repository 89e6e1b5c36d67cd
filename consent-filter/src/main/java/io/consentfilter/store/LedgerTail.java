// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The end of a ledger's file as a crash may leave it: what was being written is there in part, or
 * as zeros that a file system puts where nothing arrived. Thread-safe.
 */
final class LedgerTail {

  /** As much as can have been on its way: every entry of a group at its longest. */
  private static final long WINDOW = (long) GroupCommit.MOST_ENTRIES * (FileLines.LONGEST + 1);

  private LedgerTail() {}

  /** Returns where the last whole line ends before anything that was torn. */
  static long wholeUntil(FileChannel channel) throws IOException {
    long size = channel.size();
    long start = Math.max(0, size - WINDOW);
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size - start));
    fill(bytes, channel, start);
    long whole = start;
    for (int i = 0; i < bytes.position(); i++) {
      if (bytes.get(i) == 0) {
        return whole;
      }
      if (bytes.get(i) == '\n') {
        whole = start + i + 1;
      }
    }
    return whole;
  }

  private static void fill(ByteBuffer bytes, FileChannel channel, long start) throws IOException {
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, start + bytes.position());
    }
  }

  /** Returns where the last line begins, given where it ends. */
  static long lastLine(FileChannel channel, long end) throws IOException {
    long start = Math.max(0, end - FileLines.LONGEST - 1);
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Math.max(0, end - 1 - start)));
    fill(bytes, channel, start);
    for (int i = bytes.position() - 1; i >= 0; i--) {
      if (bytes.get(i) == '\n') {
        return start + i + 1;
      }
    }
    return start;
  }
}
