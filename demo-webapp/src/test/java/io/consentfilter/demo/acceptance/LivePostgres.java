// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import io.consentfilter.demo.LoginPlace;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own on the loopback interface, which writes every change before it answers.
 */
final class LivePostgres implements LivePlace {

  private final Path folder;
  private EmbeddedPostgres server;
  private int databases;

  LivePostgres(Path folder) throws IOException {
    this.folder = folder.resolve("postgres");
    this.server = started(Demo.freePort());
  }

  private EmbeddedPostgres started(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setCleanDataDirectory(false)
        .setPort(port)
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }

  @Override
  public LoginPlace empty() throws IOException {
    String name = "logins" + databases++;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IOException(e);
    }
    return new LoginPlace.Database(server.getJdbcUrl("postgres", name));
  }

  @Override
  public void kill() throws IOException {
    ProcessHandle first = server.getProcess().toHandle();
    List<ProcessHandle> all = Stream.concat(Stream.of(first), first.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    // Lets go of the lock on the folder; there is nothing else left to end.
    server.close();
  }

  @Override
  public void restart() throws IOException {
    server = started(server.getPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
