// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.servlet.RawClient.Answer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Content-Security-Policy that follows a visitor's choice. */
class SecurityPolicyOverHttpTest {

  private static final String ENFORCED = "Content-Security-Policy";
  private static final String REPORTED = "Content-Security-Policy-Report-Only";
  private static final String ORIGIN = "https://tags.count.example";
  private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/=]{24})'");

  private static Site.Starter site(String csp) {
    return Site.with(Site.policy("\"protected\" => \"csp\": " + csp + ", \"protected\""))
        .at("/typed", (request, response) -> typed(response, request.getParameter("type")))
        .at("/empty", (request, response) -> response.setStatus(200))
        .at("/untyped", (request, response) -> response.getOutputStream().print("x"))
        .at("/error", (request, response) -> response.sendError(500))
        .at("/redirect", (request, response) -> response.sendRedirect("/"))
        .at("/flushed", (request, response) -> response.flushBuffer())
        .at("/own", (request, response) -> response.setHeader(ENFORCED, "img-src 'none'"))
        .at(
            "/nonce",
            (request, response) -> {
              response.addHeader(ENFORCED, "img-src 'none'");
              String first = Consent.of(request).nonce();
              response.getWriter().write(first.equals(Consent.of(request).nonce()) ? first : "");
            });
  }

  private static void typed(HttpServletResponse response, String type) throws IOException {
    response.setContentType(type);
    response.getOutputStream().print("{}");
  }

  private static String choice(Site site, String form) throws Exception {
    Answer answer = site.client().post("/consent", form);
    return "Cookie: __Host-consent=" + answer.cookie("__Host-consent").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/login", "/consent", "/consent/status", "/app/page"})
  @Tag("R3")
  @Tag("R60")
  void policy_enforced_namesAnOriginOnlyOnceItIsAllowed(String path) throws Exception {
    try (Site site = site("\"enforce\"").start()) {
      String refused = choice(site, "choice=none");
      String other = choice(site, "choice=selected&purpose=marketing");
      String granted = choice(site, "choice=selected&service=counter");
      for (String visitor : List.of("X-No: choice", refused, other)) {
        List<String> policies = site.client().get(path, visitor).headers(ENFORCED);
        assertEquals(1, policies.size());
        assertFalse(policies.get(0).contains(ORIGIN), policies.get(0));
        assertTrue(policies.get(0).contains("frame-ancestors 'self'"), policies.get(0));
      }
      String allowed = site.client().get(path, granted).header(ENFORCED).orElseThrow();
      assertTrue(allowed.contains("script-src 'self' 'unsafe-inline' 'unsafe-eval' " + ORIGIN));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/consent/banner.js", "/consent/banner.css"})
  void policy_ofAnAssetThatAnyCacheMayKeep_tellsNothingOfAChoice(String path) throws Exception {
    try (Site site = site("\"enforce\"").start()) {
      String granted = choice(site, "choice=all");
      for (String visitor : List.of("X-No: choice", granted)) {
        assertEquals(
            List.of("frame-ancestors 'self'"), site.client().get(path, visitor).headers(ENFORCED));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"report-only, 1, 1", "off, 1, 0", "enforce, 1, 0"})
  void policy_inEachMode_isSentUnderItsName(String mode, int enforced, int reported)
      throws Exception {
    try (Site site = site('"' + mode + '"').start()) {
      Answer answer = site.client().get("/");
      assertEquals(enforced, answer.headers(ENFORCED).size());
      assertEquals(reported, answer.headers(REPORTED).size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, true",
    "application/xhtml+xml, true",
    "image/svg+xml, true",
    "text/xml, true",
    "application/xml, true",
    "text/javascript, true",
    "text/plain, true",
    "application/octet-stream, true",
    "application/pdf, true",
    "imagepng, true",
    "/, true",
    "application/json, false",
    "application/json;charset=UTF-8, false",
    "Application/Problem+JSON, false",
    "text/css, false",
    "text/event-stream, false",
    "image/png, false",
    "audio/ogg, false",
    "video/mp4, false",
    "font/woff2, false"
  })
  void policy_ofAPartThatNoBrowserRuns_isOnlyWhoMayFrameIt(String type, boolean runs)
      throws Exception {
    String part = "Sec-Fetch-Dest: empty";
    try (Site site = site("\"enforce\"").start()) {
      List<String> policies =
          site.client()
              .get("/typed?type=" + URLEncoder.encode(type, UTF_8), part)
              .headers(ENFORCED);
      assertEquals(1, policies.size());
      assertEquals(!runs, policies.get(0).equals("frame-ancestors 'self'"), policies.get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/empty", "/untyped", "/error", "/redirect", "/flushed", "/nowhere"})
  void policy_ofAPartWithoutATypeOrABody_isSent(String path) throws Exception {
    try (Site site = site("\"enforce\"").start()) {
      String policy =
          site.client().get(path, "Sec-Fetch-Dest: empty").header(ENFORCED).orElseThrow();
      assertTrue(policy.contains("script-src"), policy);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"document", "iframe", "object", "worker", "serviceworker", "new", ""})
  void policy_ofWhatMayBecomeADocumentOrWorker_isSentWhateverItsType(String destination)
      throws Exception {
    String header = destination.isEmpty() ? "X-No: metadata" : "Sec-Fetch-Dest: " + destination;
    try (Site site = site("\"enforce\"").start()) {
      Answer answer = site.client().get("/typed?type=image/png", header);
      String policy = answer.header(ENFORCED).orElseThrow();
      assertTrue(policy.contains("script-src"), policy);
    }
  }

  @Test
  @Tag("E71")
  void policy_besideTheApplicationsOwn_isSentToo() throws Exception {
    try (Site site = site("\"enforce\"").start()) {
      List<String> policies = site.client().get("/own").headers(ENFORCED);
      assertEquals(2, policies.size());
      assertEquals("img-src 'none'", policies.get(0));
    }
  }

  @Test
  @Tag("E72")
  void nonce_askedFor_isInThePolicyOfThatPageAlone() throws Exception {
    try (Site site = site("{\"mode\": \"enforce\", \"inlineScripts\": \"nonce\"}").start()) {
      Answer answer = site.client().get("/nonce");
      List<String> policies = answer.headers(ENFORCED);
      assertEquals(2, policies.size(), policies::toString);
      assertTrue(policies.contains("img-src 'none'"), policies::toString);
      Matcher nonce = NONCE.matcher(policies.toString());
      assertTrue(nonce.find());
      assertEquals(nonce.group(1), answer.body());
      assertNotEquals(answer.body(), site.client().get("/nonce").body());
      assertFalse(NONCE.matcher(site.client().get("/").header(ENFORCED).orElse("")).find());
    }
  }

  @Test
  void report_ofABrowser_isTakenFromAnywhereAndChangesNothing() throws Exception {
    String report =
        "{\"csp-report\":{\"effective-directive\":\"img-src\","
            + "\"blocked-uri\":\"https://pixel.example/1.gif\"}}";
    try (Site site = site("\"report-only\"").start()) {
      Answer answer =
          site.client()
              .post(
                  "/consent/csp-report",
                  report,
                  "Content-Type: application/csp-report",
                  "Origin: null",
                  "Sec-Fetch-Site: cross-site");
      assertEquals(204, answer.status());
      assertEquals(List.of(), answer.cookieNames());
      assertEquals(204, site.client().post("/consent/csp-report", "x".repeat(100_000)).status());
      assertEquals(404, site.client().get("/consent/csp-report").status());
    }
  }
}
