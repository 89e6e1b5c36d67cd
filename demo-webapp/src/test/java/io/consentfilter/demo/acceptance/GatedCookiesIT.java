// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo under a policy that it was not written for: its own statistics are allowed, but the
 * cookie that they set belongs to a purpose that is not, and its language cookie to nobody.
 */
class GatedCookiesIT {

  private static final String COOKIES_OF_STATISTICS =
      "\"cookies\": [\n        {\n          \"name\": \"bh_stats\"";

  @TempDir private static Path folder;
  private static Demo demo;
  private Wire wire;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    String own = Files.readString(Path.of("src/main/webapp/WEB-INF/consent-policy.json"), UTF_8);
    String moved =
        own.replace("\"bh_stats\"", "\"mc_first\"")
            .replace("\"mc_*\"", "\"bh_stats\"")
            .replace("\"bh_lang\"", "\"bh_tongue\"");
    assertTrue(own.contains(COOKIES_OF_STATISTICS));
    Path policy = Files.writeString(folder.resolve("moved.json"), moved, UTF_8);
    demo = Demo.serving(folder, "--policy", policy.toString());
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @BeforeEach
  void connect() throws IOException {
    wire = Wire.plain(demo.port());
  }

  @Test
  @Tag("R4")
  @Tag("R18")
  void cookie_ofADeniedPurpose_neverLeavesWhateverTheApplicationWants() throws IOException {
    Session visitor = new Session(wire);
    visitor.post("/consent", "choice=selected&purpose=analytics");
    for (String path : List.of("/", "/video", "/privacy", "/contact", "/login")) {
      assertEquals(List.of(), visitor.get(path).setCookies(), path);
    }
    assertEquals(List.of(), visitor.post("/stats/hit", "path=/").setCookies());
    visitor.post("/consent", "choice=all");
    assertTrue(visitor.get("/").cookie("bh_stats").length() > 20, "set once it is allowed");
  }

  @Test
  @Tag("R6")
  void cookie_ofADeniedPurpose_isHiddenFromTheApplicationAndExpired() throws IOException {
    long before = visitors();
    Session visitor = new Session(wire);
    visitor.post("/consent", "choice=selected&purpose=analytics");
    String id = "QUFBQUFBQUFBQUFBQUFBQQ";
    for (String header :
        List.of(
            "bh_stats=" + id,
            "x=1; bh_stats=" + id,
            "bh_stats=\"" + id + "\"",
            " bh_stats = " + id,
            "bh_stats=" + id + "; bh_stats=" + id,
            ";;bh_stats=" + id)) {
      Answer answer =
          wire.get("/privacy", visitor.header() + " " + header, "Sec-Fetch-Mode: navigate");
      assertEquals(200, answer.status());
      assertEquals("", answer.cookie("bh_stats"), header);
      assertTrue(answer.setCookie("bh_stats").contains("Max-Age=0"), header);
    }
    assertEquals(before + 6, visitors(), "each time a visitor whom nobody recognises");
    visitor.post("/consent", "choice=all");
    wire.get("/privacy", visitor.header() + " bh_stats=" + id);
    wire.get("/privacy", visitor.header() + " bh_stats=" + id);
    assertEquals(before + 7, visitors(), "recognised once it is allowed");
  }

  private long visitors() throws IOException {
    String page = Session.loggedIn(wire, "anna", false).get("/app/stats").body();
    String text = Jsoup.parse(page).select("[data-stat=visitors]").text();
    return Long.parseLong(text.replaceAll("\\D", ""));
  }

  @Test
  @Tag("R5")
  void cookie_thatNobodyDeclared_isWithheldAndNamedInTheLogOnce() throws IOException {
    Session visitor = new Session(wire);
    visitor.post("/consent", "choice=all");
    for (int i = 0; i < 3; i++) {
      assertEquals("", visitor.get("/?lang=en").cookie("bh_lang"));
    }
    String log = demo.stderr();
    assertEquals(2, log.split("bh_lang", -1).length, log);
    assertFalse(log.contains("bh_lang=en"), log);
  }

  @Test
  void filtersOwnCookies_areNotTheApplicationsToReadOrForge() throws IOException {
    Session anna = Session.loggedIn(wire, "anna", true);
    anna.post("/consent", "choice=all");
    for (String path : List.of("/", "/app", "/app/account", "/consent", "/fout")) {
      String body = anna.get(path).body();
      for (String cookie : List.of("session", "remember", "consent")) {
        assertFalse(body.contains(anna.cookie(cookie)), path + " shows " + cookie);
      }
    }
  }
}
