// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.servlet.RawClient.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags of denied services do not leave the server alive. */
class TagsOverHttpTest {

  private static final String ORIGIN = "https://tags.count.example";

  private static final String FRAGMENT =
      "<script src=\"https://tags.count.example/t.js\" async></script>"
          + "<script>counter('start')</script>"
          + "<script>own()</script>"
          + "<img src=\"//tags.count.example/p.gif\">"
          + "<iframe src=\"https://tags.count.example/f\" title=\"F\"></iframe>";

  private static final String PAGE =
      "<!doctype html><html lang=\"en\"><head><title>T</title></head><body>"
          + FRAGMENT
          + "<a href=\"/consent\" data-consent-open>C</a></body></html>";

  private static final String XHTML =
      "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body>"
          + "<script><![CDATA[counter('start')]]></script>"
          + "<img alt=\"x\" src=\"https://tags.count.example/p.gif\"/></body></html>";

  private @Nullable Site site;

  private RawClient start(String... changes) throws Exception {
    Site.Starter starter =
        Site.with(
                Site.policy(
                    join(
                        changes,
                        "\"origins\": [\""
                            + ORIGIN
                            + "\"] => \"origins\": [\""
                            + ORIGIN
                            + "\"],"
                            + " \"inline\": [\"counter('\"]")))
            .at("/tags", Site.Starter.html(PAGE))
            .at("/part", Site.Starter.html(FRAGMENT))
            .at(
                "/cached",
                (request, response) -> {
                  response.setHeader("Cache-Control", "public, max-age=60");
                  response.setHeader("ETag", "\"1\"");
                  Site.Starter.html(PAGE).answer(request, response);
                })
            .at(
                "/json",
                (request, response) -> {
                  response.setContentType("application/json");
                  response.getWriter().write(FRAGMENT);
                })
            .at("/charset", TagsOverHttpTest::inCharset)
            .at("/xhtml", (request, response) -> xhtml(response))
            .at("/compressed", TagsOverHttpTest::compressed)
            .at("/fails", (request, response) -> response.sendError(500))
            .at("/error", Site.Starter.html(PAGE))
            .errorPage(500, "/error");
    Site started = starter.start();
    site = started;
    return started.client();
  }

  private static void inCharset(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String charset = request.getParameter("charset");
    response.setContentType("text/html;charset=" + charset);
    if (request.getParameter("stream") == null) {
      response.getWriter().write(PAGE);
    } else {
      response.getOutputStream().write(PAGE.getBytes(charset));
    }
  }

  private static void xhtml(HttpServletResponse response) throws IOException {
    response.setContentType("application/xhtml+xml;charset=UTF-8");
    response.setHeader("ETag", "\"1\"");
    response.getWriter().write(XHTML);
  }

  /** An application with a compressor of its own, which says what it was asked. */
  private static void compressed(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType(request.getParameter("type"));
    response.setHeader("Vary", "Accept-Encoding");
    String accepted = request.getHeader("Accept-Encoding");
    boolean named = Collections.list(request.getHeaderNames()).contains("Accept-Encoding");
    boolean listed = request.getHeaders("accept-encoding").hasMoreElements();
    response.setHeader("X-Asked", accepted + " " + named + " " + listed);
    byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
    if (accepted != null) {
      response.setHeader("Content-Encoding", "gzip");
      page = gzipped(page);
    }
    response.getOutputStream().write(page);
  }

  private static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
      out.write(bytes);
    }
    return gzipped.toByteArray();
  }

  private static String[] join(String[] changes, String last) {
    String[] all = java.util.Arrays.copyOf(changes, changes.length + 1);
    all[changes.length] = last;
    return all;
  }

  @AfterEach
  void stop() {
    if (site != null) {
      site.close();
    }
  }

  private static String choice(RawClient client, String form) throws Exception {
    Answer answer = client.post("/consent", form);
    return "Cookie: __Host-consent=" + answer.cookie("__Host-consent").orElseThrow();
  }

  private static void assertInert(String html) {
    Document page = Jsoup.parse(html, "https://site.example/");
    for (Element element : page.select("[src]")) {
      assertFalse(element.absUrl("src").startsWith(ORIGIN), element::outerHtml);
    }
    List<String> inline =
        page.select("script:not([src]):not([type])").stream().map(Element::data).toList();
    assertEquals(List.of("own()"), inline);
    assertEquals(4, page.select("[data-consent=counter]").size());
    assertEquals("/consent/placeholder/counter", page.select("iframe[title=F]").attr("src"), html);
  }

  @ParameterizedTest
  @CsvSource({"/tags, document", "/tags, iframe", "/part, empty", "/fails, document"})
  @Tag("R7")
  @Tag("R90")
  void page_withoutConsent_carriesNothingThatRuns(String path, String destination)
      throws Exception {
    RawClient client = start();
    String refused = choice(client, "choice=none");
    for (String visitor : List.of("X-No: choice", refused)) {
      Answer answer = client.get(path, visitor, "Sec-Fetch-Dest: " + destination);
      assertInert(answer.body());
      String cached = answer.header("Cache-Control").orElseThrow();
      assertTrue(cached.contains("private") || cached.contains("no-store"), cached);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "ISO-2022-JP", "Shift_JIS", "GB18030", "KOI8-R"})
  @Tag("R7")
  void page_inAnyCharset_carriesNothingThatRuns(String charset) throws Exception {
    RawClient client = start();
    for (String how : List.of("", "&stream")) {
      byte[] page = client.get("/charset?charset=" + charset + how).bytes();
      assertInert(new String(page, charset));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe",
        "Sec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\nAccept: text/html, */*",
        "Accept: text/html"
      })
  @Tag("R7")
  @Tag("E67")
  void page_ofAnApplicationThatCompresses_isAskedForPlainAndGated(String headers) throws Exception {
    Answer answer = start().get("/compressed?type=text/html", headers, "Accept-Encoding: gzip, br");
    assertEquals(Optional.of("null false false"), answer.header("X-Asked"));
    assertEquals(Optional.empty(), answer.header("Content-Encoding"));
    assertEquals(Optional.of("Accept-Encoding"), answer.header("Vary"));
    assertInert(answer.body());
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Mode: cors, application/json",
    "Sec-Fetch-Mode: no-cors, text/css",
    "Sec-Fetch-Dest: script, text/javascript"
  })
  @Tag("R55")
  @Tag("E67")
  void answer_thatIsNoPage_isCompressedByTheApplication(String headers, String type)
      throws Exception {
    Answer answer = start().get("/compressed?type=" + type, headers, "Accept-Encoding: gzip");
    assertEquals(Optional.of("gzip true true"), answer.header("X-Asked"));
    assertArrayEquals(gzipped(PAGE.getBytes(StandardCharsets.UTF_8)), answer.bytes());
  }

  @Test
  @Tag("R7")
  void xhtml_withoutConsent_isInertAndElseUnchanged() throws Exception {
    RawClient client = start();
    Answer answer = client.get("/xhtml", "Sec-Fetch-Dest: document");
    assertEquals(
        XHTML
            .replace("<script>", "<script type=\"text/plain\" data-consent=\"counter\">")
            .replace("<img alt=\"x\" src", "<img data-consent=\"counter\" alt=\"x\" data-src"),
        answer.body());
    assertEquals(Optional.empty(), answer.header("ETag"));
    assertEquals(Optional.of("private, no-cache"), answer.header("Cache-Control"));
    Answer granted = client.get("/xhtml", choice(client, "choice=all"));
    assertEquals(XHTML, granted.body());
    assertEquals(Optional.of("private, no-cache"), granted.header("Cache-Control"));
  }

  @Test
  @Tag("E63")
  void page_withConsent_isAsTheApplicationWroteIt() throws Exception {
    RawClient client = start();
    String granted = choice(client, "choice=selected&service=counter");
    Answer frame = client.get("/tags", granted, "Sec-Fetch-Dest: iframe");
    assertEquals(PAGE, frame.body());
    assertEquals(Optional.of("private, no-cache"), frame.header("Cache-Control"));
    Document page = Jsoup.parse(client.get("/tags", granted).body());
    assertEquals(1, page.select("script[src=" + ORIGIN + "/t.js]").size());
  }

  @Test
  @Tag("R18")
  void page_withOtherConsent_withholdsAllTheSame() throws Exception {
    RawClient client = start();
    assertInert(client.get("/tags", choice(client, "choice=selected&purpose=marketing")).body());
  }

  @Test
  @Tag("R55")
  void answer_thatIsNoPage_isLeftAlone() throws Exception {
    assertEquals(FRAGMENT, start().get("/json").body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"choice=none", "choice=all", ""})
  @Tag("R57")
  @Tag("E75")
  void staticPages_areOnePageForEverybody(String form) throws Exception {
    RawClient client = start("\"protected\" => \"static\": true, \"protected\"");
    String visitor = form.isEmpty() ? "X-No: choice" : choice(client, form);
    Answer answer = client.get("/cached", visitor);
    assertInert(answer.body());
    assertEquals(client.get("/cached").body(), answer.body());
    assertEquals(Optional.of("public, max-age=60"), answer.header("Cache-Control"));
    assertTrue(answer.header("ETag").isEmpty());
    assertEquals(List.of(), answer.cookieNames());
  }
}
