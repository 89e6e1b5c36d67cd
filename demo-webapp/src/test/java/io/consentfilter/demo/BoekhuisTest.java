// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoekhuisTest {

  private static final Clock CLOCK = new MovableClock("2026-11-21T12:00:00Z");

  @TempDir static Path folder;
  private static Boekhuis boekhuis;

  private URI target = URI.create("http://localhost/");
  private final CookieManager cookies = new CookieManager();
  private final HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    boekhuis = Boekhuis.start(Options.in(folder), CLOCK);
  }

  @AfterAll
  static void stop() {
    boekhuis.close();
  }

  @BeforeEach
  void visit() {
    target = boekhuis.url();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(target.resolve(path))
        .header("Accept", "text/html")
        .header("Sec-Fetch-Site", "same-origin");
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return browser.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  private HttpResponse<String> post(String path, String form)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElse("");
  }

  private Optional<HttpCookie> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .findFirst();
  }

  private List<String> cookieNames() {
    return cookies.getCookieStore().getCookies().stream().map(HttpCookie::getName).toList();
  }

  private void login(String username) throws IOException, InterruptedException {
    HttpResponse<String> response = post("/login", "username=" + username + "&password=boekhouden");
    assertEquals(303, response.statusCode());
    assertEquals("/app", location(response));
  }

  @ParameterizedTest
  @CsvSource({"/, 200", "/login, 200", "/video, 200", "/contact, 200", "/privacy, 200"})
  void page_ofAnyKind_answersWithALinkToTheCookieSettings(String path, int status)
      throws IOException, InterruptedException {
    assertPage(path, status);
  }

  @ParameterizedTest
  @Tag("R29")
  @CsvSource({"/nergens, 404", "/fout, 500", "/logout, 405", "/error-page, 404"})
  void page_thatFails_isOursAndLinksToTheCookieSettings(String path, int status)
      throws IOException, InterruptedException {
    Document page = assertPage(path, status);
    assertEquals(Integer.toString(status), page.select("main .kicker").text());
    assertFalse(page.text().contains("Exception"));
  }

  private Document assertPage(String path, int status) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    assertEquals(status, response.statusCode());
    Document page = Jsoup.parse(response.body());
    assertEquals(
        "Cookie-instellingen", page.select("footer a[href^=/consent][data-consent-open]").text());
    assertEquals("nl", page.select("html").attr("lang"));
    assertEquals(List.of(), cookieNames());
    return page;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app", "/app/account", "/app/stats", "/app/export.csv", "/app/confirm"})
  void customerPage_withoutLogin_sendsToTheLoginPage(String path)
      throws IOException, InterruptedException {
    HttpResponse<String> response = get(path);
    assertEquals(3, response.statusCode() / 100);
    assertTrue(location(response).contains("/login"), location(response));
  }

  @Test
  void language_isTheVisitorsUntilAnotherIsChosen() throws IOException, InterruptedException {
    HttpRequest english = request("/").header("Accept-Language", "en-GB,en;q=0.8").build();
    assertTrue(send(english).body().contains("<html lang=\"en\">"));
    assertEquals(List.of(), cookieNames());
    assertTrue(get("/?lang=en").body().contains("<html lang=\"en\">"));
    assertEquals(List.of("bh_lang"), cookieNames());
    assertTrue(get("/contact").body().contains("<html lang=\"en\">"));
    assertTrue(get("/contact?lang=xx").body().contains("<html lang=\"en\">"));
  }

  @Test
  void login_showsTheOwnInvoicesAndALogoutButtonOnEveryPage()
      throws IOException, InterruptedException {
    login("anna");
    for (String path : List.of("/app", "/app/account", "/app/stats", "/", "/nergens")) {
      Document page = Jsoup.parse(get(path).body());
      assertEquals(1, page.select("header form[method=post][action=/logout] button").size(), path);
    }
    String invoices = get("/app").body();
    assertTrue(invoices.contains("Galerie Noorderlicht"));
    assertFalse(invoices.contains("Pizzeria Vesuvio"));
    assertTrue(get("/app?status=late").body().contains("Bakkerij Smit &amp; Zn."));
    assertFalse(get("/app?status=late").body().contains("Galerie Noorderlicht"));
  }

  @Test
  @Tag("R106")
  void export_ofTwoTenants_holdsOnlyTheirOwn() throws IOException, InterruptedException {
    login("bram");
    HttpResponse<String> csv = get("/app/export.csv");
    assertEquals("text/csv;charset=utf-8", csv.headers().firstValue("Content-Type").orElse(""));
    assertTrue(csv.body().contains(",'-10% Outlet Leeuwarden,"));
    assertFalse(csv.body().contains("Galerie"));
    HttpResponse<String> json = get("/app/export.json");
    assertTrue(json.body().startsWith("{\"account\":{\"username\":\"bram\""));
    assertTrue(
        json.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment"));
  }

  @Test
  void login_withAReturnPath_leadsThere() throws IOException, InterruptedException {
    HttpResponse<String> response =
        post("/login", "username=anna&password=boekhouden&return=%2Fapp%2Faccount");
    assertEquals("/app/account", location(response));
  }

  @Test
  @Tag("R113")
  void login_thatFails_saysTheSameForAnUnknownUser() throws IOException, InterruptedException {
    HttpResponse<String> wrong = post("/login", "username=anna&password=x");
    HttpResponse<String> unknown = post("/login", "username=%3Cb%3E&password=x");
    assertEquals(422, wrong.statusCode());
    assertEquals(422, unknown.statusCode());
    assertEquals(wrong.body().replace("\"anna\"", "\"&lt;b&gt;\""), unknown.body());
    assertFalse(cookieNames().contains("session"));
  }

  @Test
  @Tag("R70")
  void logout_byGet_changesNothing_byPost_ends() throws IOException, InterruptedException {
    login("anna");
    assertEquals(405, get("/logout").statusCode());
    assertEquals(200, get("/app").statusCode());
    assertEquals("/?afgemeld", location(post("/logout", "")));
    assertNotEquals(200, get("/app").statusCode());
  }

  @Test
  void contact_thanksForACompleteMessageAndAsksForTheRest()
      throws IOException, InterruptedException {
    HttpResponse<String> complete = post("/contact", "email=a%40b.example&message=Hallo");
    assertEquals("/contact?verzonden", location(complete));
    HttpResponse<String> incomplete = post("/contact", "email=nobody&message=%3Cscript%3E");
    assertEquals(422, incomplete.statusCode());
    assertTrue(incomplete.body().contains("&lt;script&gt;"));
  }

  @Test
  @Tag("R8")
  void hit_withoutConsent_countsNothing()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (Boekhuis fresh = Boekhuis.start(Options.in(folder.resolve("uncounted")), CLOCK)) {
      target = fresh.url();
      assertEquals(204, post("/stats/hit", "path=%2F%23vraag-btw").statusCode());
      assertEquals(List.of(), cookieNames());
      login("anna");
      assertEquals("0", Jsoup.parse(get("/app/stats").body()).select("[data-stat=views]").text());
    }
  }

  @Test
  void counting_withConsent_knowsAVisitorAgainAndCountsOnce()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (Boekhuis fresh = Boekhuis.start(Options.in(folder.resolve("counted")), CLOCK)) {
      target = fresh.url();
      assertEquals(303, post("/consent", "choice=all").statusCode());
      get("/");
      get("/contact?x=secret");
      HttpCookie id = cookie("bh_stats").orElseThrow();
      assertTrue(id.isHttpOnly());
      assertEquals(Duration.ofDays(30).toSeconds(), id.getMaxAge());
      assertEquals(204, post("/stats/hit", "path=%2F%23vraag-btw").statusCode());
      assertEquals(204, post("/stats/hit", "path=%2Fmade-up").statusCode());
      login("anna");
      Document page = Jsoup.parse(get("/app/stats").body());
      assertEquals("4", page.select("[data-stat=views]").text());
      assertEquals("1", page.select("[data-stat=visitors]").text());
      assertEquals(
          List.of("/", "/#vraag-btw", "/app/stats", "/contact"),
          page.select("[data-page]").eachText());
    }
  }

  @Test
  @Tag("R10")
  void counting_whereThePolicyExemptsIt_needsNeitherConsentNorACookie()
      throws IOException, InterruptedException, GeneralSecurityException {
    Path policy = folder.resolve("exempt.json");
    Files.writeString(policy, exemptPolicy());
    Options options = Options.in(folder.resolve("exempt")).withPolicy(policy);
    try (Boekhuis fresh = Boekhuis.start(options, CLOCK)) {
      target = fresh.url();
      get("/");
      get("/contact");
      assertEquals(List.of(), cookieNames());
      login("anna");
      Document page = Jsoup.parse(get("/app/stats").body());
      assertEquals("3", page.select("[data-stat=views]").text());
      assertEquals("niet gemeten", page.select("[data-stat=visitors]").text());
      assertEquals(Optional.empty(), cookie("bh_stats"));
    }
  }

  private static String exemptPolicy() throws IOException {
    String own = Files.readString(Path.of("src/main/webapp/WEB-INF/consent-policy.json"));
    try (JsonReader reader = Json.createReader(new StringReader(own))) {
      JsonObject declared = reader.readObject();
      JsonArrayBuilder services = Json.createArrayBuilder();
      declared.getJsonArray("services").getValuesAs(JsonObject.class).stream()
          .map(BoekhuisTest::exempted)
          .forEach(services::add);
      return Json.createObjectBuilder(declared).add("services", services).build().toString();
    }
  }

  private static JsonObject exempted(JsonObject service) {
    return service.getString("id").equals("boekhuis-stats")
        ? Json.createObjectBuilder(service).remove("cookies").add("exempt", true).build()
        : service;
  }

  @Test
  @Tag("R7")
  void thirdParties_withoutConsent_areInertAndComeFromTheDeclaredOrigins()
      throws IOException, InterruptedException {
    String running = "script[src^=https]:not([type=text/plain]), iframe[src]";
    Document before = Jsoup.parse(get("/video").body());
    assertEquals(List.of("/consent/placeholder/filmhuis"), before.select(running).eachAttr("src"));
    assertEquals(
        List.of("filmhuis", "tag-metrics", "tag-campaigns"),
        before.select("[data-consent]").eachAttr("data-consent"));
    post("/consent", "choice=all");
    assertTrue(
        Jsoup.parse(get("/video").body())
            .select(running)
            .eachAttr("src")
            .contains("https://tags.meetpunt.example/metrics.js"));
  }

  @Test
  @Tag("R58")
  void start_withHttps_redirectsPlainRequestsWithoutACookie()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (Boekhuis secure =
        Boekhuis.start(Options.in(folder.resolve("secure")).withHttps(0), CLOCK)) {
      URI encrypted = secure.secureUrl().orElseThrow();
      HttpRequest request = HttpRequest.newBuilder(secure.url().resolve("/app?x=1")).build();
      HttpResponse<String> response = send(request);
      assertEquals(308, response.statusCode());
      assertEquals(encrypted.resolve("/app?x=1").toString(), location(response));
      assertFalse(response.headers().firstValue("Set-Cookie").isPresent());
    }
  }

  @Test
  void start_onAPortThatIsTaken_throws() {
    Options options =
        new Options(
            Options.LOOPBACK,
            boekhuis.url().getPort(),
            OptionalInt.empty(),
            Optional.empty(),
            folder,
            new LoginPlace.Memory());
    assertThrows(IOException.class, () -> Boekhuis.start(options, CLOCK));
  }
}
