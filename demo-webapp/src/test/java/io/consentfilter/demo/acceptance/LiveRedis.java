// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import io.consentfilter.demo.LoginPlace;
import java.io.IOException;
import java.nio.file.Path;
import redis.embedded.RedisServer;

/** A Redis of its own on the loopback interface, which writes every change before it answers. */
final class LiveRedis implements LivePlace {

  private static final int MOST_DATABASES = 64;

  private final Path folder;
  private final int port;
  private RedisServer server;
  private int databases;

  LiveRedis(Path folder) throws IOException {
    this.folder = folder;
    this.port = Demo.freePort();
    this.server = started();
  }

  private RedisServer started() throws IOException {
    RedisServer starting =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .onShutdownForceStop(true)
            .setting("dir " + folder)
            .setting("databases " + MOST_DATABASES)
            .setting("save \"\"")
            .setting("appendonly yes")
            .setting("appendfsync always")
            .build();
    starting.start();
    return starting;
  }

  @Override
  public LoginPlace empty() {
    return LoginPlace.Redis.at("redis://127.0.0.1:" + port + "/" + databases++);
  }

  @Override
  public void kill() throws IOException {
    server.stop();
  }

  @Override
  public void restart() throws IOException {
    server = started();
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }
}
