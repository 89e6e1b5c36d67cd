// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import redis.embedded.RedisServer;

/** Databases that a benchmark starts and ends with itself. Used by one thread. */
final class Services implements AutoCloseable {

  /** Something to be ended. */
  private interface End {
    void end() throws IOException;
  }

  private static final int CONNECTIONS = 40;

  private final Deque<End> ends = new ArrayDeque<>();

  /** A folder that is removed at the end. */
  Path folder() throws IOException {
    Path folder = Files.createTempDirectory("benchmark");
    ends.push(() -> remove(folder));
    return folder;
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }

  /** A PostgreSQL that flushes each commit, as it comes. */
  HikariDataSource postgres() throws IOException {
    EmbeddedPostgres server = EmbeddedPostgres.start();
    ends.push(server::close);
    return pool(server.getJdbcUrl("postgres", "postgres"), "postgres");
  }

  /** An H2 in a file. */
  HikariDataSource h2(Path folder) {
    return pool("jdbc:h2:file:" + folder.resolve("data"), "sa");
  }

  private HikariDataSource pool(String url, String user) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword("");
    config.setMaximumPoolSize(CONNECTIONS);
    HikariDataSource pool = new HikariDataSource(config);
    ends.push(pool::close);
    return pool;
  }

  /** A Redis that writes every change to the disk before it answers. */
  URI redis() throws IOException {
    int port = freePort();
    RedisServer server =
        RedisServer.newRedisServer()
            .bind("127.0.0.1")
            .port(port)
            .onShutdownForceStop(true)
            .setting("dir " + folder())
            .setting("save \"\"")
            .setting("appendonly yes")
            .setting("appendfsync always")
            .build();
    server.start();
    ends.push(server::stop);
    return URI.create("redis://127.0.0.1:" + port);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    for (End end : ends) {
      try {
        end.end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    ends.clear();
  }
}
