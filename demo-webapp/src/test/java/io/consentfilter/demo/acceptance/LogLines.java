// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What one logger says from {@code ERROR} up while this is open. Thread-safe. */
final class LogLines extends Handler {

  private final Logger logger;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  LogLines(String name) {
    logger = Logger.getLogger(name);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    boolean own = logger.getName().equals(line.getLoggerName());
    if (own && line.getLevel().intValue() >= Level.SEVERE.intValue()) {
      lines.add(line.getMessage());
    }
  }

  int count() {
    return lines.size();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
