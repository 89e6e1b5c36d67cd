// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** A {@link LedgerWriter} as a process of its own, and what it was told is safe. */
final class WriterProcess {

  private static final long PATIENCE = 600;

  private final Process process;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final Semaphore unseen = new Semaphore(0);
  private final Thread reader = new Thread(this::read);

  private WriterProcess(Process process) {
    this.process = process;
    reader.start();
  }

  /**
   * Starts a writer.
   *
   * @param place the arguments of the writer
   */
  static WriterProcess start(String... place) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LedgerWriter.class.getName()));
    command.addAll(List.of(place));
    return new WriterProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** What was printed whole was acknowledged, the last word too if the kill cut it short. */
  private void read() {
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String line = out.readLine();
      while (line != null) {
        if (line.endsWith(".")) {
          acknowledged.add(line.substring(0, line.length() - 1));
          unseen.release();
        }
        line = out.readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until so many more were acknowledged than were waited for before. */
  void awaitMore(int count) throws InterruptedException {
    if (!unseen.tryAcquire(count, PATIENCE, SECONDS)) {
      kill();
      throw new IllegalStateException("the writer appends nothing any more");
    }
  }

  /** Forgets what nobody waited for yet. */
  void forget() {
    unseen.drainPermits();
  }

  /** Kills the process and returns what it acknowledged. */
  Set<String> kill() throws InterruptedException {
    // The handle, unlike the process, leaves what was printed to be read.
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
    return acknowledged;
  }
}
