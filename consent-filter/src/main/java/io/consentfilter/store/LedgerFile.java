// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.consentfilter.ledger.Entry;
import io.consentfilter.ledger.Head;
import io.consentfilter.ledger.LedgerException;
import io.consentfilter.ledger.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of the ledger that is written: keeps to what was flushed, whatever goes wrong. Not safe
 * for use by several threads.
 */
final class LedgerFile {

  private Disk disk;
  private Head head;
  private volatile long size;
  private boolean torn;

  /**
   * Makes the end of a ledger.
   *
   * @param head where the chain stands
   * @param size how long the file is
   */
  LedgerFile(Disk disk, Head head, long size) {
    this.disk = disk;
    this.head = head;
    this.size = size;
  }

  /** Returns how much of the file was flushed; any thread may ask. */
  long size() {
    return size;
  }

  /** Returns where the chain stands after each entry, once all are flushed. */
  List<Head> append(List<Entry> entries) {
    List<Head> heads = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Head last = head;
    for (Entry entry : entries) {
      Line line = last.next(entry);
      last = line.head();
      heads.add(last);
      bytes.writeBytes((line.text() + "\n").getBytes(UTF_8));
    }
    try {
      write(bytes.toByteArray());
    } catch (IOException e) {
      torn = true;
      throw new LedgerException(
          "the consent ledger cannot be written; look at the disk: " + e.getMessage(), e);
    }
    long flushed = size + bytes.size();
    size = flushed;
    head = last;
    return heads;
  }

  /** What a failure left behind is taken away first, and only then is anything added again. */
  private void write(byte[] bytes) throws IOException {
    if (torn) {
      disk.truncate(size);
      disk.force();
      torn = false;
    }
    disk.write(ByteBuffer.wrap(bytes), size);
    disk.force();
  }

  /** Goes on in another file that holds the end of this one. */
  void continueIn(Disk next, long nextSize) throws IOException {
    Disk before = disk;
    disk = next;
    size = nextSize;
    torn = false;
    before.close();
  }

  void close() throws IOException {
    disk.close();
  }
}
