// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.servlet.RawClient.Answer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filter writes into pages, and what it leaves alone, over real sockets. */
class PagesOverHttpTest {

  private static final String BANNER = "id=\"consent-banner\"";
  private static final String LINK = "data-consent-open";
  private static final String OWN_LINK = "<!doctype html><body><a href=x data-consent-open>";
  private static final byte[] BYTES =
      "<!doctype html><html><body>é</body>".getBytes(StandardCharsets.UTF_8);

  private static Site site;
  private static RawClient client;

  @BeforeAll
  static void start() throws Exception {
    site =
        Site.with(Site.policy())
            .at("/stream", (request, response) -> stream(response))
            .at("/length", PagesOverHttpTest::withLength)
            .at("/flushed", PagesOverHttpTest::flushed)
            .at("/reset", PagesOverHttpTest::reset)
            .at("/late", PagesOverHttpTest::lateType)
            .at("/forward", (rq, rs) -> rq.getRequestDispatcher("/stream").forward(rq, rs))
            .at("/include", PagesOverHttpTest::include)
            .at("/async", PagesOverHttpTest::async)
            .at("/dispatch", PagesOverHttpTest::dispatch)
            .at("/typed", PagesOverHttpTest::typed)
            .at("/own-link", Site.Starter.html(OWN_LINK))
            .at(
                "/gated",
                Site.Starter.html(
                    "<!doctype html><body><script type=text/plain data-consent=analytics></script>"))
            .at("/tag", PagesOverHttpTest::tag)
            .at("/missing", (request, response) -> response.sendError(404))
            .at("/throws", (request, response) -> partThenThrow(response))
            .at("/error-page", Site.Starter.html(Site.PAGE))
            .errorPage(404, "/error-page")
            .errorPage(500, "/error-page")
            .start();
    client = site.client();
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
  }

  private static void stream(HttpServletResponse response) throws Exception {
    response.setContentType("text/html;charset=UTF-8");
    response.getOutputStream().write(BYTES);
  }

  private static void withLength(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.setContentLength(BYTES.length);
    response.setHeader("ETag", "\"v1\"");
    response.setDateHeader("Last-Modified", 1_000_000_000_000L);
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("Cache-Control", "public, max-age=600");
    response.setContentType(request.getParameter("type"));
    if ("\"v1\"".equals(request.getHeader("If-None-Match"))) {
      response.setStatus(304);
    } else {
      response.getOutputStream().write(BYTES);
    }
  }

  private static void flushed(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.setContentType("text/html;charset=UTF-8");
    for (char c : Site.PAGE.toCharArray()) {
      response.getWriter().write(c);
      response.getWriter().flush();
    }
    response.getWriter().close();
  }

  private static void reset(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write("<!doctype html><body>first");
    response.resetBuffer();
    response.getWriter().write(Site.PAGE);
  }

  private static void lateType(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    java.io.PrintWriter writer = response.getWriter();
    response.setContentType("text/html");
    writer.write("<!doctype html><body>\u00e9</body>");
  }

  private static void include(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.setContentType("text/html;charset=UTF-8");
    response.getOutputStream().print("<!doctype html><body>");
    request.getRequestDispatcher("/stream").include(request, response);
    response.getOutputStream().print("</body>");
  }

  private static void async(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync();
    context.start(
        () -> {
          try {
            HttpServletResponse out = (HttpServletResponse) context.getResponse();
            out.setContentType("text/html;charset=UTF-8");
            out.getWriter().write(Site.PAGE);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          } finally {
            context.complete();
          }
        });
  }

  private static void dispatch(HttpServletRequest request, HttpServletResponse response) {
    request.startAsync().dispatch("/stream");
  }

  private static void typed(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.setContentType(request.getParameter("type"));
    if (request.getParameter("encoding") != null) {
      response.setHeader("Content-Encoding", request.getParameter("encoding"));
    }
    response.setStatus(
        Integer.parseInt(Optional.ofNullable(request.getParameter("status")).orElse("200")));
    response.getOutputStream().write(BYTES);
  }

  private static void tag(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.setContentType("text/html;charset=UTF-8");
    response
        .getWriter()
        .write(
            "<!doctype html><body>"
                + Consent.of(request).script("counter", "https://tags.count.example/t.js?a=1&b=2"));
  }

  private static void partThenThrow(HttpServletResponse response) throws Exception {
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write("<!doctype html><body>half a page");
    throw new IllegalStateException("on purpose");
  }

  private static String decided(String choice) throws Exception {
    Answer answer = client.post("/consent", "choice=" + choice);
    return "Cookie: __Host-consent=" + answer.cookie("__Host-consent").orElseThrow();
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/stream",
        "/length?type=text/html",
        "/flushed",
        "/reset",
        "/late",
        "/forward",
        "/include",
        "/async",
        "/dispatch",
        "/missing",
        "/throws",
        "/nowhere",
      })
  @Tag("R9")
  @Tag("R29")
  @Tag("E27")
  @Tag("E33")
  @Tag("E68")
  @Tag("E69")
  void fresh_everyWayToWriteAPage_getsOneBannerWithAForm(String path) throws Exception {
    Answer answer = client.get(path);
    String body = answer.body();
    assertEquals(1, count(body, BANNER), body);
    assertEquals(1, count(body, "<form"), body);
    assertTrue(body.indexOf("<body>") < body.indexOf(BANNER), body);
    assertTrue(body.contains("value=all") && body.contains("value=none"), body);
    assertTrue(body.contains(LINK), body);
    assertFalse(body.contains("first") || body.contains("half a page"), body);
    answer
        .header("Content-Length")
        .ifPresent(length -> assertEquals(answer.bytes().length, Integer.parseInt(length)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/stream", "/async", "/missing", "/throws", "/login", "/nowhere"})
  @Tag("R29")
  void decided_everyPage_hasTheSettingsLinkOnceAndNoBanner(String path) throws Exception {
    for (String choice : List.of("all", "none")) {
      String body = client.get(path, decided(choice)).body();
      assertEquals(0, count(body, BANNER), body);
      assertEquals(1, count(body, LINK), body);
      assertFalse(body.contains("<script"), body);
      assertFalse(body.contains("<link"), body);
    }
  }

  @Test
  @Tag("R29")
  void decided_pageWithItsOwnControl_isByteIdentical() throws Exception {
    for (String choice : List.of("all", "none")) {
      assertEquals(OWN_LINK, client.get("/own-link", decided(choice)).body());
    }
  }

  @Test
  @Tag("R29")
  void refused_page_isAsWrittenButForOnePlainLink() throws Exception {
    String link =
        "<nav class=\"consent-settings-link\" lang=\"nl\" dir=\"ltr\""
            + " aria-label=\"Cookie-instellingen\">\n"
            + "<p><a href=\"/consent\" data-consent-open>Cookie-instellingen</a></p>\n</nav>\n";
    String whole = new String(BYTES, StandardCharsets.UTF_8);
    assertEquals(
        whole.replace("</body>", link + "</body>"), client.get("/stream", decided("none")).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"prefetch", "prefetch;prerender"})
  @Tag("E10")
  void fresh_pageFetchedAhead_asksNothing(String purpose) throws Exception {
    String body = client.get("/stream", "Sec-Purpose: " + purpose).body();
    assertEquals(0, count(body, BANNER), body);
    assertFalse(body.contains("<script"), body);
    assertEquals(1, count(body, LINK), body);
  }

  @Test
  void layer_asTheScriptAsksForIt_isTheFormAlone() throws Exception {
    Answer answer = client.get("/consent?part=form&return=%2Fstream&lang=nl");
    assertTrue(answer.body().startsWith("<form id=\"consent-form\""), answer.body());
    assertTrue(answer.body().contains("name=return value=\"/stream\""), answer.body());
    assertEquals(Optional.of("no-store"), answer.header("Cache-Control"));
    assertTrue(client.get("/consent?part=other").body().startsWith("<!DOCTYPE html>"));
  }

  @Test
  void decided_pageWithGatedMarkup_getsTheScript() throws Exception {
    assertEquals(1, count(client.get("/gated", decided("all")).body(), "data-consent-failed"));
    assertEquals(1, count(client.get("/gated").body(), "data-consent-failed"));
  }

  @Test
  @Tag("R7")
  void tag_withoutConsent_isInert() throws Exception {
    String fresh = client.get("/tag").body();
    assertTrue(fresh.contains("type=\"text/plain\""), fresh);
    assertFalse(fresh.contains("<script src=\"https://tags"), fresh);
    String granted = client.get("/tag", decided("all")).body();
    assertTrue(
        granted.matches(
            "(?s).*<script[^>]* src=\"https://tags.count.example/t.js\\?a=1&amp;b=2\".*"),
        granted);
    assertFalse(granted.contains("text/plain"), granted);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, '', 200", "text/plain, '', 200", "text/html, br, 200",
    "text/html, gzip, 200", "application/xml, '', 200", "image/svg+xml, '', 200",
    "text/html, '', 206",
  })
  @Tag("R55")
  @Tag("E67")
  void fresh_whatIsNoWholePage_isByteIdentical(String type, String encoding, int status)
      throws Exception {
    String query = "?type=" + type + "&status=" + status;
    Answer answer =
        client.get("/typed" + query + (encoding.isEmpty() ? "" : "&encoding=" + encoding));
    assertEquals(new String(BYTES, StandardCharsets.UTF_8), answer.body());
    assertEquals(List.of(), answer.cookieNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"iframe", "image", "empty", "script", "frame"})
  void fresh_partOfAnotherPage_isByteIdentical(String destination) throws Exception {
    Answer answer = client.get("/stream", "Sec-Fetch-Dest: " + destination);
    assertEquals(new String(BYTES, StandardCharsets.UTF_8), answer.body());
  }

  @Test
  void fresh_fragmentWithoutFetchMetadata_isByteIdentical() throws Exception {
    try (Site fragments =
        Site.with(Site.policy()).at("/part", Site.Starter.html("<p>part</p>")).start()) {
      assertEquals("<p>part</p>", fragments.client().get("/part").body());
      String page = fragments.client().get("/part", "Sec-Fetch-Dest: document").body();
      assertTrue(page.contains(BANNER), page);
    }
  }

  @Test
  @Tag("E66")
  @Tag("E76")
  void alteredPage_describesNoBytesItDoesNotHave() throws Exception {
    Answer page =
        client.get(
            "/length?type=text/html",
            "Sec-Fetch-Mode: navigate",
            "If-None-Match: \"v1\"",
            "Range: bytes=0-3");
    assertEquals(200, page.status());
    assertEquals(Optional.empty(), page.header("ETag"));
    assertEquals(Optional.empty(), page.header("Last-Modified"));
    assertEquals(Optional.empty(), page.header("Accept-Ranges"));
    assertEquals(Optional.of("private, no-cache"), page.header("Cache-Control"));
  }

  @Test
  @Tag("R55")
  void otherAnswer_keepsItsValidators() throws Exception {
    Answer data = client.get("/length?type=text/css");
    assertEquals(Optional.of("\"v1\""), data.header("ETag"));
    assertEquals(
        Optional.of("Sun, 09 Sep 2001 01:46:40 GMT"),
        data.header("Last-Modified").map(d -> d.replace(", 9 ", ", 09 ")));
    assertEquals(Optional.of("bytes"), data.header("Accept-Ranges"));
    assertEquals(Optional.of(Integer.toString(BYTES.length)), data.header("Content-Length"));
    assertEquals(Optional.of("public, max-age=600"), data.header("Cache-Control"));
    Answer known = client.get("/length?type=text/css", "If-None-Match: \"v1\"");
    assertEquals(304, known.status());
  }

  @Test
  @Tag("R55")
  void head_isLeftAlone() throws Exception {
    Answer answer = client.send("HEAD", "/stream", "");
    assertEquals(200, answer.status());
    assertEquals("", answer.body());
    assertEquals(List.of(), answer.cookieNames());
  }

  @ParameterizedTest
  @CsvSource({
    "nl, '', Wij",
    "en, '', This website",
    "'', en, This website",
    "'', 'de,nl;q=0.5', Wij",
    "'', '', Wij",
  })
  @Tag("R22")
  void banner_language_followsThePageThenTheBrowser(String page, String accepted, String word)
      throws Exception {
    String html = "<!doctype html><html" + (page.isEmpty() ? "" : " lang=" + page) + "><body>";
    try (Site site = Site.with(Site.policy()).at("/page", Site.Starter.html(html)).start()) {
      String header = accepted.isEmpty() ? "X-Nothing: 1" : "Accept-Language: " + accepted;
      String body = site.client().get("/page", header).body();
      assertTrue(body.contains(word), body);
    }
  }

  @Test
  void banner_return_isThePageItself() throws Exception {
    assertTrue(client.get("/stream?x=1&y=2").body().contains("value=\"/stream?x=1&amp;y=2\""));
    assertTrue(client.get("/nowhere?z").body().contains("value=\"/nowhere?z\""));
    assertTrue(client.get("/missing?z").body().contains("value=\"/missing?z\""));
    assertTrue(client.send("POST", "/stream", "").body().contains("name=return value=\"/\""));
  }

  @Test
  @Tag("R51")
  void banner_return_isEscaped() throws Exception {
    String body = client.get("/stream?%22><script>alert(1)</script>").body();
    assertFalse(body.contains("<script>alert"), body);
  }

  @Test
  void contextPath_isPartOfEveryAddress() throws Exception {
    try (Site shop = Site.with(Site.policy()).contextPath("/shop").start()) {
      RawClient visitor = shop.client();
      assertTrue(visitor.get("/shop/").body().contains("action=\"/shop/consent\""));
      assertEquals(
          Optional.of("/shop/login?reason=login&return=%2Fshop%2Fapp%2Fpage"),
          visitor.get("/shop/app/page", "Sec-Fetch-Mode: navigate").header("Location"));
      Answer answer = visitor.post("/shop/consent", "choice=none");
      assertEquals(Optional.of("/shop/"), answer.header("Location"));
    }
  }

  @Test
  void staticMode_changesNoPage() throws Exception {
    try (Site cached =
        Site.with(Site.policy("\"transport\" => \"static\": true, \"transport\"")).start()) {
      assertEquals(Site.PAGE, cached.client().get("/").body());
    }
  }

  @Test
  @Tag("R58")
  void https_insecureRequest_isRedirectedWithoutCookies() throws Exception {
    try (Site secure = Site.with(Site.policy("\"proxied\" => \"https\"")).start()) {
      Answer answer = secure.client().get("/stream?x=1", "Host: site.example:8080");
      assertEquals(308, answer.status());
      assertEquals(Optional.of("https://site.example/stream?x=1"), answer.header("Location"));
      assertEquals(List.of(), answer.cookieNames());
      Answer proxied = secure.client().get("/", "X-Forwarded-Proto: https");
      assertEquals(500, proxied.status());
      assertTrue(proxied.body().contains("proxied"), proxied.body());
      assertEquals(403, secure.client().post("/consent", "choice=all").status());
    }
  }
}
