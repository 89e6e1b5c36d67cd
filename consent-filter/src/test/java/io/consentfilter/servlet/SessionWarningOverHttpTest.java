// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Keys;
import io.consentfilter.page.Assets;
import io.consentfilter.policy.Policy;
import io.consentfilter.servlet.RawClient.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's part when a login ends in front of somebody. */
class SessionWarningOverHttpTest {

  private static final String SESSION = "__Host-session";
  private static final String NAVIGATE = "Sec-Fetch-Mode: navigate";
  private static final String WARNING = "data-consent-session";

  private Site site;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    site = Site.with(Site.policy()).at("/app/html", Site.Starter.html(Site.PAGE)).start();
    client = site.client();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  private String login(String user) throws Exception {
    return session(client.post("/login", "username=" + user + "&password=x"));
  }

  private static String session(Answer answer) {
    return "Cookie: " + SESSION + "=" + answer.cookie(SESSION).orElseThrow();
  }

  private static JsonObject json(Answer answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  private JsonObject key(String session) throws Exception {
    Answer answer = client.get("/consent/session/key", session);
    assertEquals(200, answer.status());
    assertEquals(Optional.of("no-store"), answer.header("Cache-Control"));
    return json(answer);
  }

  private String tag(String session) throws Exception {
    return json(client.get("/consent/session", session)).getString("user");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/app/html"})
  @Tag("R72")
  void page_ofALogin_carriesTheWarning(String path) throws Exception {
    String session = login("anna");
    site.clock().advance(Duration.ofMinutes(20));
    String page = client.get(path, session, NAVIGATE).body();
    assertTrue(page.contains("&quot;idleExpiresIn&quot;:3600,"), page);
    assertTrue(page.contains("&quot;absoluteExpiresIn&quot;:85200,"), page);
    assertTrue(page.contains("&quot;user&quot;:&quot;" + tag(session) + "&quot;"), page);
    assertTrue(page.contains("</template>\n</body>"), page);
    assertFalse(page.contains("anna"), page);
  }

  @Test
  @Tag("R72")
  void page_ofNobody_carriesNothingOfIt() throws Exception {
    for (String path : List.of("/", "/login", "/consent", "/consent/statement")) {
      String page = client.get(path, NAVIGATE).body();
      assertTrue(page.contains("<body"), page);
      assertFalse(page.contains(WARNING), path);
    }
  }

  @Test
  void page_afterLogout_carriesNothingOfIt() throws Exception {
    String session = login("anna");
    client.post("/logout", "", session);
    assertFalse(client.get("/", session, NAVIGATE).body().contains(WARNING));
  }

  @Test
  void page_ofARememberedLogin_needsNoPasswordToGoOn() throws Exception {
    Answer login = client.post("/login", "username=anna&password=x&remember=on");
    String remembered = client.get("/", session(login), NAVIGATE).body();
    assertTrue(remembered.contains("login&quot;:&quot;&quot;"), remembered);
    String typed = client.get("/", login("anna"), NAVIGATE).body();
    assertTrue(typed.contains("&quot;/login?reason=expired&amp;return=&quot;"), typed);
  }

  @Test
  @Tag("R71")
  void page_ofALogin_isKeptNowhere() throws Exception {
    for (String path : List.of("/", "/app/html")) {
      Answer page = client.get(path, login("anna"), NAVIGATE);
      assertEquals(Optional.of("no-store"), page.header("Cache-Control"), path);
    }
    Answer ofNobody = client.get("/", NAVIGATE);
    assertEquals(Optional.of("private, no-cache"), ofNobody.header("Cache-Control"));
  }

  @Test
  @Tag("R79")
  void key_ofAUser_isTheSameAfterTheNextLogin() throws Exception {
    String first = login("anna");
    JsonObject key = key(first);
    assertEquals("oct", key.getString("kty"));
    assertEquals("A256GCM", key.getString("alg"));
    assertEquals("[\"encrypt\",\"decrypt\"]", key.getJsonArray("key_ops").toString());
    assertEquals(32, Base64.getUrlDecoder().decode(key.getString("k")).length);
    site.clock().advance(Duration.ofMinutes(61));
    assertEquals(401, client.get("/consent/session/key", first).status());
    assertEquals(key, key(login("anna")));
  }

  @Test
  @Tag("R79")
  void key_ofAnotherUser_isAnother() throws Exception {
    String anna = login("anna");
    String bram = login("bram");
    assertNotEquals(key(anna).getString("k"), key(bram).getString("k"));
    assertNotEquals(tag(anna), tag(bram));
    assertEquals(tag(anna), tag(login("anna")));
  }

  @Test
  @Tag("R79")
  void key_onAnotherNode_isTheSame() throws Exception {
    Keys keys = Keys.parse(Keys.generate());
    assertEquals(keyOfAnna(keys), keyOfAnna(keys));
    assertNotEquals(keyOfAnna(keys), keyOfAnna(Keys.parse(Keys.generate())));
  }

  private static JsonObject keyOfAnna(Keys keys) throws Exception {
    Policy policy = Site.policy();
    ConsentFilter.Builder filter = ConsentFilter.builder().policy(policy).keys(keys);
    try (Site node = Site.with(policy).filter(filter).start()) {
      String session = session(node.client().post("/login", "username=anna&password=x"));
      return json(node.client().get("/consent/session/key", session));
    }
  }

  @Test
  @Tag("R79")
  void key_askedByNobody_isRefused() throws Exception {
    String ended = login("anna");
    client.post("/logout", "", ended);
    for (String cookie : List.of("X-Nothing: 1", ended, "Cookie: " + SESSION + "=invented")) {
      Answer answer = client.get("/consent/session/key", cookie);
      assertEquals(401, answer.status());
      assertEquals("login-required", json(answer).getString("error"));
      assertFalse(json(answer).containsKey("k"));
    }
    assertEquals(405, client.post("/consent/session/key", "", login("anna")).status());
  }

  @Test
  @Tag("R79")
  void key_askedByAPageOfSomebodyElse_isRefused() throws Exception {
    String anna = login("anna");
    String bram = login("bram");
    String path = "/consent/session/key?user=" + tag(anna);
    assertEquals(200, client.get(path, anna).status());
    Answer answer = client.get(path, bram);
    assertEquals(401, answer.status());
    assertFalse(json(answer).containsKey("k"));
    assertEquals(401, client.get("/consent/session/key?user=", bram).status());
  }

  @Test
  @Tag("R67")
  void key_asked_isNoActivity() throws Exception {
    String session = login("anna");
    site.clock().advance(Duration.ofMinutes(30));
    key(session);
    site.clock().advance(Duration.ofMinutes(30));
    assertEquals(401, client.get("/consent/session/key", session).status());
  }

  @Test
  void session_ended_tellsAScriptWhy() throws Exception {
    String session = login("anna");
    site.clock().advance(Duration.ofMinutes(61));
    Answer expired = client.get("/consent/session", session, "Accept: application/json");
    assertEquals(401, expired.status());
    assertEquals(Optional.of("application/json"), expired.header("Content-Type"));
    assertEquals("expired", json(expired).getString("reason"));
    assertEquals("login", json(client.get("/consent/session")).getString("reason"));
  }

  @Test
  void assets_ofTheWarning_areServedForEver() throws Exception {
    for (String name : List.of("session.js", "session.css")) {
      String hashed = Assets.find(name).orElseThrow().hashedName();
      Answer answer = client.get("/consent/" + hashed);
      assertEquals(200, answer.status());
      assertTrue(answer.header("Cache-Control").orElseThrow().contains("immutable"), name);
    }
  }
}
