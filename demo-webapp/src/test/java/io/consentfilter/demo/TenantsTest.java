// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

/** Every route, with the ids of another firm. */
@Tag("R108")
class TenantsTest {

  private static final Pattern ROUTE = Pattern.compile("<url-pattern>(/[^<]+)</url-pattern>");
  private static final Pattern ID = Pattern.compile("(?:id|grant|customer)=([A-Za-z0-9_-]{22})");

  /** What a form calls the thing that it is about. */
  private static final List<String> NAMES = List.of("id", "grant", "payment", "customer", "code");

  @TempDir static Path folder;
  private static Boekhuis boekhuis;
  private static Browser anna;
  private static Browser bram;
  private static Set<String> ids;
  private static List<String> secrets;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException, InterruptedException {
    boekhuis = Boekhuis.start(Options.in(folder), new MovableClock("2026-11-21T12:00:00Z"));
    anna = new Browser(boekhuis).loggedIn("anna", false);
    bram = new Browser(boekhuis).loggedIn("bram", false);
    anna.post("/app/customers", "client", "Geheime Klant", "email", "g@k.example", "city", "");
    anna.post("/app/tokens", "label", "Geheime Kassa");
    anna.post("/app/support", "reason", "Geheime Vraag", "length", "week");

    anna.post(
        "/app/team",
        "name",
        "Geheime Hulp",
        "email",
        "h@k.example",
        "username",
        "hulp",
        "role",
        "accountant");
    String payment = Browser.location(anna.post("/app/licence")).replaceFirst(".*=", "");
    ids = new TreeSet<>(List.of(payment, "u-4107", "t-4107"));
    for (String path : pages()) {
      ids.addAll(idsOn(anna.get(path).body()));
    }
    secrets = List.of("Galerie Noorderlicht", "Geheime", "dewitkeramiek", "Anna de Wit");
  }

  @AfterAll
  static void stop() {
    boekhuis.close();
  }

  private static List<String> pages() throws IOException {
    Matcher routes = ROUTE.matcher(Files.readString(Path.of("src/main/webapp/WEB-INF/web.xml")));
    List<String> found = new ArrayList<>();
    while (routes.find()) {
      found.add(routes.group(1));
    }
    found.removeAll(List.of("/logout", "/login", "/error-page", "/fout", "/signup", "/app/cancel"));
    return found;
  }

  private static Set<String> idsOn(String html) {
    TreeSet<String> found = new TreeSet<>();
    Matcher links = ID.matcher(html);
    while (links.find()) {
      found.add(links.group(1));
    }
    Document page = Jsoup.parse(html);
    found.addAll(page.select("input[name=id]").eachAttr("value"));
    found.removeIf(String::isEmpty);
    return found;
  }

  @Test
  void ids_ofTheOtherFirm_areFoundForEveryKindOfThing() {
    assertTrue(ids.size() >= 17, ids.size() + " invoices, customers, a token, a grant, a user");
  }

  @Test
  void reading_anyRouteWithIdsOfAnotherFirm_showsNothingOfIt()
      throws IOException, InterruptedException {
    for (String path : pages()) {
      for (String id : ids) {
        StringBuilder query = new StringBuilder("?x");
        NAMES.forEach(name -> query.append('&').append(name).append('=').append(id));
        HttpResponse<String> answer = bram.get(path + query);
        for (String secret : secrets) {
          assertFalse(answer.body().contains(secret), () -> path + " told " + secret);
        }
      }
    }
  }

  @Test
  void sending_anyRouteIdsOfAnotherFirm_changesNothingOfIt()
      throws IOException, InterruptedException {
    List<String> before = seen();
    for (String path : pages()) {
      for (String id : ids) {
        List<String> form =
            new ArrayList<>(
                List.of("client", "Gestolen", "name", "Gestolen", "email", "s@t.example"));
        NAMES.forEach(name -> form.addAll(List.of(name, id)));
        HttpResponse<String> answer = bram.post(path, form.toArray(String[]::new));
        assertTrue(answer.statusCode() < 500, path);
        if (path.endsWith("/remove") || path.endsWith("/end") || path.endsWith("/role")) {
          assertEquals(404, answer.statusCode(), path);
        }
      }
      bram.logIn("bram", "boekhouden", false);
    }
    assertEquals(before, seen());
  }

  private static List<String> seen() throws IOException, InterruptedException {
    List<String> seen = new ArrayList<>();
    for (String path :
        List.of("/app", "/app/customers", "/app/tokens", "/app/support", "/app/team")) {
      seen.add(anna.page(path).select("main").text());
    }
    seen.add(anna.page("/app/profile").select("main input").eachAttr("value").toString());
    return seen;
  }
}
