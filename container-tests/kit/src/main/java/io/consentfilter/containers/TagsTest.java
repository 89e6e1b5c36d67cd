// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags of a service that needs consent, in pages that are written in different ways. */
@ExtendWith(Running.class)
class TagsTest {

  static final String TAG = "<script src=\"https://tags.count.example/t.js\"></script>";
  private static final String PAGE =
      "<!doctype html><html lang=\"en\"><head><title>T</title>"
          + TAG
          + "</head><body>a</body></html>";

  private final Site site;
  private final Client client;

  TagsTest(Site site) {
    this.site = site;
    this.client = site.client();
  }

  /** A step for each part of the page, cut in the middle of the tag. */
  private static String steps(String write, String between) {
    int cut = PAGE.indexOf("count.example");
    return "/do?type=text/html;charset%3DUTF-8&"
        + write
        + encoded(PAGE.substring(0, cut))
        + between
        + "&"
        + write
        + encoded(PAGE.substring(cut));
  }

  private static String encoded(String text) {
    return "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&flushBuffer"})
  @Tag("R7")
  void script_ofADeniedService_isWithheldHoweverWritten(String between) throws Exception {
    for (String write : new String[] {"text", "stream"}) {
      String path = steps(write, between);
      for (String choice : new String[] {"X-None: 1", site.choice("choice=none")}) {
        Answer answer = client.visit(path, choice);
        assertEquals(200, answer.status());
        assertFalse(answer.body().contains(TAG), answer.body());
        assertTrue(answer.body().endsWith("</body></html>"), answer.body());
        assertTrue(answer.whole());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&flushBuffer"})
  @Tag("R7")
  void script_ofAGrantedService_isLeftAlone(String between) throws Exception {
    String choice = site.choice("choice=all");
    for (String write : new String[] {"text", "stream"}) {
      Answer answer = client.visit(steps(write, between), choice);
      assertTrue(answer.body().contains(TAG), answer.body());
      assertTrue(answer.whole());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"start&thread&", "startWith&thread&"})
  @Tag("R7")
  @Tag("E33")
  void script_inAnAsynchronousPage_isWithheld(String start) throws Exception {
    String path = steps("text", "").replace("/do?", "/do?" + start) + "&complete";
    Answer answer = client.visit(path);
    assertFalse(answer.body().contains(TAG), answer.body());
    assertTrue(answer.body().endsWith("</body></html>"), answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "300"})
  @Tag("R7")
  @Tag("E33")
  @Tag("E68")
  void script_inAPageWrittenAsReady_isWithheld(String pieces) throws Exception {
    Answer answer = client.visit("/do?type=text/html;charset%3DUTF-8&start&readyLong=" + pieces);
    String body = answer.body();
    assertFalse(body.contains(TAG));
    assertEquals(3, body.split("data-consent=\"counter\" data-src", -1).length);
    assertTrue(body.lastIndexOf("data-consent-open") > body.lastIndexOf("data-src"));
    assertTrue(answer.whole());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "300"})
  @Tag("R55")
  void other_writtenAsReady_passesByteForByte(String pieces) throws Exception {
    Answer answer =
        client.visit("/do?type=application/json;charset%3DUTF-8&start&readyData=" + pieces);
    assertEquals(Script.LONG_PAGE, answer.body());
  }
}
