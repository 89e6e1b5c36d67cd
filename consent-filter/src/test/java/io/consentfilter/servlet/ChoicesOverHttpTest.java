// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.servlet.RawClient.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The toolkit's own routes, over real sockets. */
class ChoicesOverHttpTest {

  private static final String CONSENT = "__Host-consent";

  private static Site site;
  private static RawClient client;

  @BeforeAll
  static void start() throws Exception {
    site = Site.with(Site.policy()).at("/allows", ChoicesOverHttpTest::allows).start();
    client = site.client();
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
  }

  private static void allows(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.getWriter().write(Boolean.toString(Consent.of(request).allows("analytics")));
  }

  private static String cookie(Answer answer) {
    return "Cookie: " + CONSENT + "=" + answer.cookie(CONSENT).orElseThrow();
  }

  private static JsonObject status(String... headers) throws Exception {
    return json(client.get("/consent/status", headers));
  }

  private static JsonObject json(Answer answer) {
    try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
      return reader.readObject();
    }
  }

  private static boolean analytics(JsonObject status) {
    return status.getJsonObject("purposes").getBoolean("analytics");
  }

  @Test
  void status_fresh_isUndecidedAndNotStored() throws Exception {
    Answer answer = client.get("/consent/status");
    assertEquals(Optional.of("no-store"), answer.header("Cache-Control"));
    assertFalse(json(answer).getBoolean("decided"));
    assertFalse(analytics(json(answer)));
    assertEquals("none", json(answer).getString("source"));
    assertEquals(List.of(), answer.cookieNames());
  }

  @ParameterizedTest
  @CsvSource({
    "choice=all, true, true",
    "choice=none, false, false",
    "choice=selected, false, false",
    "choice=selected&purpose=analytics, true, true",
    "choice=selected&service=counter, false, true",
    "choice=selected&purpose=marketing, false, false",
  })
  @Tag("R16")
  @Tag("R18")
  void post_form_isRemembered(String form, boolean analytics, boolean counter) throws Exception {
    Answer answer = client.post("/consent", form + "&return=/app/page?x=1");
    assertEquals(303, answer.status());
    assertEquals(Optional.of("/app/page?x=1"), answer.header("Location"));
    JsonObject status = status(cookie(answer));
    assertTrue(status.getBoolean("decided"));
    assertEquals("visitor", status.getString("source"));
    assertEquals(3, status.getInt("revision"));
    assertEquals(analytics, analytics(status));
    assertEquals(counter, status.getJsonObject("services").getBoolean("counter"));
    assertEquals(Boolean.toString(analytics), client.get("/allows", cookie(answer)).body());
  }

  @Test
  void post_json_answersWithTheStatus() throws Exception {
    Answer answer =
        client.send(
            "POST",
            "/consent",
            "{\"choice\":\"selected\",\"purposes\":[\"analytics\"]}",
            "Content-Type: application/json",
            "Sec-Fetch-Site: same-origin");
    assertEquals(200, answer.status());
    assertTrue(analytics(json(answer)));
    assertEquals(status(cookie(answer)).getString("recordId"), json(answer).getString("recordId"));
  }

  @Test
  @Tag("R28")
  @Tag("R82")
  void post_cookie_isSetByTheServerAndHardened() throws Exception {
    String header = client.post("/consent", "choice=all").setCookie(CONSENT).orElseThrow();
    for (String part : List.of("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")) {
      assertTrue(header.contains(part), header);
    }
  }

  @Test
  @Tag("R27")
  void post_refusalAndGrant_liveEquallyLong() throws Exception {
    String halfYear = "Max-Age=" + Duration.ofDays(184).toSeconds();
    for (String choice : List.of("choice=all", "choice=none")) {
      String header = client.post("/consent", choice).setCookie(CONSENT).orElseThrow();
      assertTrue(header.contains(halfYear), header);
    }
  }

  @Test
  @Tag("R25")
  @Tag("R26")
  void banner_afterTheLifetime_comesBack() throws Exception {
    try (Site aging = Site.with(Site.policy()).start()) {
      RawClient visitor = aging.client();
      for (String choice : List.of("choice=none", "choice=all")) {
        String cookie = cookie(visitor.post("/consent", choice));
        aging.clock().advance(Duration.ofDays(183));
        assertFalse(visitor.get("/", cookie).body().contains("consent-banner"), choice);
        aging.clock().advance(Duration.ofDays(1));
        assertTrue(visitor.get("/", cookie).body().contains("consent-banner"), choice);
        assertFalse(analytics(json(visitor.get("/consent/status", cookie))));
      }
    }
  }

  @Test
  @Tag("R35")
  void post_theSameAgain_keepsTheRecord() throws Exception {
    Answer first = client.post("/consent", "choice=all");
    Answer second = client.post("/consent", "choice=all", cookie(first));
    Answer third = client.post("/consent", "choice=none", cookie(first));
    String record = status(cookie(first)).getString("recordId");
    assertEquals(record, status(cookie(second)).getString("recordId"));
    assertFalse(record.equals(status(cookie(third)).getString("recordId")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: https://evil.example",
        "Origin: null",
        "X-Nothing: 1",
      })
  @Tag("R48")
  void post_fromElsewhere_isRefusedAndChangesNothing(String header) throws Exception {
    Answer answer =
        client.send(
            "POST",
            "/consent",
            "choice=all",
            header,
            "Content-Type: application/x-www-form-urlencoded");
    assertEquals(403, answer.status());
    assertEquals(List.of(), answer.cookieNames());
  }

  @Test
  @Tag("R48")
  void post_withOwnOrigin_isAccepted() throws Exception {
    Answer answer =
        client.send(
            "POST",
            "/consent",
            "choice=all",
            "Host: shop.example",
            "Origin: https://shop.example",
            "Content-Type: application/x-www-form-urlencoded");
    assertEquals(303, answer.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
  @Tag("R49")
  void otherMethods_changeNothing(String method) throws Exception {
    Answer answer = client.send(method, "/consent?choice=all", "", "Sec-Fetch-Site: same-origin");
    assertEquals(List.of(), answer.cookieNames());
    assertEquals(method.equals("GET") || method.equals("HEAD") ? 200 : 405, answer.status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/%0D%0ASet-Cookie:%20x=1",
        "%0D%0ASet-Cookie:%20x=1",
        "%2F%2Fevil.example",
      })
  @Tag("R50")
  @Tag("R51")
  void post_foreignReturn_goesHome(String target) throws Exception {
    Answer answer = client.post("/consent", "choice=none&return=" + target);
    assertEquals(Optional.of("/"), answer.header("Location"));
    assertEquals(List.of(CONSENT), answer.cookieNames());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "choice=",
        "choice=maybe",
        "choice=all&choice=none",
        "purpose=analytics",
        "choice=selected&purpose=unknown",
        "choice=selected&service=unknown",
        "%",
        "choice=%zz",
      })
  @Tag("R54")
  void post_malformedForm_is400AndChangesNothing(String form) throws Exception {
    Answer answer = client.post("/consent", form);
    assertEquals(400, answer.status());
    assertEquals(List.of(), answer.cookieNames());
    assertFalse(answer.body().contains("Exception"), answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "1",
        "{\"choice\":1}",
        "{\"choice\":\"all\",\"purposes\":\"x\"}",
        "{\"choice\":\"selected\",\"purposes\":[1]}",
        "{\"choice\":\"selected\",\"services\":{}}",
      })
  @Tag("R54")
  void post_malformedJson_is400AndChangesNothing(String json) throws Exception {
    Answer answer =
        client.send(
            "POST",
            "/consent",
            json,
            "Content-Type: application/json",
            "Sec-Fetch-Site: same-origin");
    assertEquals(400, answer.status());
    assertEquals("malformed", json(answer).getString("error"));
    assertTrue(json(answer).getString("text").contains("Er is niets gewijzigd"), answer.body());
    assertEquals(List.of(), answer.cookieNames());
  }

  @Test
  @Tag("R54")
  void post_deeplyNestedJson_is400() throws Exception {
    Answer answer =
        client.send(
            "POST",
            "/consent",
            "{\"choice\":" + "[".repeat(8_000),
            "Content-Type: application/json",
            "Sec-Fetch-Site: same-origin");
    assertEquals(400, answer.status());
  }

  @Test
  @Tag("R54")
  void post_oneMegabyte_isRefusedPromptly() throws Exception {
    Answer answer = client.post("/consent", "choice=all&x=" + "a".repeat(1_000_000));
    assertEquals(413, answer.status());
    assertEquals(List.of(), answer.cookieNames());
  }

  @Test
  @Tag("R54")
  void get_hundredsOfCookies_isANormalPageOr4xx() throws Exception {
    String many = String.join("; ", Collections.nCopies(300, "a=1"));
    assertEquals(200, client.get("/", "Cookie: " + many).status());
    int status = client.get("/", "Cookie: a=" + "b".repeat(64 * 1024)).status();
    assertTrue(status == 200 || status == 431 || status == 400, "status " + status);
  }

  @Test
  @Tag("R53")
  @Tag("E5")
  void get_brokenOrForgedChoice_isUndecided() throws Exception {
    String good = cookie(client.post("/consent", "choice=all")).substring(8);
    for (String cookies :
        List.of(
            CONSENT + "=",
            CONSENT,
            CONSENT + "=x",
            good + "x",
            good + "; " + good,
            "=nameless; " + CONSENT + "=\"",
            good.replace("__Host-", "__host-"))) {
      Answer answer = client.get("/", "Cookie: " + cookies);
      assertEquals(200, answer.status(), cookies);
      assertTrue(answer.body().contains("consent-banner"), cookies);
    }
    assertTrue(analytics(status("Cookie: a=1; =nameless; justname; " + good)));
  }

  @ParameterizedTest
  @CsvSource({"1, gpc", "0, none", "true, none", "11, none"})
  @Tag("R36")
  @Tag("E9")
  void status_globalPrivacyControl_countsOnlyAsOne(String value, String source) throws Exception {
    JsonObject status = status("Sec-GPC: " + value);
    assertEquals(source, status.getString("source"));
    assertFalse(status.getBoolean("decided"));
    assertFalse(status.getJsonObject("purposes").getBoolean("marketing"));
    assertEquals("gpc", status("Sec-GPC: 0", "Sec-GPC: 1").getString("source"));
  }

  @Test
  @Tag("R52")
  void cookie_sizeAndContent_areSmallAndAnonymous() throws Exception {
    String value = client.post("/consent", "choice=all").cookie(CONSENT).orElseThrow();
    assertTrue(value.matches("[A-Za-z0-9_-]{20,185}"), value);
  }

  @Test
  void banner_fragment_isThereWhileAsked() throws Exception {
    assertTrue(client.get("/consent/banner").body().contains("id=\"consent-banner\""));
    String decided = cookie(client.post("/consent", "choice=none"));
    assertEquals(204, client.get("/consent/banner", decided).status());
  }

  @Test
  void assets_areThereAndCacheable() throws Exception {
    for (String name : List.of("banner.js", "banner.css")) {
      Answer answer = client.get("/consent/" + name);
      assertEquals(200, answer.status());
      assertTrue(answer.header("Content-Type").orElseThrow().startsWith("text/"));
      String etag = answer.header("ETag").orElseThrow();
      assertEquals(304, client.get("/consent/" + name, "If-None-Match: " + etag).status());
    }
    assertEquals(404, client.get("/consent/nothing").status());
  }

  @Test
  @Tag("R34")
  void settings_afterAChoice_showState() throws Exception {
    String decided = cookie(client.post("/consent", "choice=selected&purpose=analytics"));
    String page = client.get("/consent", decided).body();
    assertTrue(page.matches("(?s).*<input[^>]*value=\"analytics\"[^>]* checked.*"), page);
    assertFalse(page.matches("(?s).*<input[^>]*value=\"marketing\"[^>]* checked.*"), page);
    assertTrue(page.contains("2026"), page);
  }

  @Test
  @Tag("R24")
  void banner_links_answer200() throws Exception {
    String banner = client.get("/consent/banner").body();
    List<String> links =
        java.util.regex.Pattern.compile("(?:href|src)=\"([^\"]+)\"")
            .matcher(banner)
            .results()
            .map(result -> result.group(1))
            .toList();
    assertTrue(links.size() >= 3, links.toString());
    for (String link : links) {
      assertEquals(200, client.get(link).status(), link);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:%d/app/page?x=1, /",
    "https://localhost:%d/app/page?x=1, /app/page?x=1",
    "https://localhost:%d.evil.example/app, /",
    "https://localhost:%d/consent?x, /",
    "https://localhost:%d/consent/statement, /",
    "https://localhost:%d/consentful, /consentful",
    "https://localhost:%d//evil.example, /",
    "https://evil.example/, /",
  })
  @Tag("R50")
  void settings_return_isThePageThatTheVisitorCameFrom(String referrer, String back)
      throws Exception {
    String page =
        client.get("/consent", "Host: localhost:7", "Referer: " + referrer.formatted(7)).body();
    assertTrue(page.contains("name=return value=\"" + back + "\""), page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/x-www-form-urlencoded; charset=bogus", "text/plain", ";", "x"})
  @Tag("R54")
  void post_strangeContentType_isNever500(String type) throws Exception {
    Answer answer =
        client.send(
            "POST",
            "/consent",
            "choice=all",
            "Content-Type: " + type,
            "Sec-Fetch-Site: same-origin");
    assertEquals(type.startsWith("application") ? 303 : 400, answer.status());
  }

  @Test
  void placeholder_ofAServiceThatIsAskedFor_isAPageOfOurs() throws Exception {
    Answer answer = client.get("/consent/placeholder/counter", "Sec-Fetch-Dest: iframe");
    assertEquals(200, answer.status());
    assertTrue(answer.body().contains("Counter") && answer.body().contains("Count Ltd"));
    assertEquals(Optional.of("no-store"), answer.header("Cache-Control"));
    assertEquals(List.of(), answer.cookieNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody", "preferences", "analytics", "counter/", "%3Cx%3E"})
  void placeholder_ofAnythingElse_isNotFound(String id) throws Exception {
    assertEquals(404, client.get("/consent/placeholder/" + id).status());
  }

  @Test
  @Tag("R38")
  void gpcSupport_isToldWhereDataIsShared() throws Exception {
    Answer answer = client.get("/.well-known/gpc.json");
    assertEquals(200, answer.status());
    assertTrue(json(answer).getBoolean("gpc"));
    try (Site own =
        Site.with(Site.policy(", \"sharing\": true => "))
            .at("/.well-known/*", (request, response) -> response.sendError(404))
            .start()) {
      assertEquals(404, own.client().get("/.well-known/gpc.json").status());
    }
  }

  @Test
  @Tag("R115")
  void statement_withAHistory_tellsWhatChangedAndShowsEachVersion() throws Exception {
    String older =
        "{\"revision\": 1, \"updated\": \"2020-02-03\", \"controller\": {\"name\": \"Old Ltd\","
            + " \"contact\": \"a@test.example\"}, \"languages\": [\"en\"]}";
    Path base = Files.createTempDirectory("history");
    Path file = base.resolve("WEB-INF/consent-policy-history/1.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, older);
    try (Site own = Site.with(Site.policy()).files(base).start()) {
      String page = own.client().get("/consent/statement", "Accept-Language: en").body();
      assertTrue(page.contains("href=\"/consent/statement?revision=1\""), page);
      assertTrue(page.contains("3 February 2020"), page);
      assertTrue(page.contains("New after it: Statistics, Advertising, Counter, Ads"), page);
      String first = own.client().get("/consent/statement?revision=1").body();
      assertTrue(first.contains("Old Ltd") && !first.contains("Test Ltd"), first);
    } finally {
      Files.delete(file);
    }
  }
}
