// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps what the filter logs, and the console free of what containers log. Thread-safe. */
final class Journal {

  /** Held here, since the log manager itself forgets loggers that nobody holds. */
  private static final Logger ROOT = Logger.getLogger("");

  private static final Logger OURS = Logger.getLogger("io.consentfilter");

  private final List<String> lines = new CopyOnWriteArrayList<>();

  Journal() {
    ROOT.setLevel(Level.OFF);
    OURS.setLevel(Level.ALL);
    OURS.setUseParentHandlers(false);
    OURS.addHandler(new Kept());
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private final class Kept extends Handler {

    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord entry) {
      lines.add(entry.getLevel() + " " + formatter.formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
