// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that go through the container more than once, or on in another thread. */
@ExtendWith(Running.class)
class DispatchesTest {

  private static final String DENIED = "addCookie=stats&setHeader=odd=1";

  private final Client client;
  private final Client sparse;
  private final Client forwards;

  DispatchesTest(Site site) {
    this.client = site.client();
    this.sparse = site.sparse();
    this.forwards = site.forwards();
  }

  private static void assertAsksOnce(Answer answer) {
    assertEquals(1, answer.latin1().split("id=\"consent-banner\"", -1).length - 1, answer.body());
    assertTrue(answer.body().endsWith("</body></html>"), answer.body());
    assertTrue(answer.whole(), "the length does not fit the body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"include=/cookies", "include=/cookies-page"})
  @Tag("E31")
  void include_deniedCookies_neverLeave(String step) throws Exception {
    Answer answer = client.visit("/do?type=text/html;charset%3DUTF-8&" + step);
    assertFalse(answer.cookieNames().contains("stats"));
    assertFalse(answer.cookieNames().contains("tracker"));
  }

  @Test
  @Tag("E31")
  void include_page_asksOnce() throws Exception {
    assertAsksOnce(client.visit("/do?type=text/html;charset%3DUTF-8&include=/page"));
  }

  @Test
  @Tag("E32")
  void forward_cookies_passTheSameGate() throws Exception {
    for (Client each : List.of(client, sparse, forwards)) {
      Answer answer = each.visit("/do?addCookie=cart&" + DENIED + "&forward=/cookies");
      assertEquals(List.of("cart", "lang"), answer.cookieNames().stream().sorted().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "startWith"})
  @Tag("E33")
  @Tag("E68")
  void async_completedInAnotherThread_isGatedAndWhole(String start) throws Exception {
    for (String body : List.of("html", "streamPage", "html&flushBuffer")) {
      String steps = start + "&thread&addCookie=lang&" + DENIED + "&" + body + "&complete";
      for (Client each : List.of(client, sparse)) {
        Answer answer = each.visit("/do?" + steps);
        assertEquals(List.of("lang"), answer.cookieNames(), steps);
        assertAsksOnce(answer);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"start&html&complete", "start&complete&html", "html&start&thread&complete"})
  @Tag("E33")
  @Tag("E68")
  void async_completedInItsOwnThread_isWhole(String steps) throws Exception {
    for (Client each : List.of(client, sparse)) {
      Answer answer = each.visit("/do?" + steps);
      if (!steps.endsWith("html")) {
        assertAsksOnce(answer);
      }
      assertTrue(answer.whole());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start&dispatch=/cookies-page",
        "startWith&dispatch=/cookies-page",
        "start&thread&dispatch=/cookies-page",
        "startWith&thread&" + DENIED + "&dispatch=/cookies-page"
      })
  @Tag("E32")
  @Tag("E33")
  void async_dispatched_isGatedAndWhole(String steps) throws Exception {
    Answer answer = client.visit("/do?" + steps);
    assertEquals(List.of("lang"), answer.cookieNames());
    assertAsksOnce(answer);
  }

  @Test
  @Tag("E33")
  void async_writtenAsReady_isGatedAndWhole() throws Exception {
    Answer answer = client.visit("/do?type=text/html;charset%3DUTF-8&" + DENIED + "&start&ready");
    assertEquals(List.of(), answer.cookieNames());
    assertAsksOnce(answer);
  }

  @RepeatedTest(20)
  @Tag("E34")
  void async_racingTheContainersThread_hasOneDecision() throws Exception {
    Answer answer = client.visit("/do?start&thread&addCookie=lang&html&flushBuffer&complete");
    assertEquals(List.of("lang"), answer.cookieNames());
    assertAsksOnce(answer);
    assertEquals(1, answer.headers("Cache-Control").size());
    assertEquals(List.of(), answer.headers("ETag"));
  }

  @Test
  @Tag("E30")
  @Tag("E32")
  void exception_withoutAnErrorPage_leaksNothing() throws Exception {
    Answer answer = sparse.visit("/do?" + DENIED + "&addCookie=lang&html&throw");
    assertEquals(500, answer.status());
    assertFalse(answer.cookieNames().contains("stats"));
    assertFalse(answer.cookieNames().contains("odd"));
    assertFalse(answer.asks());
  }

  @Test
  @Tag("E30")
  void exception_inAnAsyncThread_leaksNothing() throws Exception {
    Answer answer = client.visit("/do?start&within=300&" + DENIED + "&html&throw");
    assertEquals(500, answer.status());
    assertFalse(answer.cookieNames().contains("stats"));
  }
}
