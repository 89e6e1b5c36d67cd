// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.Inventory;
import io.consentfilter.policy.Inventory.Area;
import io.consentfilter.policy.Kind;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.PolicyDraft;
import io.consentfilter.servlet.RawClient.Answer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the filter learns of a site that it does not know yet. */
@Tag("R5")
class InventoryOverHttpTest {

  private static final String REPORT =
      "{\"csp-report\":{\"effective-directive\":\"%s\",\"blocked-uri\":\"%s\","
          + "\"document-uri\":\"https://site.example%s\"}}";

  private volatile Optional<Inventory> found = Optional.empty();

  @TempDir private Path folder;

  private Site.Starter site(String undeclared) {
    Policy policy =
        Site.policy(
            "\"protected\" => \"undeclared\": \"" + undeclared + "\", \"protected\"",
            "\"origins\": => \"storageKeys\": [\"count_*\"], \"origins\":");
    return Site.with(policy)
        .at(
            "/shop/*",
            (request, response) -> {
              Cookie theme = new Cookie("theme", "secret-value");
              theme.setMaxAge(2_592_000);
              response.addCookie(theme);
              response.addHeader("Set-Cookie", "cart_4711=secret-value");
              response.addCookie(new Cookie("lang", "nl"));
              found = Setup.attribute(request.getServletContext(), Inventory.class);
            });
  }

  private Inventory kept() {
    return found.orElseThrow();
  }

  private static void report(Site site, String directive, String blocked, String page)
      throws Exception {
    Answer answer =
        site.client().post("/consent/csp-report", REPORT.formatted(directive, blocked, page));
    assertEquals(204, answer.status());
  }

  @Test
  void cookies_underReport_passAndAreNotedByNameAndPlace() throws Exception {
    try (Site site = site("report").start()) {
      Answer answer =
          site.client()
              .get("/shop/4711?customer=anna", "Cookie: _ga=secret-value; lang=nl; other=1");
      assertEquals(List.of("theme", "cart_4711", "lang"), answer.cookieNames());
      List<String> at = List.of("/shop/*");
      assertEquals(
          List.of(
              new Inventory.Cookie("cart_*", true, Optional.empty(), at),
              new Inventory.Cookie("theme", true, Optional.of(Duration.ofDays(30)), at),
              new Inventory.Cookie("other", false, Optional.empty(), at)),
          kept().cookies());
      assertFalse(kept().toJson().matches("(?s).*(secret|anna|4711|127\\.0\\.0\\.1).*"));
    }
  }

  @Test
  void origins_reportedByBrowsers_areNotedUnlessDeclared() throws Exception {
    try (Site site = site("report").start()) {
      site.client().get("/shop/1");
      report(site, "script-src-elem", "https://cdn.tracker.example/t.js?u=1", "/shop/4711?a=b");
      report(site, "connect-src", "wss://live.tracker.example/socket", "/");
      report(site, "script-src-elem", "https://tags.count.example/c.js", "/");
      report(site, "script-src-elem", "inline", "/");
      report(site, "img-src", "https://pixel.example", "/x y|");
      assertEquals(
          List.of(
              new Inventory.Origin(
                  "https://cdn.tracker.example", Set.of(Kind.SCRIPT), List.of("/shop/*")),
              new Inventory.Origin(
                  "https://live.tracker.example", Set.of(Kind.SOCKET), List.of("/")),
              new Inventory.Origin("https://pixel.example", Set.of(Kind.IMG), List.of("/*"))),
          kept().origins());
    }
  }

  private static Answer storage(Site site, String body) throws Exception {
    return site.client().send("POST", "/consent/storage", body, "Sec-Fetch-Site: same-origin");
  }

  @Test
  void storage_reportedByPages_isNotedUnlessDeclared() throws Exception {
    try (Site site = site("report").start()) {
      site.client().get("/shop/1");
      String body =
          "{\"page\":\"/shop/4711\",\"local\":[\"basket\",\"count_1\",7],\"session\":[\"basket\"]}";
      assertEquals(204, storage(site, body).status());
      assertEquals(
          List.of(
              new Inventory.StorageKey(
                  "basket", Set.of(Area.LOCAL, Area.SESSION), List.of("/shop/*"))),
          kept().storageKeys());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{", "{\"local\":7}", "{\"page\":[],\"local\":[\"a\"]}", "null"})
  void storage_thatIsNoReport_isIgnored(String body) throws Exception {
    try (Site site = site("report").start()) {
      site.client().get("/shop/1");
      assertEquals(204, storage(site, body).status());
      assertEquals(204, storage(site, "[".repeat(16_384)).status());
      assertEquals(
          List.of(), kept().storageKeys().stream().filter(k -> !k.key().equals("a")).toList());
    }
  }

  @Test
  void storage_reportedFromElsewhere_isRefused() throws Exception {
    try (Site site = site("report").start()) {
      site.client().get("/shop/1");
      String body = "{\"page\":\"/\",\"local\":[\"basket\"]}";
      Answer answer =
          site.client().send("POST", "/consent/storage", body, "Sec-Fetch-Site: cross-site");
      assertEquals(403, answer.status());
      assertEquals(List.of(), kept().storageKeys());
    }
  }

  @Test
  void script_thatReportsStorage_isSentOnlyWhereAnInventoryIsKept() throws Exception {
    for (String undeclared : List.of("report", "block")) {
      try (Site site =
          site(undeclared).at("/page", Site.Starter.html("<!doctype html>x")).start()) {
        String page = site.client().get("/page").body();
        assertEquals(undeclared.equals("report"), page.contains("data-consent-storage"), page);
      }
    }
  }

  @Test
  void inventory_belowAContextPath_namesPlacesBelowIt() throws Exception {
    try (Site site = site("report").contextPath("/app").start()) {
      site.client().get("/app/shop/1");
      Answer answer =
          site.client()
              .post(
                  "/app/consent/csp-report",
                  REPORT.formatted("img-src", "https://pixel.example", "/app/shop/1"));
      assertEquals(204, answer.status());
      assertEquals(List.of("/shop/*"), kept().origins().get(0).places());
      assertEquals(List.of("/shop/*"), kept().cookies().get(0).places());
    }
  }

  @Test
  void inventory_underBlock_isNotKeptUnlessAFileIsNamed() throws Exception {
    try (Site site = site("block").start()) {
      site.client().get("/shop/1", "Cookie: other=1");
      assertEquals(Optional.empty(), found);
    }
    Path file = folder.resolve("seen.json");
    try (Site site = site("block").parameter("inventory", file.toString()).start()) {
      assertEquals(List.of("lang"), site.client().get("/shop/1").cookieNames());
      assertEquals(2, kept().cookies().size());
    }
  }

  @Test
  void file_ofAnInventory_isWrittenOnceAMinuteAndAtTheEnd() throws Exception {
    Path file = folder.resolve("seen.json");
    Site.Starter starter = site("report").parameter("inventory", file.toString());
    try (Site site = starter.start()) {
      site.client().get("/", "Cookie: first=1");
      assertEquals(1, Inventory.read(file).cookies().size());
      site.client().get("/", "Cookie: second=1");
      assertEquals(1, Inventory.read(file).cookies().size(), "within the minute");
      site.clock().advance(Duration.ofSeconds(61));
      site.client().get("/");
      assertEquals(2, Inventory.read(file).cookies().size());
      site.client().get("/", "Cookie: third=1");
    }
    assertEquals(3, Inventory.read(file).cookies().size());
    try (Site site = site("report").parameter("inventory", file.toString()).start()) {
      site.client().get("/shop/1");
      assertEquals(5, kept().cookies().size(), "goes on where the last run ended");
    }
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void file_thatIsSomethingElse_isNotOverwritten() throws Exception {
    Path file = Files.writeString(folder.resolve("passwords.txt"), "root:x:0:0");
    Exception e =
        assertThrows(
            Exception.class, () -> site("report").parameter("inventory", file.toString()).start());
    assertTrue(
        e instanceof ServletException || e.getCause() instanceof ServletException, e::toString);
    assertEquals("root:x:0:0", Files.readString(file));
    Path nowhere = folder.resolve("missing").resolve("seen.json");
    assertThrows(
        Exception.class, () -> site("report").parameter("inventory", nowhere.toString()).start());
  }

  @Test
  void draft_ofWhatWasSeen_completed_isAPolicyUnderWhichNothingIsUndeclared() throws Exception {
    try (Site site = site("report").start()) {
      site.client().get("/shop/1", "Cookie: _fbp=1");
      report(site, "frame-src", "https://www.youtube-nocookie.com/embed/x", "/");
    }
    PolicyDraft.Site who = new PolicyDraft.Site(List.of("en"), "Shop Ltd", "info@shop.example");
    String draft = PolicyDraft.of(kept(), who).json();
    String completed =
        draft
            .replace("\"purpose\": \"\"", "\"purpose\": \"necessary\"")
            .replace("\"\"", "\"text\"")
            .replace("\"undeclared\": \"report\"", "\"undeclared\": \"block\"");
    try (Site site =
        Site.with(Policy.parse(completed.replace("\"csp\"", "\"transport\": \"proxied\", \"csp\"")))
            .at(
                "/shop/*",
                (request, response) -> {
                  response.addCookie(new Cookie("theme", "1"));
                  response.addCookie(new Cookie("cart_4712", "1"));
                  response.addCookie(new Cookie("_fbp", "1"));
                })
            .start()) {
      assertEquals(List.of("theme", "cart_4712"), site.client().get("/shop/2").cookieNames());
    }
  }
}
