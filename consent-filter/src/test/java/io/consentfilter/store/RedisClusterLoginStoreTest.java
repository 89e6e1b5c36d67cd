// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.consentfilter.login.LoginStore;
import io.consentfilter.login.LoginStoreContract;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;

/** A cluster of one node serves every slot, so that each test looks where its keys are. */
class RedisClusterLoginStoreTest extends LoginStoreContract {

  private static final String NAME_SPACE = "cluster";
  private static final int SLOTS = 16_384;
  private static final RunningRedis REDIS =
      new RunningRedis("appendonly no", "cluster-enabled yes");

  private final Jedis node = REDIS.connect();
  private final RedisClusterClient client =
      RedisClusterClient.builder()
          .nodes(Set.of(new HostAndPort("127.0.0.1", REDIS.port())))
          .build();

  @BeforeAll
  static void formCluster() {
    try (Jedis node = REDIS.connect()) {
      node.clusterAddSlots(IntStream.range(0, SLOTS).toArray());
      while (!node.clusterInfo().contains("cluster_state:ok")) {
        Thread.onSpinWait();
      }
    }
  }

  @AfterAll
  static void stop() throws IOException {
    REDIS.close();
  }

  @Override
  protected LoginStore newStore() {
    return new RedisLoginStore(client, NAME_SPACE);
  }

  @AfterEach
  void keys_whateverWasWritten_areInOneSlot() {
    client.close();
    Set<String> keys = node.keys("*");
    long slot = node.clusterKeySlot("{" + NAME_SPACE + "}:");
    assertEquals(
        keys.isEmpty() ? Set.of() : Set.of(slot),
        keys.stream().map(node::clusterKeySlot).collect(Collectors.toSet()));
    node.flushAll();
    node.close();
  }
}
