// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.ledger.Line;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds a record by its time, halving the file, so that neither memory nor time grows with it as
 * the ledger does. Not safe for use by several threads.
 */
final class FileSearch {

  /** How far lines may be out of order: threads wait for each other, and clocks are put right. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private static final long SMALL = 128L * 1024;

  private final FileChannel channel;
  private final long end;

  FileSearch(FileChannel channel) throws IOException {
    this.channel = channel;
    this.end = channel.size();
  }

  Optional<Line> find(String recordId, Instant at) throws IOException {
    FileLines lines = new FileLines(channel, startBefore(at.minus(SLACK)), end);
    Instant last = at.plus(SLACK);
    Optional<String> text = lines.next();
    while (text.isPresent()) {
      Optional<Line> line = Line.parse(text.get());
      if (line.isPresent() && line.get().recordId().equals(recordId)) {
        return line;
      }
      if (line.flatMap(Line::at).filter(last::isBefore).isPresent()) {
        return Optional.empty();
      }
      text = lines.next();
    }
    return Optional.empty();
  }

  /** Returns the beginning of a line that is older, or of the file. */
  private long startBefore(Instant at) throws IOException {
    long low = 0;
    long high = end;
    while (high - low > SMALL) {
      long middle = low + (high - low) / 2;
      FileLines lines = new FileLines(channel, middle, high);
      boolean whole = lines.next().isPresent();
      long start = lines.position();
      Optional<Instant> there =
          whole ? lines.next().flatMap(Line::parse).flatMap(Line::at) : Optional.empty();
      if (there.filter(at::isAfter).isPresent()) {
        low = start;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
