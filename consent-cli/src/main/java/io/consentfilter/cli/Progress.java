// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;

/**
 * A bar on standard error that shows how far long work got, where that is a terminal. Not safe for
 * use by several threads.
 */
final class Progress implements DoubleConsumer {

  private static final int WIDTH = 40;
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private final PrintWriter err;
  private final boolean visible;
  private int shown = -1;

  Progress(PrintWriter err) {
    this(err, isTerminal());
  }

  Progress(PrintWriter err, boolean visible) {
    this.err = err;
    this.visible = visible;
  }

  /** Java cannot tell; where the system does not tell either, there is no bar. */
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  @Override
  public void accept(double done) {
    int percent = (int) (Math.min(1, done) * 100);
    if (!visible || percent == shown) {
      return;
    }
    shown = percent;
    int full = percent * WIDTH / 100;
    err.print("\r[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + percent + "%");
    if (percent == 100) {
      err.println();
    }
    err.flush();
  }
}
