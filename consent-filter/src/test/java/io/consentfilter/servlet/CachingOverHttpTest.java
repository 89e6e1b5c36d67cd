// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.servlet.RawClient.Answer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No shared cache keeps what was for one visitor. */
class CachingOverHttpTest {

  private static Site site;
  private static RawClient client;

  @BeforeAll
  static void start() throws Exception {
    site =
        Site.with(Site.policy())
            .at("/before", (request, response) -> data(request, response, true))
            .at("/after", (request, response) -> data(request, response, false))
            .at("/session", CachingOverHttpTest::session)
            .at("/plain", (request, response) -> plain(response))
            .start();
    client = site.client();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static void data(
      HttpServletRequest request, HttpServletResponse response, boolean cookieFirst)
      throws Exception {
    if (cookieFirst) {
      response.addHeader("Set-Cookie", "lang=nl; Path=/");
    }
    String said = request.getParameter("said");
    if (said != null) {
      response.setHeader("Cache-Control", said);
    }
    response.setHeader("CDN-Cache-Control", "max-age=60");
    if (!cookieFirst) {
      response.addHeader("Set-Cookie", "lang=nl; Path=/");
    }
    response.setContentType("application/json");
    response.getWriter().write("{}");
  }

  private static void session(HttpServletRequest request, HttpServletResponse response) {
    request.getSession().setAttribute("k", "v");
    response.setHeader("Cache-Control", "public, max-age=60");
  }

  private static void plain(HttpServletResponse response) throws Exception {
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "public, max-age=60");
    response.setHeader("CDN-Cache-Control", "max-age=60");
    response.getWriter().write("{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | private",
        "public, max-age=60 | private, max-age=60",
        "max-age=60,S-MaxAge=600 | private, max-age=60",
        "no-store | no-store",
        "Private, must-revalidate | Private, must-revalidate"
      })
  @Tag("R57")
  @Tag("E73")
  @Tag("E77")
  void answer_withACookie_isPrivate(String said, String kept) throws Exception {
    String query = said == null ? "" : "?said=" + said.replace(" ", "%20");
    for (String path : new String[] {"/before", "/after"}) {
      Answer answer = client.get(path + query);
      assertEquals(Optional.of(kept), answer.header("Cache-Control"), path);
      assertTrue(
          answer.headers("CDN-Cache-Control").stream().allMatch("private"::equals),
          answer::toString);
    }
  }

  @Test
  @Tag("R57")
  void answer_thatBeginsASession_isPrivate() throws Exception {
    assertEquals(
        Optional.of("private, max-age=60"), client.get("/session").header("Cache-Control"));
  }

  @Test
  @Tag("R55")
  void answer_withoutACookie_isLeftAsItIs() throws Exception {
    Answer answer = client.get("/plain");
    assertEquals(Optional.of("public, max-age=60"), answer.header("Cache-Control"));
    assertEquals(Optional.of("max-age=60"), answer.header("CDN-Cache-Control"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  @Tag("R57")
  @Tag("E74")
  void page_whateverWasChosen_isAsUncacheable(String choice) throws Exception {
    Answer chosen = client.post("/consent", "choice=" + choice);
    String cookie = "Cookie: __Host-consent=" + chosen.cookie("__Host-consent").orElseThrow();
    assertEquals(Optional.of("private, no-cache"), client.get("/", cookie).header("Cache-Control"));
    assertEquals(Optional.of("private, no-cache"), client.get("/").header("Cache-Control"));
  }
}
