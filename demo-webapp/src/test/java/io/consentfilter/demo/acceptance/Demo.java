// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** The packaged demo as a process of its own. Confined to one thread. */
final class Demo implements AutoCloseable {

  private static final String READY = "Demo ready at http://localhost:";
  private static final long PATIENCE = 60;

  private final Process process;
  private final Path out;
  private final Path err;

  private Demo(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** Starts the jar with these arguments and waits for nothing. */
  static Demo launch(Path folder, String... arguments) throws IOException {
    return launch(folder, Map.of(), arguments);
  }

  private static Demo launch(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                System.getProperty("demo.jar", "target/demo-webapp.jar")));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "demo", ".out");
    Path err = Files.createTempFile(folder, "demo", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Demo(builder.start(), out, err);
  }

  /** Starts the jar on a free port with a data folder below this one, and waits until it serves. */
  static Demo serving(Path folder, String... more) throws IOException, InterruptedException {
    return serving(folder, Map.of(), more);
  }

  /** The same with more in the environment of the process. */
  static Demo serving(Path folder, Map<String, String> environment, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("--port", "0", "--data", folder.resolve("data").toString()));
    arguments.addAll(List.of(more));
    Demo demo = launch(folder, environment, arguments.toArray(String[]::new));
    demo.awaitReady();
    return demo;
  }

  private void awaitReady() throws IOException, InterruptedException {
    for (long i = 0; i < PATIENCE * 20; i++) {
      if (stdout().endsWith("/" + System.lineSeparator())) {
        return;
      }
      if (process.waitFor(50, MILLISECONDS)) {
        throw new IOException("the demo ended with " + process.exitValue() + ": " + stderr());
      }
    }
    close();
    throw new IOException("the demo is not ready: " + stdout() + stderr());
  }

  /** Returns a port that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  int port() throws IOException {
    String line = stdout().strip();
    return Integer.parseInt(line.substring(READY.length(), line.length() - 1));
  }

  String stdout() throws IOException {
    return Files.readString(out, UTF_8);
  }

  String stderr() throws IOException {
    return Files.readString(err, UTF_8);
  }

  /** Waits for the process to end by itself, and returns its exit code. */
  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE, SECONDS)) {
      close();
      throw new IOException("the demo does not end: " + stdout() + stderr());
    }
    return process.exitValue();
  }

  boolean endsByItselfWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, MILLISECONDS);
  }

  /** Asks the process to end, as SIGTERM does, and returns whether it did within these seconds. */
  boolean endsWithin(long seconds) throws InterruptedException {
    process.destroy();
    return process.waitFor(seconds, SECONDS);
  }

  int exitValue() {
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().orTimeout(10, SECONDS).join();
    } catch (CompletionException stubborn) {
      process.destroyForcibly().onExit().join();
    }
  }
}
