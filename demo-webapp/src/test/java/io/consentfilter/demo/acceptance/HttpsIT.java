// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo with its own certificate: every cookie as it must be, and nothing over plain http. */
class HttpsIT {

  @TempDir private static Path folder;
  private static Demo demo;
  private static Wire plain;
  private static Wire secure;

  @BeforeAll
  static void start() throws IOException, InterruptedException, GeneralSecurityException {
    int port = Demo.freePort();
    demo = Demo.serving(folder, "--https-port", Integer.toString(port));
    plain = Wire.plain(demo.port());
    secure = Wire.secure(port);
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static Set<String> attributes(String setCookie) {
    String[] parts = setCookie.toLowerCase(Locale.ROOT).split("; *");
    return new TreeSet<>(Arrays.asList(parts).subList(1, parts.length));
  }

  @Test
  @Tag("R61")
  void session_atLogin_hasThePrefixAndEveryAttribute() throws IOException {
    Answer answer = secure.post("/login", "username=anna&password=boekhouden");
    assertEquals(List.of("__Host-session"), names(answer));
    assertEquals(
        Set.of("path=/", "secure", "httponly", "samesite=lax"),
        attributes(answer.setCookie("__Host-session")));
  }

  @Test
  @Tag("R82")
  void remember_atLogin_hasThePrefixEveryAttributeAndTheDeclaredLife() throws IOException {
    Answer answer = secure.post("/login", "username=anna&password=boekhouden&remember=on");
    assertEquals(List.of("__Host-session", "__Host-remember"), names(answer));
    assertEquals(
        Set.of("path=/", "secure", "httponly", "samesite=lax", "max-age=2592000"),
        attributes(answer.setCookie("__Host-remember")));
    assertFalse(answer.cookie("__Host-remember").contains("anna"));
  }

  @Test
  @Tag("R27")
  @Tag("R28")
  @Tag("R52")
  void consent_granted_refused_orPicked_hasThePrefixAndTheSameAttributes() throws IOException {
    for (String choice : List.of("all", "none", "selected&purpose=analytics")) {
      Answer answer = secure.post("/consent", "choice=" + choice);
      assertEquals(List.of("__Host-consent"), names(answer));
      Set<String> attributes = attributes(answer.setCookie("__Host-consent"));
      String life =
          attributes.stream().filter(a -> a.startsWith("max-age=")).findFirst().orElse("");
      assertTrue(List.of("max-age=15897600", "max-age=15897599").contains(life), life);
      attributes.remove(life);
      assertEquals(Set.of("path=/", "secure", "httponly", "samesite=lax"), attributes);
    }
  }

  @Test
  @Tag("R69")
  void logout_deletesBothCookiesInTheFormThatBrowsersAccept() throws IOException {
    Session anna = Session.loggedIn(secure, "anna", true);
    Answer answer = anna.post("/logout", "");
    for (String name : List.of("__Host-session", "__Host-remember")) {
      Set<String> attributes = attributes(answer.setCookie(name));
      assertTrue(attributes.containsAll(Set.of("path=/", "secure", "max-age=0")), name);
      assertTrue(attributes.stream().noneMatch(a -> a.startsWith("domain")), name);
    }
  }

  private static List<String> names(Answer answer) {
    return answer.setCookies().stream().map(cookie -> cookie.split("=", 2)[0]).toList();
  }

  @Test
  void cookies_withoutThePrefix_areNobodys() throws IOException {
    Session anna = Session.loggedIn(secure, "anna", true);
    Answer unprefixed =
        secure.get(
            "/app",
            "Cookie: session="
                + anna.cookie("__Host-session")
                + "; remember="
                + anna.cookie("__Host-remember"));
    assertTrue(unprefixed.asksToLogIn(), unprefixed::toString);
    assertEquals(200, anna.get("/app").status());
  }

  @ParameterizedTest
  @Tag("R58")
  @ValueSource(
      strings = {
        "/",
        "/app",
        "/login?return=/app",
        "/consent?x=1",
        "/consent/status",
        "/assets/boekhuis.css",
        "/nergens",
        "/stats/hit"
      })
  void plainHttp_ofAnyPath_onlyRedirectsToHttps(String path) throws IOException {
    for (String method : List.of("GET", "HEAD", "POST")) {
      Answer answer =
          plain.send(
              method,
              path,
              method.equals("POST") ? "choice=all&username=anna&password=boekhouden" : "",
              "Content-Type: application/x-www-form-urlencoded",
              "Sec-Fetch-Site: same-origin",
              "Cookie: bh_stats=1; bh_lang=nl; __Host-session=x; __Host-remember=y");
      assertEquals(308, answer.status(), method);
      assertEquals(secure.origin() + path, answer.location(), method);
      assertEquals(List.of(), answer.setCookies(), method);
    }
  }

  @ParameterizedTest
  @Tag("R58")
  @CsvSource({"X-Forwarded-Proto, https", "X-Forwarded-Ssl, on", "Forwarded, proto=https"})
  void plainHttp_thatClaimsAProxy_isStillPlain(String name, String value) throws IOException {
    Answer answer = plain.get("/login", name + ": " + value);
    assertEquals(308, answer.status());
    assertEquals(List.of(), answer.setCookies());
  }

  @Test
  @Tag("R58")
  void plainHttp_withALineBreakInItsPath_forgesNoHeader() throws IOException {
    Answer answer = plain.get("/x%0d%0aSet-Cookie:%20forged=1?y=%0d%0aSet-Cookie:%20forged=1");
    assertEquals(List.of(), answer.setCookies());
  }

  @Test
  @Tag("R48")
  void originCheck_overHttps_wantsTheHttpsOrigin() throws IOException {
    for (String origin :
        List.of("http://localhost:" + secure.port(), "https://localhost", "https://evil.example")) {
      Answer answer =
          secure.send(
              "POST",
              "/consent",
              "choice=all",
              "Content-Type: application/x-www-form-urlencoded",
              "Origin: " + origin);
      assertEquals(403, answer.status(), origin);
      assertEquals(List.of(), answer.setCookies(), origin);
    }
    assertEquals(303, secure.post("/consent", "choice=all").status());
  }

  @Test
  void certificate_isItsOwnersAlone() throws IOException {
    Path store = folder.resolve("data").resolve("localhost.p12");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(store)));
    assertEquals(
        "Demo ready at http://localhost:" + demo.port() + "/\n", demo.stdout(), "one line");
  }
}
