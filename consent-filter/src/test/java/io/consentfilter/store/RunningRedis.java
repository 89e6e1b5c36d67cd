// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A Redis of its own on the loopback interface, which can die and come back. */
public final class RunningRedis implements AutoCloseable {

  private static final int HIGHEST_PORT_WITH_A_BUS = 55_535;

  private final int port = freePort();
  private final Path directory;
  private final List<String> settings;
  private RedisServer server;

  /**
   * Starts a Redis that writes every change to disk before it answers.
   *
   * @param settings more lines of its configuration
   */
  public RunningRedis(String... settings) {
    try {
      this.directory = Files.createTempDirectory("redis");
      this.settings = List.of(settings);
      this.server = started();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A cluster listens 10,000 ports higher as well. */
  private static int freePort() {
    while (true) {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        if (socket.getLocalPort() <= HIGHEST_PORT_WITH_A_BUS) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private RedisServer started() throws IOException {
    RedisServerBuilder builder =
        RedisServer.newRedisServer()
            .bind("127.0.0.1")
            .port(port)
            .onShutdownForceStop(true)
            .setting("dir " + directory)
            .setting("save \"\"")
            .setting("appendonly yes")
            .setting("appendfsync always");
    settings.forEach(builder::setting);
    RedisServer starting = builder.build();
    starting.start();
    return starting;
  }

  /** Ends the process without any warning. */
  public void kill() throws IOException {
    server.stop();
  }

  /** Starts it again on the same port with what it wrote. */
  public void restart() throws IOException {
    server = started();
  }

  public int port() {
    return port;
  }

  public URI uri() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  /** A connection beside those of the store. */
  public Jedis connect() {
    return new Jedis("127.0.0.1", port);
  }

  /** The counters of a section of INFO. */
  public static Map<String, String> info(Jedis redis, String section) {
    Map<String, String> counters = new TreeMap<>();
    for (String line : redis.info(section).lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        counters.put(line.substring(0, colon), line.substring(colon + 1));
      }
    }
    return counters;
  }

  @Override
  public void close() throws IOException {
    server.stop();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
