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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies that the application sets, by every writer that the Servlet API has. */
@ExtendWith(Running.class)
class CookieWritersTest {

  private static final String SESSION = "__Host-session";

  /** Cookies that must not leave: one denied, one undeclared. */
  private static final String STEPS = "addCookie=stats&addHeader=odd=1";

  private final Site site;
  private final Client client;

  CookieWritersTest(Site site) {
    this.site = site;
    this.client = site.client();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "addCookie=stats",
        "addHeader=stats=1",
        "setHeader=stats=1",
        "addMixed=stats=1",
        "setMixed=stats=1",
        "addCookie=ad",
        "addHeader=stats%3D1;Max-Age=9"
      })
  @Tag("R4")
  @Tag("E13")
  void set_deniedCookie_leavesByNoWriter(String step) throws Exception {
    assertEquals(List.of(), client.get("/do?" + step).cookieNames());
    assertEquals(List.of(), client.get("/do?" + step, site.choice("choice=none")).cookieNames());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"addCookie=odd:1", "addHeader=odd=1", "setHeader=odd=1", "addMixed=odd=1"})
  @Tag("R5")
  void set_undeclaredCookie_isBlockedInAnyStateAndLoggedByName(String step) throws Exception {
    String path = "/do?" + step + "secret";
    assertEquals(List.of(), client.get(path).cookieNames());
    assertEquals(List.of(), client.get(path, site.choice("choice=all")).cookieNames());
    assertTrue(site.journal().lines().stream().anyMatch(line -> line.contains("\"odd")));
    assertFalse(site.journal().lines().stream().anyMatch(line -> line.contains("1secret")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "addCookie=stats",
        "addHeader=stats=1",
        "setHeader=stats=1",
        "addMixed=stats=1",
        "setMixed=stats=1"
      })
  @Tag("E13")
  void set_grantedCookie_leavesHardenedByAnyWriter(String step) throws Exception {
    Answer answer = client.get("/do?" + step, site.choice("choice=all"));
    assertEquals(List.of("stats"), answer.cookieNames());
    String line = answer.setCookie("stats").orElseThrow();
    for (String attribute : List.of("Secure", "HttpOnly", "SameSite=Lax")) {
      assertTrue(line.contains(attribute), line);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"setHeader=stats=1", "setMixed=stats=1", "setNull", "addNull"})
  @Tag("E14")
  @Tag("E16")
  void set_deniedOrNullInPlaceOfCookies_wipesNone(String step) throws Exception {
    Answer answer = client.get("/do?session&addCookie=lang&addHeader=cart=1&" + step);
    assertEquals(List.of("__Host-session", "cart", "lang"), sorted(answer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"setHeader=lang=1", "setMixed=lang=1"})
  @Tag("E15")
  void set_allowedInPlaceOfCookies_keepsTheSessionCookie(String step) throws Exception {
    assertEquals(
        List.of("__Host-session", "cart", "lang"),
        sorted(client.get("/do?session&addCookie=cart&" + step)));
    assertEquals(List.of("__Host-session", "lang"), sorted(client.get("/do?" + step + "&session")));
  }

  private static List<String> sorted(Answer answer) {
    return answer.cookieNames().stream().sorted().toList();
  }

  @Test
  @Tag("E17")
  void add_constantOfTheApplication_isNotChanged() throws Exception {
    Answer answer = client.get("/shared");
    assertTrue(answer.setCookie("lang").orElseThrow().contains("SameSite=Lax"));
    assertFalse(Specimen.SHARED.getSecure());
    assertTrue(Specimen.SHARED.getAttributes().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "stats, delete=stats",
    "stats, addHeader=stats=; Max-Age=0",
    "stats, addHeader=stats=; expires=Thu%2C 01 Jan 1970 00:00:00 GMT",
    "odd, delete=odd",
    "odd, setHeader=odd=; MAX-AGE=-1"
  })
  @Tag("E18")
  @Tag("E23")
  void delete_whateverCookie_passes(String name, String step) throws Exception {
    Answer answer = client.get("/do?" + step.replace(" ", "%20"));
    assertEquals(List.of(name), answer.cookieNames());
    assertEquals("", answer.setCookie(name).orElseThrow().split("[=;]", 3)[1]);
  }

  @Test
  @Tag("E24")
  void add_tooLarge_isRefusedBeforeTheContainerFails() throws Exception {
    Answer answer = client.get("/do?large=lang&text=done");
    assertEquals(200, answer.status());
    assertEquals("done", answer.body());
    assertEquals(List.of(), answer.cookieNames());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"broken=lang", "setHeader=lang=1%0d%0aX-Split:%20yes", "addCookie=lang:1%0a"})
  @Tag("E25")
  void set_withALineBreak_isRefused(String step) throws Exception {
    Answer answer = client.get("/do?" + step + "&text=done");
    assertEquals(List.of(), answer.cookieNames());
    assertTrue(answer.header("X-Split").isEmpty());
  }

  @Test
  @Tag("E26")
  void set_afterCommit_isLostAndLogged() throws Exception {
    Answer answer = client.get("/do?text=a&flushBuffer&addCookie=cart&addHeader=cart=2&text=b");
    assertEquals(List.of(), answer.cookieNames());
    assertEquals("ab", answer.body());
    assertTrue(
        site.journal().lines().stream().anyMatch(line -> line.contains("lost: cookie \"cart\"")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"length=4&text=four", "fill=100000", "text=x&flushWriter", "text=x&closeWriter"})
  @Tag("E27")
  void set_deniedAroundAnEarlyCommit_neverLeaves(String commit) throws Exception {
    String denied = "addCookie=stats&setHeader=odd=1";
    Answer answer = client.get("/do?addCookie=lang&" + denied + "&" + commit + "&" + denied);
    assertEquals(200, answer.status());
    assertEquals(List.of("lang"), answer.cookieNames());
    assertTrue(answer.whole());
  }

  @ParameterizedTest
  @ValueSource(strings = {"redirect=/page", "error=404", "errorText=404", "error=500"})
  @Tag("E28")
  @Tag("E30")
  @Tag("R1")
  void set_beforeARedirectOrAnError_leavesOnlyIfAllowed(String step) throws Exception {
    Answer answer = client.get("/do?addCookie=cart&" + STEPS + "&session&" + step);
    List<String> expected =
        step.startsWith("error")
            ? List.of("__Host-session", "cart", "lang")
            : List.of("__Host-session", "cart");
    assertEquals(expected, sorted(answer));
  }

  /** Methods of Servlet 6.1: on 6.0 they are missing, which is an exception like any other. */
  @ParameterizedTest
  @ValueSource(strings = {"redirectAs303=/page", "redirectKept=/page", "redirectAll=/page"})
  @Tag("E28")
  void set_beforeARedirectOfServlet61_leavesOnlyIfAllowed(String step) throws Exception {
    Answer answer = client.get("/do?addCookie=cart&" + STEPS + "&" + step);
    if (answer.status() == 500) {
      assertFalse(answer.cookieNames().contains("stats"));
    } else {
      assertEquals(List.of("cart"), answer.cookieNames());
      assertTrue(answer.header("Location").orElseThrow().endsWith("/page"));
    }
  }

  @Test
  @Tag("E36")
  void session_whateverTheChoice_isNecessary() throws Exception {
    Answer answer = client.get("/do?session", site.choice("choice=none"));
    assertEquals(List.of(SESSION), answer.cookieNames());
  }

  @Test
  @Tag("E20")
  @Tag("E21")
  @Tag("R6")
  void visit_withDeniedCookies_expiresThemAsBrowsersWantIt() throws Exception {
    Answer answer =
        client.visit(
            "/page",
            "Host: www.shop.example",
            "Cookie: _ga=1; __Host-seen=1; parted=1; lang=en",
            site.choice("choice=none"));
    List<String> lines = answer.headers("Set-Cookie");
    assertTrue(lines.stream().allMatch(line -> line.contains("Max-Age=0")), lines.toString());
    assertTrue(lines.stream().noneMatch(line -> line.startsWith("lang")), lines.toString());
    String host = answer.setCookie("__Host-seen").orElseThrow();
    assertTrue(host.contains("Secure") && host.contains("Path=/"), host);
    assertFalse(host.contains("Domain"), host);
    assertTrue(
        lines.stream()
            .anyMatch(
                l -> l.startsWith("parted=") && l.contains("Partitioned") && l.contains("Secure")),
        lines.toString());
  }

  @Test
  @Tag("E19")
  void visit_withADeniedCookie_expiresItInEveryScope() throws Exception {
    Answer answer = client.visit("/page", "Host: www.shop.example", "Cookie: _ga=1");
    List<String> lines =
        answer.headers("Set-Cookie").stream().filter(line -> line.startsWith("_ga=")).toList();
    assertTrue(lines.stream().anyMatch(line -> !line.contains("Domain")), lines.toString());
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("Domain=shop.example")), lines.toString());
  }
}
