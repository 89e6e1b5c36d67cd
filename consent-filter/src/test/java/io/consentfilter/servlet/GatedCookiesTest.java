// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.servlet.RawClient.Answer;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies in and out of an application behind the filter, over real sockets. */
class GatedCookiesTest {

  private static final Cookie SHARED = new Cookie("stats", "1");

  private static Site site;
  private static RawClient client;

  @BeforeAll
  static void start() throws Exception {
    site =
        Site.with(Site.policy())
            .at("/set", GatedCookiesTest::set)
            .at("/read", GatedCookiesTest::read)
            .at("/shared", (request, response) -> response.addCookie(SHARED))
            .at("/missing", (request, response) -> failing(response, 404))
            .at("/broken", (request, response) -> failing(response, 500))
            .at("/elsewhere", GatedCookiesTest::redirect)
            .at("/throws", GatedCookiesTest::fail)
            .errorPage(404, "/set-on-error")
            .errorPage(500, "/set-on-error")
            .at("/set-on-error", GatedCookiesTest::setAll)
            .start();
    client = site.client();
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
  }

  private static void set(HttpServletRequest request, HttpServletResponse response) {
    String name = request.getParameter("name");
    switch (request.getParameter("by")) {
      case "addCookie" -> response.addCookie(new Cookie(name, "1"));
      case "addHeader" -> response.addHeader("Set-Cookie", name + "=1");
      case "setHeader" -> response.setHeader("Set-Cookie", name + "=1");
      default -> response.addHeader("sEt-CoOkIe", name + "=1");
    }
  }

  private static void setAll(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.addCookie(new Cookie("stats", "1"));
    response.addCookie(new Cookie("lang", "en"));
    response.addHeader("Set-Cookie", "tracker=1");
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write(Site.PAGE);
  }

  private static void failing(HttpServletResponse response, int status) throws Exception {
    response.addCookie(new Cookie("stats", "1"));
    response.sendError(status);
  }

  private static void redirect(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.addCookie(new Cookie("stats", "1"));
    response.addCookie(new Cookie("lang", "en"));
    response.sendRedirect("/");
  }

  private static void fail(HttpServletRequest request, HttpServletResponse response) {
    response.addCookie(new Cookie("stats", "1"));
    throw new IllegalStateException("on purpose");
  }

  private static void read(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    Cookie[] cookies = request.getCookies();
    String names =
        cookies == null
            ? "none"
            : Arrays.stream(cookies).map(Cookie::getName).collect(Collectors.joining(","));
    boolean named =
        Collections.list(request.getHeaderNames()).stream().anyMatch("Cookie"::equalsIgnoreCase);
    response.setContentType("text/plain");
    response
        .getWriter()
        .write(
            "%s|%s|%s|%s"
                .formatted(
                    names,
                    request.getHeader("COOKIE"),
                    Collections.list(request.getHeaders("cookie")),
                    named));
  }

  private static String consent(String form) throws Exception {
    return "Cookie: __Host-consent=" + value(form);
  }

  private static String value(String form) throws Exception {
    return client.post("/consent", form).cookie("__Host-consent").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "addCookie, stats",
    "addHeader, stats",
    "setHeader, stats",
    "mixedCase, stats",
    "addCookie, _ga_X",
    "addCookie, ad",
  })
  @Tag("R4")
  @Tag("E13")
  void set_deniedCookie_leavesByNoWriter(String by, String name) throws Exception {
    assertEquals(List.of(), client.get("/set?by=" + by + "&name=" + name).cookieNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"addCookie", "addHeader", "setHeader", "mixedCase"})
  @Tag("R5")
  void set_undeclaredCookie_isBlockedInAnyState(String by) throws Exception {
    String path = "/set?name=tracker&by=" + by;
    assertEquals(List.of(), client.get(path).cookieNames());
    assertEquals(List.of(), client.get(path, consent("choice=all")).cookieNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"addCookie", "addHeader", "setHeader", "mixedCase"})
  void set_allowedCookie_isHardened(String by) throws Exception {
    Answer answer = client.get("/set?name=stats&by=" + by, consent("choice=all"));
    String header = answer.setCookie("stats").orElseThrow();
    for (String attribute : List.of("Secure", "HttpOnly", "SameSite=Lax")) {
      assertTrue(header.contains(attribute), header);
    }
  }

  @Test
  void set_undeclaredCookieInReportMode_isSent() throws Exception {
    try (Site reporting =
        Site.with(Site.policy("\"transport\" => \"undeclared\": \"report\", \"transport\""))
            .at("/set", GatedCookiesTest::set)
            .start()) {
      Answer answer = reporting.client().get("/set?by=addCookie&name=tracker");
      assertEquals(List.of("tracker"), answer.cookieNames());
    }
  }

  @Test
  @Tag("E17")
  void set_sharedCookieObject_isNeverChanged() throws Exception {
    client.get("/shared", consent("choice=all"));
    assertFalse(SHARED.getSecure());
    assertFalse(SHARED.isHttpOnly());
    assertEquals(-1, SHARED.getMaxAge());
  }

  @ParameterizedTest
  @CsvSource({"/missing, 404", "/broken, 500", "/throws, 500", "/nowhere, 200"})
  @Tag("R1")
  @Tag("R11")
  void fresh_errorPages_setNecessaryCookiesOnly(String path, int status) throws Exception {
    Answer answer = client.get(path);
    assertEquals(status, answer.status());
    List<String> expected = status == 200 ? List.of() : List.of("lang");
    assertEquals(expected, answer.cookieNames());
  }

  @Test
  @Tag("R1")
  void fresh_redirect_setsNecessaryCookiesOnly() throws Exception {
    Answer answer = client.get("/elsewhere");
    assertEquals(302, answer.status());
    assertEquals(List.of("lang"), answer.cookieNames());
  }

  @Test
  @Tag("R6")
  @Tag("E1")
  void read_deniedCookies_areInNoReader() throws Exception {
    Answer answer = client.get("/read", "Cookie: _ga=GA1; lang=en; tracker=2; stats=3");
    assertEquals("lang|lang=en|[lang=en]|true", answer.body());
    assertEquals("none|null|[]|false", client.get("/read", "Cookie: _ga=GA1").body());
  }

  @Test
  @Tag("E2")
  void read_severalCookieLines_areAllGated() throws Exception {
    Answer answer = client.get("/read", "Cookie: _ga=GA1; lang=en", "Cookie: stats=2");
    assertFalse(answer.body().contains("_ga"), answer.body());
    assertFalse(answer.body().contains("stats"), answer.body());
    assertTrue(answer.body().startsWith("lang|"), answer.body());
  }

  @Test
  void read_allowedCookies_areThere() throws Exception {
    String cookies = consent("choice=selected&purpose=analytics") + "; _ga=GA1; ad=2";
    Answer answer = client.get("/read", cookies);
    assertTrue(answer.body().startsWith("_ga|"), answer.body());
  }

  @Test
  @Tag("R6")
  void navigation_withOldDeniedCookie_expiresIt() throws Exception {
    Answer answer = client.get("/", "Sec-Fetch-Mode: navigate", "Cookie: _ga=GA1");
    assertTrue(answer.setCookie("_ga").orElseThrow().contains("Max-Age=0"));
    assertEquals(List.of(), client.get("/", "Sec-Fetch-Mode: cors", "Cookie: _ga=1").cookieNames());
  }

  @Test
  @Tag("R31")
  @Tag("E62")
  @Tag("E63")
  void withdraw_expiresInTheSameResponse() throws Exception {
    String all = consent("choice=all");
    Answer answer = client.post("/consent", "choice=none", all + "; _ga=GA1; ad=1; lang=en");
    assertTrue(answer.setCookie("_ga").orElseThrow().contains("Max-Age=0"));
    assertTrue(answer.setCookie("ad").orElseThrow().contains("Max-Age=0"));
    assertTrue(answer.setCookie("lang").isEmpty());
    assertTrue(answer.cookie("__Host-consent").isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[31m", "a b", "<script>", "name\u00e9"})
  @Tag("R51")
  void set_strangeName_neverReachesTheHeaders(String name) throws Exception {
    String path = "/set?by=addHeader&name=" + java.net.URLEncoder.encode(name, "UTF-8");
    Answer answer = client.get(path, consent("choice=all"));
    assertEquals(200, answer.status());
    assertEquals(List.of(), answer.cookieNames());
  }
}
