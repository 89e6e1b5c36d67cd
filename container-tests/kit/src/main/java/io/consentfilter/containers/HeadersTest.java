// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter's own headers: on every answer, once, and whole after {@code reset()}. */
@ExtendWith(Running.class)
class HeadersTest {

  private static final String CSP = "Content-Security-Policy";
  private static final String PART = "Sec-Fetch-Dest: empty";

  private final Client client;

  HeadersTest(Site site) {
    this.client = site.client();
  }

  private static void assertHardened(Answer answer) {
    assertHardened(answer, 1);
  }

  private static void assertHardened(Answer answer, int policies) {
    List<String> transport = answer.headers("Strict-Transport-Security");
    assertEquals(1, transport.size(), transport.toString());
    assertTrue(transport.get(0).contains("max-age=31536000"), transport.toString());
    assertEquals(List.of("nosniff"), answer.headers("X-Content-Type-Options"));
    assertEquals(List.of("strict-origin-when-cross-origin"), answer.headers("Referrer-Policy"));
    assertEquals(
        1, answer.headers(CSP).stream().filter(v -> v.contains("frame-ancestors")).count());
    assertEquals(policies, answer.headers(CSP + "-Report-Only").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page",
        "/file.html",
        "/style.css",
        "/data.bin",
        "/gzip",
        "/nowhere",
        "/do?error=404",
        "/do?error=500",
        "/do?html&throw",
        "/do?redirect=/page",
        "/do?status=204",
        "/do?start&thread&html&complete",
        "/do?start&dispatch=/page",
        "/do?include=/page",
        "/do?addCookie=cart&reset&html",
        "/do?text=x&flushBuffer",
        "/app/page",
        "/consent",
        "/consent/status"
      })
  @Tag("R59")
  @Tag("E29")
  void answer_whatever_isHardenedOnce(String path) throws Exception {
    assertHardened(client.visit(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/style.css",
        "/consent/banner.js",
        "/do?type=application/json&text=1",
        "/do?type=application/json&text=1&flushBuffer",
        "/do?type=image/png&start&thread&text=1&complete",
        "/do?type=text/event-stream&flushBuffer&text=1"
      })
  @Tag("R59")
  void part_thatNoBrowserRuns_isHardenedWithoutThePolicy(String path) throws Exception {
    assertHardened(client.get(path, PART), 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/page",
        "/file.html",
        "/data.bin",
        "/gzip",
        "/nowhere",
        "/do?error=500",
        "/do?html&throw",
        "/do?redirect=/page",
        "/do?status=204",
        "/do?forward=/page",
        "/do?start&thread&html&complete",
        "/do?start&dispatch=/page",
        "/do?addCookie=cart&reset&html",
        "/do?flushBuffer&text=x"
      })
  @Tag("R59")
  void part_thatMayBeKeptAsADocument_isHardenedOnce(String path) throws Exception {
    assertHardened(client.get(path, PART), 1);
  }

  @Test
  @Tag("E29")
  void reset_cookies_oursComeBackOnceAndTheApplicationsAreGone() throws Exception {
    Answer answer =
        client.visit(
            "/do?addCookie=cart&header=X-App:1&reset&addCookie=lang&html", "Cookie: _ga=1");
    assertEquals(
        List.of("_ga", "lang"), answer.cookieNames().stream().distinct().sorted().toList());
    assertTrue(answer.header("X-App").isEmpty());
    assertTrue(answer.asks());
  }

  @ParameterizedTest
  @ValueSource(strings = {"header", "add"})
  @Tag("E71")
  void policy_ofTheApplication_standsBesideOurs(String step) throws Exception {
    Answer answer = client.get("/do?" + step + "=Content-Security-Policy:img-src%20'none'&text=x");
    assertTrue(answer.headers(CSP).contains("img-src 'none'"), answer.headers(CSP).toString());
    assertHardened(answer);
  }

  @Test
  @Tag("E71")
  void policy_setAnewOrRemoved_leavesOursAlone() throws Exception {
    String first = "header=Content-Security-Policy:img-src%20'none'";
    Answer anew =
        client.get("/do?" + first + "&header=content-security-policy:img-src%20a.example");
    assertTrue(anew.headers(CSP).contains("img-src a.example"), anew.headers(CSP).toString());
    assertHardened(anew);
    assertHardened(client.get("/do?" + first + "&remove=Content-Security-Policy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cache-Control:public,%20max-age%3D600", "Cache-Control:max-age%3D600"})
  @Tag("E73")
  void cookie_onAnyAnswer_makesItPrivateInWhateverOrder(String header) throws Exception {
    for (String steps :
        List.of(
            "header=" + header + "&addCookie=cart",
            "addCookie=cart&header=" + header,
            "header=" + header + "&session",
            "session&add=" + header)) {
      Answer answer = client.get("/do?type=application/json&" + steps + "&text=1");
      List<String> members = answer.members("Cache-Control");
      assertTrue(members.contains("private") || members.contains("no-store"), steps + members);
      assertFalse(members.contains("public"), steps + members);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CDN-Cache-Control:max-age%3D9", "Surrogate-Control:max-age%3D9"})
  @Tag("E73")
  void cookie_onAnyAnswer_keepsItOutOfCdns(String header) throws Exception {
    String name = header.substring(0, header.indexOf(':'));
    for (String steps :
        List.of("header=" + header + "&addCookie=cart", "addCookie=cart&header=" + header)) {
      Answer answer = client.get("/do?type=application/json&" + steps + "&text=1");
      assertFalse(answer.members(name).contains("max-age=9"), steps + answer.headers(name));
    }
  }
}
