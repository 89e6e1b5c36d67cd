// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A process of the same Java that is spoken to by lines. Used by one thread. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;

  Child(Class<?> main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    out = process.inputReader(StandardCharsets.US_ASCII);
  }

  String heard() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the process ended");
    }
    return line;
  }

  String asked(String order) throws IOException {
    process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    return heard();
  }

  /** Returns the nanoseconds that its threads have spent on a processor (Linux alone tells). */
  long processorNanos() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", process.pid() + "", "task"))) {
      return tasks.mapToLong(Child::spent).sum();
    }
  }

  private static long spent(Path task) {
    try {
      String statistics = Files.readString(task.resolve("schedstat"));
      return Long.parseLong(statistics.substring(0, statistics.indexOf(' ')));
    } catch (IOException threadHasEnded) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
