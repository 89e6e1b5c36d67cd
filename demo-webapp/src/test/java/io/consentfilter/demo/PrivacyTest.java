// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.demo.rights.Promises;
import io.consentfilter.demo.rights.Promises.Promise;
import io.consentfilter.demo.rights.Statements;
import io.consentfilter.demo.rights.Statements.Change;
import io.consentfilter.demo.rights.Statements.Fate;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Boekhuis says about itself, and that it is so. */
class PrivacyTest {

  private static final Path REQUIREMENTS = Path.of("src/test/resources/requirements.md");
  private static final Pattern QUOTE = Pattern.compile("\\b(S[0-4]) |\"([^\"]+)\"");
  private static final Pattern RANGE = Pattern.compile("R(\\d+)(?:–R(\\d+))?");

  @TempDir static Path folder;
  private static Boekhuis boekhuis;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    boekhuis = Boekhuis.start(Options.in(folder), new MovableClock("2026-11-21T12:00:00Z"));
  }

  @AfterAll
  static void stop() {
    boekhuis.close();
  }

  private static Browser browser() {
    return new Browser(boekhuis);
  }

  // The statement

  @Test
  @Tag("R115")
  void statement_hasItsDateEarlierVersionsTheAuthorityAndAContact()
      throws IOException, InterruptedException {
    Document page = browser().page("/privacy?lang=nl");
    assertTrue(page.select("main").text().contains("Laatst aangepast: 21 nov"), page.text());
    assertEquals(
        List.of("/privacy?versie=2026-11-01", "/privacy?vergelijk=2026-11-01"),
        page.select("main li a[href^=/privacy?]").eachAttr("href"));
    assertEquals(1, page.select("a[href=https://autoriteitpersoonsgegevens.nl/]").size());
    assertEquals(1, page.select("main a[href=/contact]").size());
    assertEquals(1, page.select("main a[href=/rights]").size());
    assertEquals(1, page.select("main a[href^=mailto:]").size());
  }

  @Test
  @Tag("R115")
  void statement_ofAnEarlierDate_isAsItWas_andTheDifferencesShow()
      throws IOException, InterruptedException {
    Document old = browser().page("/privacy?versie=2026-11-01");
    assertEquals("2026-11-01", old.expectFirst("time").attr("datetime"));
    assertFalse(old.select("main").text().contains("repeatedly tries to break in"));
    Document changes = browser().page("/privacy?vergelijk=2026-11-01");
    assertTrue(changes.select("ins").text().contains("repeatedly tries to break in"));
    assertTrue(changes.select("del").text().contains("We keep no register of ordinary visits"));
    assertEquals(404, browser().get("/privacy?versie=2025-01-01").statusCode());
    assertEquals(404, browser().get("/privacy?versie=../promises").statusCode());
  }

  @Test
  @Tag("R115")
  void statement_ofToday_hasTheDateOfThePolicy() throws IOException {
    String policy = Files.readString(Path.of("src/main/webapp/WEB-INF/consent-policy.json"));
    assertTrue(policy.contains("\"updated\": \"" + Statements.CURRENT + "\""));
  }

  @Test
  void compare_ofTwoTexts_keepsWhatIsCommon() {
    List<Change> changes =
        Statements.compare(List.of("a", "b", "c", "e"), List.of("a", "c", "d", "e"));
    assertEquals(
        List.of(
            new Change(Fate.KEPT, "a"),
            new Change(Fate.REMOVED, "b"),
            new Change(Fate.KEPT, "c"),
            new Change(Fate.ADDED, "d"),
            new Change(Fate.KEPT, "e")),
        changes);
  }

  // Recipients

  private static Set<String> origins(String text) {
    Matcher matcher = Pattern.compile("https://[a-z0-9.*-]+").matcher(text);
    TreeSet<String> found = new TreeSet<>();
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  @Test
  @Tag("R116")
  void recipients_onThePage_areTheOriginsOfTheContentSecurityPolicy()
      throws IOException, InterruptedException {
    Browser visitor = browser();
    visitor.post("/consent", "choice", "all");
    HttpResponse<String> answer = visitor.get("/privacy");
    String header = answer.headers().firstValue("Content-Security-Policy").orElse("");
    Set<String> listed = origins(Jsoup.parse(answer.body()).select("table code").text());
    assertEquals(3, listed.size());
    assertEquals(origins(header), listed);
    assertEquals(listed, origins(visitor.page("/agreement").select("table code").text()));
  }

  @Test
  @Tag("R116")
  void recipients_beforeAChoice_areNobody() throws IOException, InterruptedException {
    HttpResponse<String> answer = browser().get("/privacy");
    String header = answer.headers().firstValue("Content-Security-Policy").orElse("");
    assertEquals(new TreeSet<>(), origins(header));
  }

  @Test
  @Tag("R116")
  void pages_nameNoOriginThatIsNotDeclared() throws IOException, InterruptedException {
    Browser visitor = browser();
    visitor.post("/consent", "choice", "all");
    Set<String> declared = origins(visitor.page("/privacy").select("table code").text());
    for (String path : List.of("/", "/video", "/signup", "/rights", "/promises", "/newsletter")) {
      Document page = visitor.page(path);
      List<String> loaded = new ArrayList<>(page.select("[src]").eachAttr("src"));
      loaded.addAll(page.select("link[href]").eachAttr("href"));
      loaded.removeIf(address -> address.startsWith("/"));
      assertTrue(declared.containsAll(origins(String.join(" ", loaded))), path + loaded);
    }
  }

  // Promises

  /** Returns each quote of the table with its source, and the requirements of its row. */
  private static Map<String, List<String>> table() throws IOException {
    TreeMap<String, List<String>> found = new TreeMap<>();
    for (String line : Files.readAllLines(REQUIREMENTS)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length != 5 || !cells[3].contains("→")) {
        continue;
      }
      String source = "";
      Matcher quotes = QUOTE.matcher(cells[1]);
      while (quotes.find()) {
        source = quotes.group(1) == null ? source : quotes.group(1);
        if (quotes.group(2) != null) {
          found.put(source + " " + quotes.group(2), requirements(cells[3]));
        }
      }
    }
    return found;
  }

  private static List<String> requirements(String cell) {
    List<String> found = new ArrayList<>();
    Matcher ranges = RANGE.matcher(cell);
    while (ranges.find()) {
      int first = Integer.parseInt(ranges.group(1));
      int last = ranges.group(2) == null ? first : Integer.parseInt(ranges.group(2));
      for (int i = first; i <= last; i++) {
        found.add("R" + i);
      }
    }
    return found;
  }

  @Test
  void promises_areExactlyThoseOfTheTable() throws IOException {
    TreeMap<String, List<String>> kept = new TreeMap<>();
    Promises.sections().stream()
        .flatMap(section -> section.promises().stream())
        .forEach(p -> kept.put(p.source() + " " + p.dutch(), p.requirements()));
    assertEquals(table(), kept);
    assertEquals(83, kept.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "en"})
  void promises_onThePage_areShownWithWhatKeepsThem(String language)
      throws IOException, InterruptedException {
    Document page = browser().page("/promises?lang=" + language);
    List<Promise> all =
        Promises.sections().stream().flatMap(section -> section.promises().stream()).toList();
    assertEquals(all.size(), page.select(".promises li").size());
    for (Promise promise : all) {
      String text = page.select(".promises li:contains(" + promise.source() + ")").text();
      assertTrue(text.contains(promise.kept(language)), promise.dutch());
      assertTrue(text.contains(promise.dutch()), promise.dutch());
      assertTrue(text.contains(promise.english()), promise.dutch());
    }
  }
}
