// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.demo.LoginPlace;
import io.consentfilter.login.LoginEvent.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers behind no balancer in particular: they share the keys and the place of the logins. A
 * session of the container stays on the server where it began.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TwoNodesContract {

  private static final Duration IDLE = Duration.ofMinutes(60);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration NOTICED = Duration.ofSeconds(5);
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final String FORGET = "remember=; ";

  private LivePlace place;
  private Path folder;
  private LoginPlace logins;
  private Node here;
  private Node there;

  /** Starts the server that keeps the logins. */
  abstract LivePlace place(Path folder) throws IOException;

  @BeforeAll
  void open(@TempDir Path data) throws IOException {
    folder = data;
    place = place(data);
  }

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    logins = place.empty();
    here = Node.start(folder, logins);
    there = Node.start(folder, logins);
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
  }

  @AfterAll
  void close() throws IOException {
    place.close();
  }

  private void advance(Duration duration) {
    here.advance(duration);
    there.advance(duration);
  }

  private long thefts() {
    return here.count(Kind.STOLEN) + there.count(Kind.STOLEN);
  }

  /** Returns a browser that goes on at the other node with the session it got there. */
  private static Session comingTo(Node node, Session browser) throws IOException {
    Session coming = browser.at(node.wire());
    assertEquals(200, coming.get("/app").status());
    return coming;
  }

  private static void assertIn(Session browser) throws IOException {
    assertEquals(200, browser.get("/app").status());
  }

  /** Whoever replays the cookies as they are, at any node. */
  private void assertDeadEverywhere(Session browser) throws IOException {
    for (Node node : List.of(here, there)) {
      Answer page = browser.at(node.wire()).get("/app");
      assertTrue(page.asksToLogIn(), page::toString);
      assertEquals(401, browser.at(node.wire()).get("/app", "Sec-Fetch-Mode: cors").status());
    }
  }

  private static Session only(Session browser, String cookie) {
    return browser.copy().set(cookie.equals("session") ? "remember" : "session", "none");
  }

  // From one node to the other

  @Test
  @Tag("R84")
  @Tag("E55")
  @Tag("E79")
  void remembered_sentToTheNodesInTurn_isServedByEachAndNeverCalledTheft() throws IOException {
    Session anna = Session.loggedIn(here.wire(), "anna", true);
    for (int turn = 0; turn < 8; turn++) {
      anna = anna.at(turn % 2 == 0 ? there.wire() : here.wire());
      String session = anna.cookie("session");
      String token = anna.cookie("remember");
      assertIn(anna);
      assertNotEquals(session, anna.cookie("session"), "a session of this node");
      assertNotEquals(token, anna.cookie("remember"), "used up");
      assertIn(anna);
      advance(turn % 3 == 0 ? Duration.ofMinutes(61) : Duration.ofSeconds(1));
    }
    assertEquals(0, thefts());
  }

  @Test
  @Tag("R65")
  void notRemembered_atTheOtherNode_isAskedToLogInAndKeepsTheSessionOfTheFirst()
      throws IOException {
    Session anna = Session.loggedIn(here.wire(), "anna", false);
    Answer page = anna.at(there.wire()).get("/app");
    assertTrue(page.asksToLogIn());
    assertEquals("", page.setCookie("session"), "it is no business of this node to delete it");
    assertEquals(401, anna.at(there.wire()).get("/app", "Sec-Fetch-Mode: cors").status());
    assertIn(anna);
  }

  // One token at both nodes

  @Test
  @Tag("R86")
  @Tag("E49")
  @Tag("E50")
  @Tag("E53")
  void token_presentedAtBothNodesAtOnce_rotatesOnceAndServesAll() throws Exception {
    Session anna = Session.loggedIn(here.wire(), "anna", true).restarted();
    String token = anna.cookie("remember");
    List<Callable<Answer>> requests = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      Session parallel = anna.at(i % 2 == 0 ? here.wire() : there.wire());
      requests.add(() -> parallel.get("/app"));
    }
    List<Answer> answers = AtOnce.run(requests);
    assertTrue(answers.stream().allMatch(answer -> answer.status() == 200));
    List<String> issued =
        answers.stream()
            .map(answer -> answer.cookie("remember"))
            .filter(c -> !c.isEmpty())
            .toList();
    assertEquals(1, issued.size(), "one rotation");
    assertNotEquals(token, issued.get(0));
    assertEquals(1, answers.stream().filter(a -> !a.setCookies().isEmpty()).count());
    assertEquals(0, thefts());
    assertIn(new Session(there.wire()).set("remember", issued.get(0)));
  }

  @Test
  @Tag("E79")
  @Tag("R85")
  @Tag("E52")
  void token_replacedAtTheOtherNode_isServedWithinTheGraceWindowAndTheftAfterIt()
      throws IOException {
    Session old = Session.loggedIn(here.wire(), "anna", true).restarted();
    Session other = Session.loggedIn(here.wire(), "anna", true);
    Session next = old.copy();
    assertIn(next);
    assertIn(next);
    advance(GRACE.minus(MILLI));
    Answer raced = old.at(there.wire()).get("/app");
    assertEquals(200, raced.status());
    assertEquals(List.of(), raced.setCookies());
    assertEquals(0, thefts());
    advance(MILLI);
    Answer stolen = old.at(there.wire()).get("/app");
    assertTrue(stolen.asksToLogIn());
    assertTrue(stolen.setCookie("remember").startsWith(FORGET), "the copy is worth nothing");
    assertEquals(1, there.count(Kind.STOLEN));
    advance(NOTICED);
    assertDeadEverywhere(next);
    assertDeadEverywhere(next.restarted());
    assertIn(other);
    assertIn(comingTo(there, other));
  }

  @Test
  @Tag("E51")
  @Tag("R86")
  void token_whoseAnswerWasLost_isTakenByTheOtherNodeAnHourLater() throws IOException {
    Session anna = Session.loggedIn(here.wire(), "anna", true).restarted();
    assertIn(anna.copy());
    advance(Duration.ofHours(1));
    Session again = comingTo(there, anna);
    assertNotEquals(anna.cookie("remember"), again.cookie("remember"));
    assertEquals(0, thefts());
    assertIn(again);
  }

  @Test
  @Tag("R87")
  void token_atTheEndOfItsLife_isRefusedByEachNode() throws IOException {
    Session anna = Session.loggedIn(here.wire(), "anna", true).restarted();
    advance(Duration.ofDays(30).minus(MILLI));
    assertIn(comingTo(there, anna).restarted().at(here.wire()));
    advance(MILLI);
    assertDeadEverywhere(anna);
  }

  // Endings

  @Test
  @Tag("R69")
  @Tag("R74")
  void logout_atOneNode_isFollowedByTheOtherWithinFiveSeconds() throws IOException {
    Session first = Session.loggedIn(here.wire(), "anna", true);
    Session second = comingTo(there, first);
    assertIn(first.set("remember", "none"));
    assertIn(second);
    Session before = second.copy();
    Answer bye = second.at(here.wire()).post("/logout", "");
    assertEquals(303, bye.status());
    assertTrue(bye.setCookie("remember").startsWith(FORGET));
    advance(NOTICED);
    assertDeadEverywhere(before);
    assertDeadEverywhere(only(before, "session"));
    assertDeadEverywhere(before.restarted());
    assertDeadEverywhere(first);
  }

  @Test
  @Tag("R74")
  @Tag("R77")
  void revocation_atOneNode_isFollowedByTheOtherWithinFiveSeconds() throws IOException {
    Session lost = Session.loggedIn(there.wire(), "anna", false);
    Session anna = Session.loggedIn(here.wire(), "anna", false);
    assertIn(lost);
    List<String> others = Devices.notHere(anna.get("/app/account"));
    assertEquals(1, others.size());
    assertEquals(303, anna.post("/app/account/revoke", "id=" + others.get(0)).status());
    advance(NOTICED);
    assertDeadEverywhere(lost);
    assertIn(anna);
  }

  @Test
  @Tag("R75")
  @Tag("R74")
  void passwordChange_atOneNode_endsAllElsewhereWithinFiveSeconds() throws IOException {
    Session remembered = Session.loggedIn(there.wire(), "anna", true);
    Session typed = Session.loggedIn(there.wire(), "anna", false);
    Session bram = Session.loggedIn(there.wire(), "bram", false);
    Session anna = Session.loggedIn(here.wire(), "anna", false);
    assertIn(remembered.copy());
    assertIn(typed);
    Answer changed =
        anna.post(
            "/app/account/password",
            "current=boekhouden&new=vier+stille+klinkers&again=vier+stille+klinkers&others=yes");
    assertEquals(303, changed.status(), changed::toString);
    advance(NOTICED);
    assertDeadEverywhere(remembered);
    assertDeadEverywhere(remembered.restarted());
    assertDeadEverywhere(typed);
    assertIn(bram);
    assertIn(anna);
  }

  @Test
  @Tag("R76")
  @Tag("R74")
  void closedAccount_noticedByOneNode_isFollowedByTheOtherWithinFiveSeconds() throws IOException {
    Session first = Session.loggedIn(here.wire(), "anna", true);
    Session second = Session.loggedIn(there.wire(), "anna", true);
    assertIn(first);
    assertIn(second);
    here.closeAccount("u-4107");
    assertTrue(first.copy().get("/app").asksToLogIn(), "at once where it is known");
    advance(NOTICED);
    assertDeadEverywhere(first);
    assertDeadEverywhere(second);
    assertDeadEverywhere(second.restarted());
  }

  @Test
  @Tag("R85")
  @Tag("R74")
  void theft_noticedByOneNode_endsTheThiefsSessionAtTheOtherWithinFiveSeconds() throws IOException {
    Session owner = Session.loggedIn(there.wire(), "anna", true).restarted();
    Session thief = comingTo(here, owner);
    assertIn(thief);
    advance(GRACE);
    assertIn(thief);
    assertTrue(owner.copy().get("/app").asksToLogIn());
    assertEquals(1, thefts());
    advance(NOTICED);
    assertDeadEverywhere(thief);
    assertDeadEverywhere(thief.restarted());
    Session warned = Session.loggedIn(there.wire(), "anna", false);
    assertEquals(1, Jsoup.parse(warned.get("/app").body()).select("main [role=alert]").size());
  }

  // Time

  @Test
  @Tag("R74")
  void expired_atOneNode_staysDeadAtTheOtherAndAfterARestart()
      throws IOException, GeneralSecurityException {
    Session anna = Session.loggedIn(here.wire(), "anna", false);
    advance(IDLE);
    Session kept = anna.copy();
    assertTrue(anna.get("/app").asksToLogIn());
    assertDeadEverywhere(kept);
    try (Node restarted = Node.start(folder, logins)) {
      assertTrue(kept.at(restarted.wire()).get("/app").asksToLogIn());
    }
  }

  @Test
  @Tag("E78")
  @Tag("R65")
  void activity_atOneNode_keepsTheLoginAliveAsTheOtherSeesIt() throws IOException {
    Session phone = Session.loggedIn(here.wire(), "anna", false);
    Session office = Session.loggedIn(there.wire(), "anna", false);
    for (int minute = 0; minute < 90; minute++) {
      assertEquals(1, Devices.notHere(office.get("/app/account")).size(), "minute " + minute);
      advance(Duration.ofMinutes(1));
      assertIn(phone);
    }
    advance(Duration.ofMinutes(30));
    assertEquals(1, Devices.notHere(office.get("/app/account")).size());
    advance(Duration.ofMinutes(30).minus(MILLI));
    assertEquals(1, Devices.notHere(office.get("/app/account")).size(), "never early");
    advance(Duration.ofMinutes(1).plus(MILLI));
    assertEquals(0, Devices.notHere(office.get("/app/account")).size(), "at most a minute late");
    assertDeadEverywhere(phone);
    assertIn(office);
  }
}
