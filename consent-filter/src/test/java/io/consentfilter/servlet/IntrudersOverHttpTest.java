// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Keys;
import io.consentfilter.login.BreakInRegister;
import io.consentfilter.login.BreakInRules;
import io.consentfilter.login.LoginEvent;
import io.consentfilter.policy.Policy;
import io.consentfilter.servlet.RawClient.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guessing passwords and tokens, over real sockets from several loopback addresses. */
class IntrudersOverHttpTest {

  private static final int ALLOWED = BreakInRules.standard().failures();
  private static final String WRONG = "username=anna&password=wrong";
  private static final String RIGHT = "username=anna&password=x";

  private final List<LoginEvent> events = new CopyOnWriteArrayList<>();

  private Site site;
  private RawClient attacker;

  @BeforeEach
  void start() throws Exception {
    site = starter().start();
    attacker = site.client("127.0.0.9");
  }

  private Site.Starter starter() {
    Policy policy = Site.policy();
    Site.Starter starter = Site.with(policy);
    return starter
        .filter(
            ConsentFilter.builder()
                .policy(policy)
                .keys(Keys.parse(Keys.generate()))
                .clock(starter.clock())
                .listener(events::add))
        .at("/register", IntrudersOverHttpTest::register);
  }

  private static void register(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    BreakInRegister register =
        (BreakInRegister) request.getServletContext().getAttribute(BreakInRegister.class.getName());
    for (BreakInRegister.Entry entry : register.entries()) {
      response.getWriter().write(entry.address() + " " + entry.failures() + ";");
    }
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private void fail(int times, String... headers) throws Exception {
    for (int i = 0; i < times; i++) {
      assertEquals(422, attacker.post("/login", WRONG, headers).status(), "attempt " + i);
    }
  }

  private String registered() throws Exception {
    return site.client().get("/register").body();
  }

  @Test
  @Tag("R95")
  void login_afterTooManyFailures_mustWait() throws Exception {
    fail(ALLOWED);
    Answer slowed = attacker.post("/login", RIGHT);
    assertEquals(429, slowed.status());
    int seconds = Integer.parseInt(slowed.header("Retry-After").orElseThrow());
    assertTrue(seconds >= 1, "Retry-After: " + seconds);
    assertEquals("127.0.0.9 " + ALLOWED + ";", registered());
    site.clock().advance(Duration.ofSeconds(seconds));
    assertEquals(302, attacker.post("/login", RIGHT).status());
  }

  @Test
  @Tag("R98")
  void login_ownerElsewhere_isNotLockedOut() throws Exception {
    fail(ALLOWED);
    assertEquals(302, site.client("127.0.0.10").post("/login", RIGHT).status());
  }

  @Test
  @Tag("R98")
  void login_spoofedForwardedAddress_changesNothing() throws Exception {
    for (int i = 0; i < ALLOWED; i++) {
      fail(1, "X-Forwarded-For: 192.0.2." + i, "Forwarded: for=192.0.2." + i);
    }
    assertEquals("127.0.0.9 " + ALLOWED + ";", registered());
  }

  @Test
  @Tag("R98")
  void login_behindATrustedProxy_countsTheClient() throws Exception {
    try (Site proxied = starter().parameter("trustedProxies", "127.0.0.8, 10.0.0.0/8").start()) {
      RawClient proxy = proxied.client("127.0.0.8");
      for (int i = 0; i < ALLOWED; i++) {
        proxy.post("/login", WRONG, "X-Forwarded-For: 203.0.113.1, 192.0.2.7");
      }
      assertEquals("192.0.2.7 " + ALLOWED + ";", proxied.client().get("/register").body());
      assertEquals(302, proxy.post("/login", RIGHT, "X-Forwarded-For: 192.0.2.8").status());
    }
  }

  @Test
  @Tag("R95")
  void token_manyForged_countToo() throws Exception {
    for (int i = 0; i < ALLOWED; i++) {
      assertEquals(200, attacker.get("/", forged(i)).status());
    }
    assertEquals(429, attacker.post("/login", RIGHT).status());
    Answer slowed = attacker.get("/", forged(0));
    assertEquals(200, slowed.status());
    assertEquals(List.of(), slowed.cookieNames());
  }

  @Test
  @Tag("R96")
  void token_oneStaleOnManyRequests_countsOnce() throws Exception {
    for (int i = 0; i < 3 * ALLOWED; i++) {
      attacker.get("/", forged(0));
    }
    assertEquals("", registered());
    fail(ALLOWED - 2);
    assertEquals("", registered());
    fail(1);
    assertEquals("127.0.0.9 " + ALLOWED + ";", registered());
  }

  @Test
  @Tag("R95")
  void pages_ofARegisteredAddress_useUpNoAttempt() throws Exception {
    attacker.get("/", forged(0));
    fail(ALLOWED - 1);
    site.clock().advance(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      attacker.get("/", forged(0));
    }
    assertEquals(302, attacker.post("/login", RIGHT).status());
  }

  @Test
  @Tag("R95")
  void login_thatAsksAgainItself_isOneAttempt() throws Exception {
    Site.Action asking =
        (request, response) -> {
          Login login = Login.of(request);
          response.getWriter().write(login.mustWait().toString());
          login.failed("anna");
        };
    try (Site own = starter().at("/login", asking).start()) {
      RawClient guesser = own.client("127.0.0.9");
      for (int i = 0; i < ALLOWED; i++) {
        guesser.post("/login", WRONG);
      }
      own.clock().advance(Duration.ofMinutes(1));
      assertEquals("Optional.empty", guesser.post("/login", WRONG).body());
      assertEquals(429, guesser.post("/login", WRONG).status());
    }
  }

  @Test
  @Tag("R95")
  void login_underRulesOfThePolicy_isSlowedByThem() throws Exception {
    Policy strict =
        Site.policy(
            "\"protected\" => \"breakIn\": {\"failures\": 2, \"firstWait\": \"PT30S\"}, \"protected\"");
    try (Site own = Site.with(strict).start()) {
      RawClient guesser = own.client("127.0.0.9");
      guesser.post("/login", WRONG);
      guesser.post("/login", WRONG);
      Answer slowed = guesser.post("/login", RIGHT);
      assertEquals("30", slowed.header("Retry-After").orElseThrow());
    }
  }

  private static String forged(int number) {
    String validator = String.format(Locale.ROOT, "%043d", number);
    return "Cookie: __Host-remember=" + "A".repeat(22) + "." + validator;
  }

  @Test
  @Tag("R96")
  void register_normalVisits_keepNobody() throws Exception {
    RawClient visitor = site.client("127.0.0.11");
    visitor.get("/");
    visitor.post("/login", WRONG);
    visitor.post("/login", RIGHT);
    visitor.get("/app/page");
    assertEquals("", registered());
  }

  @Test
  @Tag("R97")
  void register_afterItsRetention_isEmpty() throws Exception {
    fail(ALLOWED);
    site.clock().advance(BreakInRules.standard().retention());
    assertEquals("", registered());
  }

  @Test
  @Tag("R99")
  void events_ofALogin_areToldWithoutAnySecret() throws Exception {
    RawClient visitor = site.client();
    Answer login = visitor.post("/login", RIGHT + "&remember=on");
    String session = login.cookie("__Host-session").orElseThrow();
    String token = login.cookie("__Host-remember").orElseThrow();
    site.clock().advance(Duration.ofMinutes(61));
    Answer resumed =
        visitor.get(
            "/app/page", "Cookie: __Host-session=" + session + "; __Host-remember=" + token);
    String second = resumed.cookie("__Host-session").orElseThrow();
    visitor.post("/logout", "", "Cookie: __Host-session=" + second);
    visitor.post("/login", WRONG);
    assertEquals(
        List.of("LOGIN", "EXPIRED_IDLE", "RESUMED", "LOGOUT", "FAILED"),
        events.stream().map(event -> event.kind().name()).toList());
    String told = events.toString();
    for (String secret : List.of(session, token, token.substring(0, 22), second, "anna")) {
      assertFalse(told.contains(secret), told);
    }
  }
}
