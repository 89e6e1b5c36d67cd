// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.LoginStoreException;
import io.consentfilter.login.Series;
import io.consentfilter.login.TokenHash;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.args.ClientPauseMode;

class RedisOutageTest {

  private static final Instant NOW = Instant.parse("2026-11-01T09:00:00Z");
  private static final String ID = "an-id-that-no-message-may-hold";
  private static final TokenHash HASH = TokenHash.ofText("A".repeat(43));
  private static final Duration MOST_PATIENCE = Duration.ofMillis(1_900);

  /** As many as a store keeps at most. */
  private static final int CONNECTIONS = 16;

  private static final long PAUSE_MILLIS = 300;

  private static LoginRow row(String id) {
    return new LoginRow(id, ID, Optional.empty(), NOW, NOW, ID, false, NOW);
  }

  private static LoginRow rowOf(String series) {
    return new LoginRow("resumed", ID, Optional.of(series), NOW, NOW, ID, true, NOW);
  }

  private static Series series(String selector) {
    return new Series(selector, ID, HASH, Optional.empty(), Optional.empty(), false, NOW, NOW, ID);
  }

  /** Every method of the interface by its name. */
  private static Map<String, Consumer<LoginStore>> methods() {
    Map<String, Consumer<LoginStore>> methods = new TreeMap<>();
    methods.put("insert", store -> store.insert(row(ID)));
    methods.put("find", store -> store.find(ID));
    methods.put("ofUser", store -> store.ofUser(ID));
    methods.put("active", store -> store.active(ID, NOW));
    methods.put("authenticated", store -> store.authenticated(ID, NOW));
    methods.put("end", store -> store.end(ID));
    methods.put("endLogins", store -> store.endLogins(ID));
    methods.put("endSeries", store -> store.endSeries(ID));
    methods.put("endUser", store -> store.endUser(ID));
    methods.put("remember", store -> store.remember(series(ID)));
    methods.put("series", store -> store.series(ID));
    methods.put("seriesOf", store -> store.seriesOf(ID));
    methods.put("replace", store -> store.replace(HASH, series(ID)));
    methods.put("resume", store -> store.resume(HASH, series(ID), rowOf(ID)));
    methods.put("confirm", store -> store.confirm(ID, HASH));
    methods.put("purgeLogins", store -> store.purgeLogins(NOW, NOW));
    methods.put("purgeSeries", store -> store.purgeSeries(NOW));
    return methods;
  }

  @Test
  void methods_table_isComplete() {
    assertEquals(
        Stream.of(LoginStore.class.getDeclaredMethods())
            .map(java.lang.reflect.Method::getName)
            .collect(Collectors.toSet()),
        methods().keySet());
  }

  @Test
  @Tag("R74")
  @Tag("E54")
  void methods_redisKilledAndRestarted_throwThenRecoverWithNothingLost() throws IOException {
    try (RunningRedis redis = new RunningRedis();
        RedisLoginStore store = new RedisLoginStore(redis.uri())) {
      store.remember(series("s"));
      assertTrue(store.insert(row("ended")));
      assertTrue(store.insert(row("lives")));
      store.end("ended");
      redis.kill();
      methods().forEach((name, method) -> assertFails(name, () -> method.accept(store)));
      redis.restart();
      assertEquals(Optional.empty(), store.find("ended"));
      assertEquals(List.of(row("lives")), store.ofUser(ID));
      assertEquals(List.of(series("s")), store.seriesOf(ID));
      methods().forEach((name, method) -> method.accept(store));
    }
  }

  private static void assertFails(String name, Runnable call) {
    LoginStoreException thrown = assertThrows(LoginStoreException.class, call::run, name);
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertFalse(trace.toString().contains(ID), name);
  }

  @Test
  void find_afterARestartBetweenRequests_failsAtMostOnce() throws Exception {
    try (RunningRedis redis = new RunningRedis();
        RedisLoginStore store = new RedisLoginStore(redis.uri())) {
      assertTrue(store.insert(row(ID)));
      useAllConnections(redis, store);
      redis.kill();
      redis.restart();
      assertThrows(LoginStoreException.class, () -> store.find(ID));
      useAllConnections(redis, store);
    }
  }

  /** While Redis keeps everybody waiting, each request needs a connection of its own. */
  private static void useAllConnections(RunningRedis redis, LoginStore store) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try (Jedis inspector = redis.connect()) {
      inspector.clientPause(PAUSE_MILLIS, ClientPauseMode.ALL);
      List<Future<Optional<LoginRow>>> found = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        found.add(threads.submit(() -> store.find(ID)));
      }
      for (Future<Optional<LoginRow>> each : found) {
        assertEquals(Optional.of(row(ID)), each.get(30, TimeUnit.SECONDS));
      }
      assertEquals(CONNECTIONS + 1, inspector.clientList().lines().count());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Redis answers an unknown command with its arguments. */
  @Test
  @Tag("E54")
  void find_refusalThatRepeatsTheArguments_isPassedOnWithoutThem() throws IOException {
    try (RunningRedis redis = new RunningRedis("rename-command EVALSHA \"\"");
        RedisLoginStore store = new RedisLoginStore(redis.uri())) {
      assertFails("find", () -> store.find(ID));
      LoginStoreException thrown = assertThrows(LoginStoreException.class, () -> store.find(ID));
      assertEquals("Redis refused an operation on logins: ERR", thrown.getMessage());
    }
  }

  @Test
  void newStore_redisNotThereYet_waitsForIt() throws IOException {
    try (RunningRedis redis = new RunningRedis()) {
      redis.kill();
      try (RedisLoginStore store = new RedisLoginStore(redis.uri())) {
        assertFails("find", () -> store.find(ID));
        redis.restart();
        assertEquals(Optional.empty(), store.find(ID));
      }
    }
  }

  @Test
  void find_redisHangs_failsAfterASecond() throws Exception {
    try (ServerSocket silent = silentServer();
        RedisLoginStore store = storeOn(silent)) {
      // A busy machine may be late; the best of a few attempts is what the store waits for.
      Duration took = MOST_PATIENCE;
      for (int i = 0; i < 3 && took.compareTo(MOST_PATIENCE) >= 0; i++) {
        long begun = System.nanoTime();
        assertFails("find", () -> store.find(ID));
        took = Duration.ofNanos(System.nanoTime() - begun);
      }
      assertTrue(took.compareTo(MOST_PATIENCE) < 0, took::toString);
    }
  }

  /** More requests than connections: none waits for all of those before it. */
  @Test
  void find_redisHangsForMany_noneQueuesForLong() throws Exception {
    int requests = 6 * CONNECTIONS;
    ExecutorService threads = Executors.newFixedThreadPool(requests);
    try (ServerSocket silent = silentServer();
        RedisLoginStore store = storeOn(silent)) {
      long begun = System.nanoTime();
      List<Future<?>> failures = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        failures.add(threads.submit(() -> assertFails("find", () -> store.find(ID))));
      }
      for (Future<?> failure : failures) {
        failure.get(30, TimeUnit.SECONDS);
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took::toString);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Takes connections and never says a word. */
  private static ServerSocket silentServer() throws IOException {
    return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  private static RedisLoginStore storeOn(ServerSocket server) {
    return new RedisLoginStore(URI.create("redis://127.0.0.1:" + server.getLocalPort()));
  }

  @Test
  @Tag("E54")
  void find_wrongPassword_failsWithoutRepeatingIt() throws IOException {
    try (RunningRedis redis = new RunningRedis("requirepass right");
        RedisLoginStore right = new RedisLoginStore(URI.create(withPassword(redis, "right")));
        RedisLoginStore wrong = new RedisLoginStore(URI.create(withPassword(redis, ID)));
        RedisLoginStore none = new RedisLoginStore(redis.uri())) {
      assertEquals(Optional.empty(), right.find(ID));
      assertFails("wrong", () -> wrong.find(ID));
      assertFails("none", () -> none.find(ID));
    }
  }

  private static String withPassword(RunningRedis redis, String password) {
    return "redis://:" + password + "@127.0.0.1:" + redis.port() + "/1";
  }

  @Test
  void find_interruptedWhileWaitingForAConnection_failsAndStaysInterrupted() throws IOException {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(1);
    pool.setMaxWait(Duration.ofSeconds(30));
    try (RunningRedis redis = new RunningRedis();
        RedisClient client =
            RedisClient.builder().hostAndPort("127.0.0.1", redis.port()).poolConfig(pool).build();
        Connection taken = client.getPool().getResource();
        RedisLoginStore store = new RedisLoginStore(client, "pool")) {
      assertTrue(taken.isConnected());
      Thread.currentThread().interrupt();
      assertFails("find", () -> store.find(ID));
      assertTrue(Thread.interrupted());
    }
  }
}
