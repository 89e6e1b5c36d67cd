// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginEvent.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server that keeps the logins dies while people use the site, and comes back later. */
@Tag("R74")
abstract class StoreOutageContract {

  private static final Duration NOTICED = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int TRAVELLERS = 4;

  @TempDir private Path folder;
  private LivePlace place;
  private Node node;
  private LogLines log;

  /** Starts the server that keeps the logins. */
  abstract LivePlace place(Path folder) throws IOException;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    place = place(folder);
    node = Node.start(folder, place.empty());
    log = new LogLines("io.consentfilter");
  }

  @AfterEach
  void stop() throws IOException {
    log.close();
    node.close();
    place.close();
  }

  @Test
  @Tag("E51")
  @Tag("R86")
  void traffic_throughAnOutage_isAnonymousMeanwhileAndLoggedInAgainAfterwards() throws Exception {
    List<Traveller> travellers = new ArrayList<>();
    for (int i = 0; i < TRAVELLERS; i++) {
      travellers.add(new Traveller(node.wire(), i % 2 == 0));
    }
    ExecutorService threads = Executors.newFixedThreadPool(TRAVELLERS);
    List<Future<Void>> journeys = travellers.stream().map(threads::submit).toList();
    try {
      assertOutage(travellers);
    } finally {
      travellers.forEach(Traveller::stop);
      threads.shutdown();
    }
    for (Future<Void> journey : journeys) {
      journey.get(60, TimeUnit.SECONDS);
    }
    assertEquals(TRAVELLERS, node.count(Kind.LOGIN), "nobody typed a password again");
    assertEquals(0, node.count(Kind.STOLEN));
    assertEquals(0, node.count(Kind.FAILED));
  }

  private void assertOutage(List<Traveller> travellers) throws Exception {
    assertServed(travellers);
    place.kill();
    node.advance(NOTICED);
    assertAnonymous(travellers);
    assertEquals(1, log.count(), "one line");
    node.advance(MINUTE);
    assertAnonymous(travellers);
    assertEquals(2, log.count(), "one more a minute later");
    place.restart();
    assertServed(travellers);
    node.advance(MINUTE);
    assertServed(travellers);
    assertEquals(2, log.count(), "it recovered by itself");
  }

  private static void assertServed(List<Traveller> travellers) throws InterruptedException {
    travellers.forEach(Traveller::lookAgain);
    for (Traveller traveller : travellers) {
      assertTrue(traveller.isServed(), "served as the user");
    }
  }

  private static void assertAnonymous(List<Traveller> travellers) throws InterruptedException {
    travellers.forEach(Traveller::lookAgain);
    for (Traveller traveller : travellers) {
      assertTrue(traveller.isAnonymous(), "served as anybody");
    }
  }

  @Test
  @Tag("R69")
  void login_duringAnOutage_isPutOffAndWorksAfterwards() throws IOException {
    Session anna = Session.loggedIn(node.wire(), "anna", true);
    place.kill();
    node.advance(NOTICED);
    Session visitor = new Session(node.wire());
    assertEquals(200, visitor.get("/login").status());
    assertPutOff(visitor.post("/login", "username=anna&password=boekhouden&remember=on"));
    assertTrue(visitor.get("/app").asksToLogIn());
    assertEquals(303, visitor.post("/consent", "choice=all").status(), "no matter of logins");
    assertEquals(401, anna.copy().get("/consent/session", "Sec-Fetch-Mode: cors").status());
    place.restart();
    node.advance(MINUTE);
    assertEquals(303, visitor.post("/login", "username=anna&password=boekhouden").status());
    assertEquals(200, visitor.get("/app").status());
    assertEquals(200, anna.restarted().get("/app").status());
  }

  @Test
  @Tag("R69")
  void logout_duringAnOutage_leavesTheBrowserLoggedOut() throws IOException {
    Session anna = Session.loggedIn(node.wire(), "anna", false);
    Session kept = anna.copy();
    place.kill();
    node.advance(NOTICED);
    assertEquals(303, anna.post("/logout", "").status());
    assertEquals("", anna.cookie("session"));
    place.restart();
    node.advance(MINUTE);
    assertTrue(kept.get("/app").asksToLogIn(), "a copy of the cookie is worth nothing");
  }

  private static void assertPutOff(Answer answer) {
    assertEquals(503, answer.status(), answer::toString);
    assertEquals("60", answer.header("Retry-After"));
    assertFalse(answer.body().contains("Exception"));
    assertTrue(answer.body().contains("register"), "says what it is");
  }
}
