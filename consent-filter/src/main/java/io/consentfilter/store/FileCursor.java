// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.ledger.LedgerException;
import io.consentfilter.ledger.LedgerStore.Cursor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** A ledger's file being read as it was when it was opened, even if it is replaced meanwhile. */
final class FileCursor implements Cursor {

  private static final String CHECKPOINT = "{\"checkpoint\":";

  private final LedgerFolder folder;
  private final FileChannel channel;
  private final long end;
  private final FileLines lines;
  private final Optional<String> seal;
  private final Optional<String> start;
  private Optional<String> pushedBack = Optional.empty();

  FileCursor(LedgerFolder folder, FileChannel channel) throws IOException {
    this.folder = folder;
    this.channel = channel;
    // Read before the end is looked for: what is signed for is then among the lines.
    this.seal = folder.text(folder.seal());
    this.end = channel.size();
    this.lines = new FileLines(channel, 0, end);
    Optional<String> first = lines.next();
    this.start = first.filter(FileCursor::isCheckpoint);
    if (start.isEmpty()) {
      this.pushedBack = first;
    }
  }

  static boolean isCheckpoint(String line) {
    return line.startsWith(CHECKPOINT);
  }

  @Override
  public Optional<String> start() {
    return start;
  }

  @Override
  public Optional<String> seal() {
    return seal;
  }

  @Override
  public Optional<String> next() {
    if (pushedBack.isPresent()) {
      Optional<String> line = pushedBack;
      pushedBack = Optional.empty();
      return line;
    }
    try {
      return lines.next();
    } catch (IOException e) {
      throw folder.failed("read", e);
    }
  }

  FileChannel channel() {
    return channel;
  }

  /** Returns where the next line begins. */
  long position() {
    return lines.position();
  }

  @Override
  public double progress() {
    return end == 0 ? 1 : (double) lines.position() / end;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LedgerException("the consent ledger could not be closed", e);
    }
  }
}
