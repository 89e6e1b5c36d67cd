// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.policy.Inventory;
import io.consentfilter.policy.PolicyException;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where an inventory lasts longer than the process. It is written by whoever comes by, at most once
 * a minute and only when something is new; a reader sees a whole one or the one before.
 * Thread-safe.
 */
final class InventoryFile {

  private static final long PAUSE_MILLIS = 60_000;

  private final Path path;
  private final Inventory inventory;
  private final Journal journal;
  private final Clock clock;
  private final AtomicLong notBefore = new AtomicLong(Long.MIN_VALUE);
  private volatile long written;

  InventoryFile(Path path, Inventory inventory, Journal journal, Clock clock) {
    this.path = path.toAbsolutePath();
    this.inventory = inventory;
    this.journal = journal;
    this.clock = clock;
    this.written = inventory.changes();
  }

  /**
   * Returns what an earlier run wrote, or an empty inventory.
   *
   * @throws ServletException if something else is there, which must not be overwritten, or nothing
   *     can be written there
   */
  static Inventory open(Path path) throws ServletException {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder == null || !Files.isWritable(folder)) {
        throw new IOException("its folder does not exist or is not writable");
      }
      return Files.exists(path) ? Inventory.read(path) : new Inventory();
    } catch (IOException | PolicyException e) {
      throw new ServletException(
          "cannot use the init-parameter \""
              + Setup.INVENTORY_PARAMETER
              + "\" of ConsentFilter: "
              + path
              + ": "
              + e.getMessage()
              + "; see docs/troubleshooting.md#inventory",
          e);
    }
  }

  void writeIfDue() {
    long now = clock.millis();
    long due = notBefore.get();
    if (now >= due && isNew() && notBefore.compareAndSet(due, now + PAUSE_MILLIS)) {
      write();
    }
  }

  private boolean isNew() {
    return inventory.changes() != written;
  }

  /** Writes what is new; a failure is logged and tried again later. */
  synchronized void write() {
    long changes = inventory.changes();
    if (!isNew()) {
      return;
    }
    Path draft = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.writeString(draft, inventory.toJson());
      Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
      written = changes;
    } catch (IOException e) {
      journal.inventoryNotWritten(e);
    }
  }
}
