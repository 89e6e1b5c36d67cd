// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was once wrong on one container or on all of them. */
@ExtendWith(Running.class)
class RegressionsTest {

  private final Site site;
  private final Client client;

  RegressionsTest(Site site) {
    this.site = site;
    this.client = site.client();
  }

  @Test
  @Tag("E29")
  void reset_login_isNotLost() throws Exception {
    Answer login = client.post("/login", "username=anna&remember=on");
    site.clock().advance(Duration.ofMinutes(61));
    String remember = "Cookie: __Host-remember=" + login.cookie("__Host-remember").orElseThrow();
    Answer answer = client.visit("/do?reset&html", remember);
    assertEquals(1, answer.cookieNames().stream().filter("__Host-remember"::equals).count());
    assertTrue(answer.cookie("__Host-session").isPresent(), "the session cookie is lost");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text=lost&reset&streamPage", "stream=lost&reset&html"})
  @Tag("E29")
  @Tag("E69")
  void reset_writerOrStream_mayBeChosenAnew(String steps) throws Exception {
    Answer answer = client.visit("/do?" + steps);
    assertEquals(200, answer.status());
    assertTrue(answer.asks(), answer.body());
  }

  @Test
  @Tag("E22")
  void set_twice_leavesOnceAndTheLastWins() throws Exception {
    Answer answer = client.get("/do?addCookie=cart:1&addHeader=cart=2&setHeader=cart=3");
    assertEquals(List.of("cart"), answer.cookieNames());
    assertEquals("3", answer.cookie("cart").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"addInt", "setInt", "addDate", "setDate"})
  @Tag("E13")
  @Tag("E14")
  void set_cookieHeaderAsANumberOrDate_isGatedToo(String step) throws Exception {
    Answer answer = client.get("/do?session&addCookie=cart&" + step);
    assertEquals(
        List.of("__Host-session", "cart"), answer.cookieNames().stream().sorted().toList());
  }

  @Test
  @Tag("E35")
  void hints_early_costNobodyThePage() throws Exception {
    Answer answer = client.visit("/do?add=Link:%20</x>;rel%3Dpreload&error=103&html");
    assertTrue(answer.interim().isEmpty() || answer.asks(), answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CDN-Cache-Control:max-age%3D9", "Surrogate-Control:max-age%3D9"})
  @Tag("E73")
  @Tag("E74")
  @Tag("R57")
  void page_altered_isKeptOutOfCdns(String header) throws Exception {
    String name = header.substring(0, header.indexOf(':'));
    Answer answer = client.visit("/do?header=" + header + "&html");
    assertFalse(answer.members(name).contains("max-age=9"), answer.headers(name).toString());
  }

  @Test
  @Tag("E77")
  void page_altered_keepsWhatIsStricter() throws Exception {
    String steps = "header=Cache-Control:must-revalidate,%20no-transform&html";
    List<String> members = client.visit("/do?" + steps).members("Cache-Control");
    for (String member : List.of("private", "no-cache", "must-revalidate", "no-transform")) {
      assertTrue(members.contains(member), members.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text=lost&resetBuffer&html", "text=lost&forward=/page"})
  @Tag("E28")
  @Tag("E32")
  void page_afterATextThatWasTakenBack_isAPage(String steps) throws Exception {
    for (Client each : List.of(client, site.sparse())) {
      Answer answer = each.visit("/do?type=text/html;charset%3DUTF-8&" + steps);
      assertEquals(200, answer.status());
      assertTrue(answer.asks());
      Answer plain = each.visit("/do?" + steps);
      assertEquals(200, plain.status());
      assertTrue(plain.asks());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"forward=/cookies-page", "forward=/do?forward=/cookies-page"})
  @Tag("E32")
  void forward_page_asksOnceWithAnyMapping(String step) throws Exception {
    for (Client each : List.of(client, site.sparse(), site.forwards())) {
      Answer answer = each.visit("/do?" + step);
      assertEquals(List.of("lang"), answer.cookieNames());
      assertTrue(answer.asks(), answer.body());
      assertTrue(
          answer.body().contains("&quot;/do?forward") || answer.body().contains("/do?forward"),
          answer.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/do?forward=/page", "/do?error=404", "/do?throw", "/nowhere"})
  @Tag("E32")
  void banner_onAForwardedOrAnErrorPage_returnsToWhatWasAsked(String path) throws Exception {
    String body = client.visit(path).body();
    assertTrue(body.contains("name=return value=\"" + path + "\""), body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "startWith", "start&thread", "startWith&thread"})
  @Tag("E33")
  void async_dispatchedWithoutAMapping_isGatedAllTheSame(String start) throws Exception {
    Answer answer = site.sparse().visit("/do?" + start + "&dispatch=/cookies-page");
    assertEquals(List.of("lang"), answer.cookieNames());
    assertTrue(answer.asks(), answer.body());
  }
}
