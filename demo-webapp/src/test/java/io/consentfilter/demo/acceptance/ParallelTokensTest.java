// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.demo.LoginPlace;
import io.consentfilter.login.LoginEvent.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser that comes back with many requests at once, wherever its login is kept. */
@Tag("R85")
@Tag("R86")
@Tag("E49")
@Tag("E50")
@Tag("E53")
class ParallelTokensTest {

  private static final int ROUNDS = System.getProperty("stress") == null ? 3 : 100;
  private static final int PARALLEL = 32;
  private static final Duration GRACE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void token_inMemory_rotatesOnceAndItsReplayIsTheft() throws Exception {
    assertRounds(new LoginPlace.Memory());
  }

  @Test
  void token_inAFile_rotatesOnceAndItsReplayIsTheft() throws Exception {
    assertRounds(new LoginPlace.Folder());
  }

  @Test
  void token_inPostgres_rotatesOnceAndItsReplayIsTheft() throws Exception {
    try (LivePostgres postgres = new LivePostgres(folder)) {
      assertRounds(postgres.empty());
    }
  }

  @Test
  void token_inRedis_rotatesOnceAndItsReplayIsTheft() throws Exception {
    try (LiveRedis redis = new LiveRedis(folder)) {
      assertRounds(redis.empty());
    }
  }

  private void assertRounds(LoginPlace place) throws Exception {
    try (Node node = Node.start(folder, place)) {
      for (int round = 0; round < ROUNDS; round++) {
        assertRound(node, round);
      }
      assertEquals(ROUNDS, node.count(Kind.RESUMED));
    }
  }

  private static void assertRound(Node node, int round) throws Exception {
    String where = "round " + round;
    long failed = node.count(Kind.FAILED);
    Session browser = Session.loggedIn(node.wire(), "anna", true).restarted();
    List<Answer> answers =
        AtOnce.run(Collections.nCopies(PARALLEL, () -> browser.copy().get("/app")));
    assertEquals(
        PARALLEL, answers.stream().filter(answer -> answer.status() == 200).count(), where);
    List<Answer> issued = answers.stream().filter(a -> !a.setCookies().isEmpty()).toList();
    assertEquals(1, issued.size(), where);
    Session next = browser.copy();
    next.set("remember", issued.get(0).cookie("remember"));
    next.set("session", issued.get(0).cookie("session"));
    assertEquals(200, next.get("/app").status(), where);
    node.advance(GRACE);
    assertEquals(round, node.count(Kind.STOLEN), "no false alarm, " + where);
    assertEquals(failed, node.count(Kind.FAILED), "no address is blamed, " + where);
    assertReplayIsTheft(node, browser, next, round);
  }

  private static void assertReplayIsTheft(Node node, Session old, Session next, int round)
      throws IOException {
    assertTrue(old.get("/app").asksToLogIn());
    assertEquals(round + 1, node.count(Kind.STOLEN), "alarm every time, round " + round);
    assertTrue(next.copy().get("/app").asksToLogIn());
    assertTrue(next.restarted().get("/app").asksToLogIn());
  }
}
