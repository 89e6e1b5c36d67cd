// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written into pages, whole however the page is written, and into nothing else. */
@ExtendWith(Running.class)
class PagesTest {

  private static final String END = "</body></html>";

  private final Site site;
  private final Client client;

  PagesTest(Site site) {
    this.site = site;
    this.client = site.client();
  }

  private static void assertAsksOnce(Answer answer) {
    assertEquals(1, answer.latin1().split("id=\"consent-banner\"", -1).length - 1, answer.body());
    assertTrue(answer.body().contains("<p>Gr\u00fc\u00dfe</p>"), answer.body());
    assertTrue(answer.body().endsWith(END), answer.body());
    assertTrue(answer.whole(), "the length does not fit the body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "html",
        "html&flushBuffer",
        "html&flushWriter",
        "html&closeWriter",
        "streamPage",
        "streamPage&flushStream",
        "streamPage&closeStream",
        "streamPage&flushBuffer",
        "html&flushBuffer&closeWriter",
        "text=lost&reset&html",
        "type=text/html&html",
        "status=404&html"
      })
  @Tag("E28")
  @Tag("E68")
  @Tag("E69")
  void page_howeverWritten_isWholeAndAsksOnce(String steps) throws Exception {
    assertAsksOnce(client.visit("/do?" + steps));
  }

  @ParameterizedTest
  @ValueSource(strings = {"length=99", "header=Content-Length:99", "header=content-length:99"})
  @Tag("E66")
  void page_lengthSetBefore_isCorrectOrGone(String length) throws Exception {
    assertAsksOnce(client.visit("/do?" + exact(length) + "&html"));
    assertAsksOnce(client.visit("/do?" + exact(length) + "&streamPage&closeStream"));
  }

  private static String exact(String steps) {
    return steps.replace("99", "" + Script.PAGE.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  @Tag("E66")
  @Tag("R55")
  void file_page_isAltered() throws Exception {
    assertAsksOnce(client.visit("/file.html"));
  }

  @Test
  @Tag("E66")
  @Tag("E76")
  void file_pageInParts_isSentWhole() throws Exception {
    Answer answer = client.visit("/file.html", "Range: bytes=0-9");
    assertEquals(200, answer.status());
    assertAsksOnce(answer);
  }

  @Test
  @Tag("E76")
  void file_pageTheBrowserHas_isSentAnewWithoutValidators() throws Exception {
    String tag = site.bare().get("/file.html").header("ETag").orElse("\"x\"");
    Answer answer =
        client.visit(
            "/file.html",
            "If-None-Match: " + tag,
            "If-Modified-Since: Sat, 01 Jan 2050 00:00:00 GMT");
    assertEquals(200, answer.status());
    assertAsksOnce(answer);
    for (String name : new String[] {"ETag", "Last-Modified", "Accept-Ranges"}) {
      assertTrue(answer.header(name).isEmpty(), name);
    }
    assertTrue(answer.members("Cache-Control").contains("private"));
    assertTrue(answer.members("Cache-Control").contains("no-cache"));
  }

  @Test
  @Tag("E76")
  void conditions_onNavigations_areHidden() throws Exception {
    String[] conditions = {"If-None-Match: \"x\"", "Range: bytes=0-9"};
    assertEquals("null null", client.visit("/conditions", conditions).body());
    assertEquals("\"x\" bytes=0-9", client.get("/conditions", conditions).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/style.css", "/data.bin", "/do?type=application/json&text={}"})
  @Tag("R55")
  @Tag("E67")
  void other_types_passByteForByteWithTheirHeaders(String path) throws Exception {
    Answer with = client.visit(path.replace("{}", "%7B%7D"));
    Answer without = site.bare().get(path.replace("{}", "%7B%7D"));
    assertEquals(200, with.status());
    assertArrayEquals(without.bytes(), with.bytes());
    for (String name :
        new String[] {"Content-Length", "Content-Type", "Accept-Ranges", "Last-Modified", "ETag"}) {
      assertEquals(without.header(name), with.header(name), name);
    }
    assertTrue(with.cookieNames().isEmpty());
  }

  @Test
  @Tag("R55")
  @Tag("E66")
  void file_partOfADownload_isThatPart() throws Exception {
    Answer answer = client.get("/data.bin", "Range: bytes=1000-1999");
    assertEquals(206, answer.status());
    assertArrayEquals(Arrays.copyOfRange(site.data(), 1000, 2000), answer.bytes());
  }

  @Test
  @Tag("R55")
  @Tag("E67")
  void file_theBrowserHas_is304() throws Exception {
    String modified = client.get("/style.css").header("Last-Modified").orElseThrow();
    Answer answer = client.get("/style.css", "If-Modified-Since: " + modified);
    assertEquals(304, answer.status());
    assertEquals("", answer.latin1());
  }

  @Test
  @Tag("R55")
  @Tag("E67")
  void gzip_page_passesByteForByte() throws Exception {
    Answer answer = client.visit("/gzip");
    assertArrayEquals(Specimen.gzipped(Script.PAGE), answer.bytes());
    assertTrue(answer.whole());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page", "/file.html", "/do?length=99&html"})
  @Tag("R55")
  @Tag("E67")
  void head_ofAPage_hasNoBody(String path) throws Exception {
    Answer answer = client.send("HEAD", exact(path), "", "Sec-Fetch-Mode: navigate");
    assertEquals(200, answer.status());
    assertEquals("", answer.latin1());
  }

  @ParameterizedTest
  @ValueSource(strings = {"204", "304"})
  @Tag("R55")
  @Tag("E67")
  void status_withoutABody_staysSo(String status) throws Exception {
    Answer answer = client.visit("/do?type=text/html&status=" + status);
    assertEquals(status, "" + answer.status());
    assertEquals("", answer.latin1());
  }

  @Test
  @Tag("R55")
  void stream_ofEvents_passesAsItIs() throws Exception {
    String steps = "type=text/event-stream&text=data:1%0a%0a&flushWriter&text=data:2%0a%0a";
    Answer answer = client.get("/do?" + steps);
    assertEquals("data:1\n\ndata:2\n\n", answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text=x&stream=y", "stream=y&text=x"})
  @Tag("E69")
  void body_writerAndStream_excludeEachOther(String steps) throws Exception {
    assertEquals(500, client.visit("/do?type=text/html&" + steps).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"404", "500"})
  @Tag("R1")
  void errorPage_declared_asksAndSetsNecessaryCookiesAlone(String status) throws Exception {
    Answer answer = client.visit("/do?text=lost&error=" + status);
    assertEquals(status, "" + answer.status());
    assertEquals(List.of("lang"), answer.cookieNames());
    assertAsksOnce(answer);
  }

  @Test
  @Tag("R1")
  @Tag("E30")
  void exception_withADeclaredPage_asksAndSetsNecessaryCookiesAlone() throws Exception {
    Answer answer = client.visit("/do?addCookie=cart&addCookie=stats&text=lost&throw");
    assertEquals(500, answer.status());
    assertFalse(answer.cookieNames().contains("stats"));
    assertTrue(answer.cookieNames().contains("lang"));
    assertAsksOnce(answer);
    assertTrue(answer.body().startsWith("<!doctype"), answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nowhere", "/nowhere.html"})
  @Tag("R1")
  void missing_page_asks(String path) throws Exception {
    Answer answer = client.visit(path);
    assertEquals(404, answer.status());
    assertAsksOnce(answer);
  }
}
