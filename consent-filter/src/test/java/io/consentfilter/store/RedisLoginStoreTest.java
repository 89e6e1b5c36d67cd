// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.LoginStoreContract;
import io.consentfilter.login.LoginStoreException;
import io.consentfilter.login.Series;
import io.consentfilter.login.TokenHash;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

class RedisLoginStoreTest extends LoginStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-01T09:00:00Z");
  private static final TokenHash HASH = TokenHash.ofText("A".repeat(43));
  private static final TokenHash OTHER_HASH = TokenHash.ofText("B".repeat(42) + "A");
  private static final Duration LONGEST_LIMIT = Duration.ofDays(400);

  private static final RunningRedis REDIS = new RunningRedis("appendonly no");

  private final Jedis inspector = REDIS.connect();
  private final RedisLoginStore store = new RedisLoginStore(REDIS.uri());

  @AfterAll
  static void stop() throws IOException {
    REDIS.close();
  }

  @Override
  protected LoginStore newStore() {
    return store;
  }

  @AfterEach
  void empty() {
    inspector.flushAll();
    inspector.close();
    store.close();
  }

  private static LoginRow row(String id, String userId, Optional<String> series) {
    return new LoginRow(id, userId, series, NOW, NOW, "Firefox", false, NOW);
  }

  private static Series series(String selector, String userId) {
    return new Series(
        selector, userId, HASH, Optional.empty(), Optional.empty(), false, NOW, NOW, "Firefox");
  }

  private static Series used(Series series) {
    return new Series(
        series.selector(),
        series.userId(),
        OTHER_HASH,
        Optional.of(HASH),
        Optional.of(NOW),
        false,
        NOW,
        NOW,
        "Firefox");
  }

  private void fill() {
    for (int i = 0; i < 30; i++) {
      String user = "user" + i % 7;
      store.remember(series("s" + i, user));
      assertTrue(store.insert(row("a" + i, user, Optional.of("s" + i))));
      assertTrue(store.insert(row("b" + i, user, Optional.empty())));
    }
  }

  @Test
  void insert_usedId_throws() {
    assertTrue(store.insert(row("a", "anna", Optional.empty())));
    assertThrows(
        IllegalArgumentException.class, () -> store.insert(row("a", "bram", Optional.empty())));
    assertEquals(Optional.of(row("a", "anna", Optional.empty())), store.find("a"));
    assertEquals(List.of(), store.ofUser("bram"));
  }

  @Test
  void remember_usedSelector_throws() {
    store.remember(series("s", "anna"));
    assertThrows(IllegalArgumentException.class, () -> store.remember(series("s", "bram")));
    assertEquals(List.of(series("s", "anna")), store.seriesOf("anna"));
    assertEquals(List.of(), store.seriesOf("bram"));
  }

  @Test
  void end_everything_leavesNoKey() {
    fill();
    store.end("b0");
    store.endLogins("s1");
    store.endSeries("s2");
    store.endUser("user3");
    assertTrue(store.replace(HASH, used(series("s4", "user4"))));
    store.purgeSeries(NOW.plusMillis(1));
    store.purgeLogins(NOW.plusMillis(1), NOW);
    assertEquals(Set.of(), inspector.keys("*"));
  }

  @Test
  void keys_whateverWasWritten_expireLaterThanAnyLimitCan() {
    fill();
    store.active("a0", NOW.plusSeconds(1));
    store.authenticated("a0", NOW.plusSeconds(1));
    store.confirm("s1", HASH);
    assertTrue(store.replace(HASH, used(series("s2", "user2"))));
    store.end("b3");
    Set<String> keys = inspector.keys("*");
    assertEquals(30 + 59 + 7 + 7 + 30 + 3, keys.size());
    for (String key : keys) {
      assertTrue(inspector.pttl(key) > LONGEST_LIMIT.toMillis(), key);
    }
  }

  @Test
  void find_expiredInRedis_isGoneEverywhereAndNotCounted() {
    store.remember(series("s", "anna"));
    assertTrue(store.insert(row("a", "anna", Optional.of("s"))));
    assertTrue(store.insert(row("b", "anna", Optional.empty())));
    inspector.del("{consent}:login:a", "{consent}:login:b", "{consent}:series:s");
    assertEquals(Optional.empty(), store.find("a"));
    assertEquals(List.of(), store.ofUser("anna"));
    assertEquals(List.of(), store.seriesOf("anna"));
    assertEquals(Optional.empty(), store.active("a", NOW.plusSeconds(1)));
    assertEquals(0, store.purgeLogins(NOW.plusMillis(1), NOW.plusMillis(1)));
    assertEquals(0, store.purgeSeries(NOW.plusMillis(1)));
    assertEquals(Set.of(), store.endUser("anna"));
    assertEquals(Set.of(), inspector.keys("*"));
  }

  @Test
  void insert_indexesWithExpiredMembers_dropsThem() {
    store.remember(series("s", "anna"));
    assertTrue(store.insert(row("old", "anna", Optional.of("s"))));
    inspector.del("{consent}:login:old");
    inspector.zadd("{consent}:user-logins:anna", 1, "old");
    inspector.zadd("{consent}:series-logins:s", 1, "old");
    inspector.zadd("{consent}:logins-by-activity", 1, "old");
    inspector.zadd("{consent}:logins-by-begin", 1, "old");
    assertTrue(store.insert(row("new", "anna", Optional.of("s"))));
    for (String index :
        List.of("user-logins:anna", "series-logins:s", "logins-by-activity", "logins-by-begin")) {
      assertEquals(List.of("new"), inspector.zrange("{consent}:" + index, 0, -1), index);
    }
  }

  @Test
  void purge_moreThanOneBatch_countsThemAll() {
    for (int i = 0; i < 1_203; i++) {
      store.remember(series("s" + i, "anna"));
      assertTrue(store.insert(row("l" + i, "anna", Optional.of("s" + i))));
    }
    assertEquals(0, store.purgeLogins(Instant.MIN, Instant.MIN));
    assertEquals(1_203, store.purgeLogins(NOW, NOW.plusMillis(1)));
    assertEquals(List.of(), store.ofUser("anna"));
    assertEquals(1_203, store.purgeSeries(Instant.MAX));
    assertEquals(Set.of(), inspector.keys("*"));
  }

  @Test
  void purgeLogins_idleAndOldAtOnce_countsItOnce() {
    assertTrue(store.insert(row("a", "anna", Optional.empty())));
    assertEquals(1, store.purgeLogins(Instant.MAX, Instant.MAX));
  }

  @Test
  void identifier_halfASurrogatePair_isNobodyAndNeverKept() {
    store.remember(series("?", "?"));
    assertTrue(store.insert(row("?", "?", Optional.of("?"))));
    String half = "\ud800";
    assertThrows(
        IllegalArgumentException.class, () -> store.insert(row("a", half, Optional.empty())));
    assertThrows(IllegalArgumentException.class, () -> store.remember(series("b", half)));
    assertEquals(Optional.empty(), store.find(half));
    assertEquals(List.of(), store.ofUser(half));
    assertEquals(Optional.empty(), store.series(half));
    assertEquals(Set.of(), store.endUser(half));
    assertEquals(Set.of(), store.endSeries(half));
    assertTrue(store.find("?").isPresent());
    assertTrue(store.series("?").isPresent());
  }

  @Test
  void insert_labelWithHalfASurrogatePair_isKeptLegibly() {
    LoginRow row = new LoginRow("a", "b", Optional.empty(), NOW, NOW, "x\udc00y", false, NOW);
    assertTrue(store.insert(row));
    assertEquals(Optional.of("x?y"), store.find("a").map(LoginRow::label));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s"})
  void insert_emptySelector_isNotTheAbsenceOfOne(String selector) {
    assertFalse(store.insert(row("a", "anna", Optional.of(selector))));
    store.remember(series(selector, ""));
    LoginRow row = row("", "", Optional.of(selector));
    assertTrue(store.insert(row));
    assertEquals(Optional.of(row), store.find(""));
    assertEquals(Set.of(""), store.endSeries(selector));
  }

  @Test
  void nameSpace_another_seesNothing() {
    assertTrue(store.insert(row("a", "anna", Optional.empty())));
    try (RedisLoginStore other = new RedisLoginStore(REDIS.uri(), "other")) {
      assertEquals(Optional.empty(), other.find("a"));
      assertEquals(Set.of(), other.endUser("anna"));
      assertEquals(0, other.purgeLogins(Instant.MAX, Instant.MAX));
    }
    assertTrue(store.find("a").isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "{a}", "a:b", "\u00e9"})
  void newStore_oddNameSpace_throws(String nameSpace) {
    assertThrows(IllegalArgumentException.class, () -> new RedisLoginStore(REDIS.uri(), nameSpace));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "http://u:secret@localhost:6379",
        "redis:secret",
        "redis://u:secret@localhost",
        "redis://u:secret@localhost:6379/first"
      })
  @Tag("E54")
  void newStore_oddUri_throwsWithoutRepeatingIt(String uri) {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> new RedisLoginStore(URI.create(uri)).close());
    assertFalse(stackTrace(thrown).contains("secret"));
  }

  @Test
  void close_connectionsOfTheCaller_leavesThemOpen() {
    try (RedisClient client = RedisClient.create(REDIS.uri())) {
      new RedisLoginStore(client, "mine").close();
      assertEquals("PONG", client.ping());
    }
  }

  @Test
  void close_connectionsOfItsOwn_closesThem() {
    assertEquals(Optional.empty(), store.find("a"));
    store.close();
    assertThrows(LoginStoreException.class, () -> store.find("a"));
  }

  @Test
  void run_scriptsFlushed_sendsTheScriptOnceMore() {
    assertTrue(store.insert(row("a", "anna", Optional.empty())));
    inspector.scriptFlush();
    inspector.configResetStat();
    assertTrue(store.find("a").isPresent());
    assertTrue(store.find("a").isPresent());
    Map<String, String> commands = RunningRedis.info(inspector, "commandstats");
    assertTrue(
        commands.getOrDefault("cmdstat_eval", "").startsWith("calls=1,"), commands::toString);
    assertTrue(
        commands.getOrDefault("cmdstat_evalsha", "").startsWith("calls=2,"), commands::toString);
  }

  @Test
  @Tag("E54")
  void run_refused_saysTheCodeAlone() {
    String id = "a-login-that-nobody-should-read-of";
    inspector.set("{consent}:login:" + id, "not a hash");
    LoginStoreException thrown = assertThrows(LoginStoreException.class, () -> store.find(id));
    assertFalse(stackTrace(thrown).contains(id));
    assertThrows(LoginStoreException.class, () -> store.end(id));
  }

  @Test
  @Tag("E54")
  void run_unreadableRecord_isAFailureAndNotEmpty() {
    String secret = "something-that-is-no-time";
    assertTrue(store.insert(row("a", "anna", Optional.empty())));
    store.remember(series("s", "anna"));
    inspector.hset("{consent}:login:a", "active", secret);
    inspector.hset("{consent}:series:s", "current", secret);
    List<LoginStoreException> thrown =
        List.of(
            assertThrows(LoginStoreException.class, () -> store.find("a")),
            assertThrows(LoginStoreException.class, () -> store.ofUser("anna")),
            assertThrows(LoginStoreException.class, () -> store.active("a", NOW)),
            assertThrows(LoginStoreException.class, () -> store.series("s")),
            assertThrows(LoginStoreException.class, () -> store.seriesOf("anna")));
    for (LoginStoreException each : thrown) {
      assertFalse(stackTrace(each).contains(secret));
    }
  }

  @Test
  void run_memoryFull_refusesLoginsAndEndsThem() {
    store.remember(series("s", "anna"));
    assertTrue(store.insert(row("a", "anna", Optional.of("s"))));
    inspector.configSet("maxmemory", "1");
    try {
      LoginRow row = row("b", "anna", Optional.empty());
      assertThrows(LoginStoreException.class, () -> store.insert(row));
      assertTrue(store.find("a").isPresent());
      assertEquals(Set.of("a"), store.endUser("anna"));
    } finally {
      inspector.configSet("maxmemory", "0");
    }
    assertEquals(Set.of(), inspector.keys("*"));
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
