// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** What a process takes for the clock of the machine, by libfaketime. Confined to one thread. */
final class ShiftedClock {

  private final Path library;
  private final Path file;
  private Duration shift = Duration.ZERO;

  ShiftedClock(Path folder) throws IOException {
    this.library = library();
    this.file = folder.resolve("shift");
    write();
  }

  private static Path library() throws IOException {
    try (DirectoryStream<Path> platforms = Files.newDirectoryStream(Path.of("/usr/lib"))) {
      for (Path platform : platforms) {
        Path library = platform.resolve("faketime/libfaketimeMT.so.1");
        if (Files.exists(library)) {
          return library;
        }
      }
    }
    throw new IOException("libfaketimeMT.so.1 is not below /usr/lib, where Debian has it");
  }

  /** Whole at any moment that the process may look at it. */
  private void write() throws IOException {
    Path next = file.resolveSibling("shift.next");
    Files.writeString(next, "+" + shift.toSeconds() + "\n", US_ASCII);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Only the time of day is shifted: what the process waits for, it waits for as long as ever. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", file.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // Otherwise timed waits return at once, and the process waits in circles.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0",
        "NO_FAKE_STAT", "1");
  }

  /** Sets the clock forward, which the process notices within a second or two. */
  void advance(Duration duration) throws IOException {
    shift = shift.plus(duration);
    write();
  }

  Duration shift() {
    return shift;
  }
}
