// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.servlet.RawClient.Answer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The headers that make browsers careful, on every answer that the application or the filter makes.
 */
class HardeningOverHttpTest {

  private static final String CSP = "Content-Security-Policy";
  private static final String FRAMES = "frame-ancestors 'self'";

  private static Site.Starter site(String... changes) {
    return Site.with(Site.policy(changes))
        .at("/missing", (request, response) -> response.sendError(404))
        .at("/fails", (request, response) -> response.sendError(500))
        .at(
            "/throws",
            (request, response) -> {
              throw new IllegalStateException("on purpose");
            })
        .at("/error", (request, response) -> response.getWriter().write("sorry"))
        .at("/resets", (request, response) -> resets(response))
        .at("/own", (request, response) -> own(response))
        .errorPage(404, "/error")
        .errorPage(500, "/error");
  }

  private static void resets(HttpServletResponse response) throws Exception {
    response.setHeader("X-Lost", "1");
    response.reset();
    response.getWriter().write("anew");
  }

  private static void own(HttpServletResponse response) throws Exception {
    response.setHeader(CSP, "default-src 'self'");
    response.setHeader(CSP, "img-src 'self'");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.getWriter().write("own");
  }

  private static void assertHardened(Answer answer, String path) {
    assertEquals(Optional.of("max-age=31536000"), answer.header("Strict-Transport-Security"), path);
    assertEquals(Optional.of("nosniff"), answer.header("X-Content-Type-Options"), path);
    assertEquals(
        Optional.of("strict-origin-when-cross-origin"), answer.header("Referrer-Policy"), path);
    assertEquals(List.of(FRAMES), answer.headers(CSP), path);
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200",
    "/login, 200",
    "/missing, 404",
    "/fails, 500",
    "/throws, 500",
    "/resets, 200",
    "/app/page, 401",
    "/consent, 200",
    "/consent/status, 200",
    "/consent/banner.js, 200",
    "/consent/nowhere, 404"
  })
  @Tag("R59")
  void answer_ofAnyKind_isHardened(String path, int status) throws Exception {
    try (Site site = site().start()) {
      Answer answer = site.client().get(path);
      assertEquals(status, answer.status());
      assertHardened(answer, path);
    }
  }

  @Test
  @Tag("R59")
  @Tag("E71")
  void policyOfTheApplication_goesOutBesideOurs() throws Exception {
    try (Site site = site().start()) {
      Answer answer = site.client().get("/own");
      assertEquals(List.of("img-src 'self'", FRAMES), answer.headers(CSP));
      assertEquals(List.of("no-referrer"), answer.headers("Referrer-Policy"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "strictTransportSecurity, Strict-Transport-Security",
    "contentTypeOptions, X-Content-Type-Options",
    "referrerPolicy, Referrer-Policy",
    "frameAncestors, Content-Security-Policy"
  })
  void header_leftToTheApplication_isNotSent(String key, String header) throws Exception {
    String change = "\"protected\" => \"headers\": {\"" + key + "\": false}, \"protected\"";
    try (Site site = site(change).start()) {
      assertTrue(site.client().get("/").headers(header).isEmpty());
    }
  }

  @Test
  void transportSecurity_overPlainHttp_isNotSent() throws Exception {
    try (Site site = site("\"proxied\" => \"http\"").start()) {
      assertTrue(site.client().get("/").header("Strict-Transport-Security").isEmpty());
    }
  }

  @Test
  @Tag("E29")
  void reset_byTheApplication_keepsOurCookies() throws Exception {
    try (Site site = site().start()) {
      Answer login = site.client().post("/login", "username=anna&password=x&remember=on");
      String token = "Cookie: __Host-remember=" + login.cookie("__Host-remember").orElseThrow();
      Answer resumed = site.client().get("/resets", token);
      assertEquals(
          List.of("__Host-remember", "__Host-session"),
          resumed.cookieNames().stream().distinct().sorted().toList());
    }
  }
}
