// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * The lines of a file between two positions, of which one is in memory at a time. Not safe for use
 * by several threads.
 */
final class FileLines {

  /** No record comes near this; of a longer line the rest is skipped. */
  static final int LONGEST = 64 * 1024;

  private static final int BUFFER = 64 * 1024;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private final long end;
  private long position;

  /**
   * Starts to read.
   *
   * @param start where a line begins
   * @param end where to stop; what stands there without an end of line is not a line
   */
  FileLines(FileChannel channel, long start, long end) {
    this.channel = channel;
    this.position = start;
    this.end = end;
  }

  /** Returns the position after the last line that was returned. */
  long position() {
    return position;
  }

  /** Returns the next line without its end, or empty after the last whole one. */
  Optional<String> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    long at = position;
    while (buffer.hasRemaining() || filled(at)) {
      int start = buffer.position();
      int stop = lineEnd(start);
      boolean whole = stop < buffer.limit();
      line.write(buffer.array(), start, Math.min(stop - start, LONGEST - line.size()));
      buffer.position(whole ? stop + 1 : stop);
      at += buffer.position() - start;
      if (whole) {
        position = at;
        return Optional.of(line.toString(UTF_8));
      }
    }
    return Optional.empty();
  }

  private int lineEnd(int start) {
    int stop = start;
    while (stop < buffer.limit() && buffer.get(stop) != '\n') {
      stop++;
    }
    return stop;
  }

  private boolean filled(long at) throws IOException {
    buffer.clear();
    buffer.limit((int) Math.min(buffer.capacity(), Math.max(0, end - at)));
    int read = channel.read(buffer, at);
    buffer.flip();
    return read > 0;
  }
}
