// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that another site has a visitor's browser send. */
@ExtendWith(RunningDemo.class)
class ForgeryIT {

  private static final List<String> SITES =
      List.of("-", "same-origin", "same-site", "cross-site", "none");

  /** Fetch Metadata and Origin that only a page of ours, or the visitor himself, can produce. */
  private static final Set<String> OURS =
      Set.of("same-origin -", "same-origin null", "same-origin ours", "- ours", "none ours");

  private Wire wire;

  @BeforeEach
  void connect(Demo demo) throws IOException {
    wire = Wire.plain(demo.port());
  }

  private List<String> origins() {
    int port = wire.port();
    return List.of(
        "-",
        "null",
        "ours",
        "http://evil.example",
        "http://localhost",
        "http://localhost:" + (port + 1),
        "https://localhost:" + port,
        "http://127.0.0.1:" + port,
        "http://localhost:" + port + ".evil.example",
        "http://evil.localhost:" + port,
        "http://localhost:" + port + "/",
        "http://evil@localhost:" + port,
        "localhost:" + port,
        "http://evil.example, " + wire.origin(),
        "");
  }

  /** One row of the table of R48. */
  private record Row(String site, String origin) {

    boolean ours() {
      return OURS.contains(site + " " + origin);
    }

    String[] headers(String ownOrigin, String... more) {
      List<String> headers = new ArrayList<>(List.of(more));
      headers.add("Content-Type: application/x-www-form-urlencoded");
      headers.add("Accept: text/html");
      if (!site.equals("-")) {
        headers.add("Sec-Fetch-Site: " + site);
      }
      if (!origin.equals("-")) {
        headers.add("Origin: " + (origin.equals("ours") ? ownOrigin : origin));
      }
      return headers.toArray(String[]::new);
    }
  }

  private List<Row> rows() {
    return SITES.stream()
        .flatMap(site -> origins().stream().map(origin -> new Row(site, origin)))
        .toList();
  }

  @Test
  @Tag("R48")
  void choice_ofEveryOrigin_countsOnlyFromHere() throws IOException {
    for (Row row : rows()) {
      Answer answer = wire.send("POST", "/consent", "choice=all", row.headers(wire.origin()));
      assertEquals(row.ours() ? 303 : 403, answer.status(), row.toString());
      assertEquals(row.ours() ? 1 : 0, answer.setCookies().size(), row.toString());
    }
  }

  @Test
  @Tag("R48")
  void choiceAsJson_ofEveryOrigin_countsOnlyFromHere() throws IOException {
    for (Row row : rows()) {
      List<String> headers = new ArrayList<>(List.of(row.headers(wire.origin())));
      headers.replaceAll(h -> h.startsWith("Content-Type") ? "Content-Type: application/json" : h);
      Answer answer =
          wire.send("POST", "/consent", "{\"choice\":\"all\"}", headers.toArray(String[]::new));
      assertEquals(row.ours() ? 200 : 403, answer.status(), row.toString());
      assertEquals(row.ours() ? 1 : 0, answer.setCookies().size(), row.toString());
    }
  }

  @Test
  @Tag("R48")
  void login_fromElsewhere_isRefusedBeforeThePasswordIsLookedAt() throws IOException {
    for (Row row : rows()) {
      if (row.ours()) {
        continue;
      }
      Answer answer =
          wire.send(
              "POST",
              "/login",
              "username=anna&password=boekhouden&remember=on",
              row.headers(wire.origin()));
      assertEquals(403, answer.status(), row.toString());
      assertEquals(List.of(), answer.setCookies(), row.toString());
    }
  }

  @ParameterizedTest
  @Tag("R48")
  @Tag("R70")
  @ValueSource(strings = {"/logout", "/consent/session", "/app/account", "/app", "/contact"})
  void postWithALogin_fromElsewhere_isRefusedAndTheLoginStays(String path) throws IOException {
    Session anna = Session.loggedIn(wire, "anna", true);
    for (Row row : rows()) {
      if (!row.ours()) {
        Answer answer = wire.send("POST", path, "x=1", row.headers(wire.origin(), anna.header()));
        assertEquals(403, answer.status(), row.toString());
        assertEquals(List.of(), answer.setCookies(), row.toString());
      }
    }
    assertEquals(200, anna.get("/app").status());
    assertEquals(200, withoutSession(anna).get("/app").status(), "remembered");
  }

  private static Session withoutSession(Session session) {
    return session.copy().set("session", "");
  }

  @Test
  @Tag("R48")
  void login_fromHere_worksInEveryFormThatBrowsersSend() throws IOException {
    for (Row row : rows()) {
      if (row.ours()) {
        Answer answer =
            wire.send(
                "POST", "/login", "username=bram&password=boekhouden", row.headers(wire.origin()));
        assertEquals(303, answer.status(), row.toString());
      }
    }
  }

  @ParameterizedTest
  @Tag("R48")
  @ValueSource(
      strings = {
        "Host: evil.example",
        "X-Forwarded-Host: evil.example",
        "Forwarded: host=evil.example",
        "X-Original-Host: evil.example",
        "X-Forwarded-Proto: https"
      })
  void choice_withASpoofedHost_trustsNoHeaderButHost(String header) throws IOException {
    Answer foreign =
        wire.send(
            "POST",
            "/consent",
            "choice=all",
            "Content-Type: application/x-www-form-urlencoded",
            "Sec-Fetch-Site: cross-site",
            "Origin: http://evil.example",
            header);
    assertEquals(403, foreign.status());
    if (!header.startsWith("Host")) {
      Answer unproven =
          wire.send(
              "POST",
              "/consent",
              "choice=all",
              "Content-Type: application/x-www-form-urlencoded",
              "Origin: http://evil.example",
              header);
      assertEquals(403, unproven.status());
    }
  }

  @ParameterizedTest
  @Tag("R48")
  @ValueSource(strings = {"PUT", "PATCH", "DELETE", "post", "FOO"})
  void otherMethods_fromElsewhere_changeNothing(String method) throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    for (String path : List.of("/consent", "/login", "/logout", "/consent/session")) {
      Answer answer =
          wire.send(
              method,
              path,
              "choice=all",
              "Content-Type: application/x-www-form-urlencoded",
              "Sec-Fetch-Site: cross-site",
              anna.header());
      assertEquals(403, answer.status(), path);
      assertEquals(List.of(), answer.setCookies(), path);
    }
    assertEquals(200, anna.get("/app").status());
  }

  @ParameterizedTest
  @Tag("R48")
  @ValueSource(
      strings = {
        "X-HTTP-Method-Override: POST",
        "X-HTTP-Method: POST",
        "X-Method-Override: POST",
        "DNT: 1"
      })
  void methodOverride_ofAGet_isIgnored(String header) throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    assertEquals(List.of(), anna.get("/consent?choice=all&_method=POST", header).setCookies());
    assertEquals(405, anna.get("/logout?_method=POST", header).status());
    assertEquals(200, anna.get("/app").status());
  }

  @ParameterizedTest
  @Tag("R49")
  @ValueSource(
      strings = {
        "/consent?choice=all",
        "/consent?choice=all&return=/",
        "/consent/?choice=all&purpose=analytics",
        "/consent/status?choice=all",
        "/consent/session?choice=all",
        "/consent/banner?choice=all",
        "/consent/statement?choice=all"
      })
  void reading_theToolkit_setsNothing(String path) throws IOException {
    for (String method : List.of("GET", "HEAD", "OPTIONS", "TRACE")) {
      Answer answer =
          wire.send(method, path, "", "Sec-Fetch-Site: same-origin", "Origin: " + wire.origin());
      assertEquals(List.of(), answer.setCookies(), method);
      assertTrue(answer.status() < 500, method);
    }
  }

  @Test
  @Tag("R49")
  void reading_withABody_setsNothing() throws IOException {
    Answer answer =
        wire.send(
            "GET",
            "/consent",
            "choice=all",
            "Content-Type: application/x-www-form-urlencoded",
            "Sec-Fetch-Site: same-origin");
    assertEquals(List.of(), answer.setCookies());
    assertNotEquals(303, answer.status());
  }

  @Test
  @Tag("R70")
  void logout_byGetOrHead_changesNothing() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", false);
    for (String path : List.of("/logout", "/logout?", "/logout/", "/logout;x", "/login?logout")) {
      Answer answer = anna.get(path);
      assertEquals(List.of(), answer.setCookies(), path);
      assertEquals(200, anna.get("/app").status(), path);
    }
    assertEquals(
        405, wire.send("HEAD", "/logout", "", anna.header(), "Accept: text/html").status());
    assertEquals(200, anna.get("/app").status());
  }
}
