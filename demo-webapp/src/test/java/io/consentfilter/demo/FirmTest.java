// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A firm signs up, changes what is kept of it, and lets others in. */
class FirmTest {

  private static final String PASSWORD = "vier stille klinkers";
  private static final Pattern CODE = Pattern.compile("/invitation\\?code=[A-Za-z0-9_-]+");

  @TempDir static Path folder;
  private static Boekhuis boekhuis;
  private static int firms;

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

  /** Returns the browser of the owner of a new firm. */
  private static Browser owner(String username) throws IOException, InterruptedException {
    Browser browser = browser();
    HttpResponse<String> answer = signUp(browser, username, PASSWORD);
    assertEquals("/app?welkom", Browser.location(answer), answer::body);
    return browser;
  }

  private static HttpResponse<String> signUp(Browser browser, String username, String password)
      throws IOException, InterruptedException {
    return browser.post(
        "/signup",
        "company",
        "Firma " + firms++ + " & Zn.",
        "name",
        "Carla <b>de Boer</b>",
        "email",
        "carla@firma.example",
        "phone",
        "010 555 0199",
        "username",
        username,
        "password",
        password);
  }

  @Test
  void signUp_withWhatIsNeeded_logsTheOwnerIn() throws IOException, InterruptedException {
    Browser carla = owner("carla1");
    Document page = carla.page("/app");
    assertTrue(page.select(".kicker").text().endsWith("& Zn."), page.text());
    assertEquals(0, page.select("tbody tr").size());
    assertEquals(422, browser().logIn("carla1", "boekhouden", false).statusCode());
    assertEquals(303, browser().logIn("carla1", PASSWORD, false).statusCode());
  }

  @Test
  @Tag("R112")
  void signUp_asShown_hasNoBoxTicked() throws IOException, InterruptedException {
    Document page = browser().page("/signup");
    assertEquals(2, page.select("input[type=checkbox]").size());
    assertEquals(0, page.select("input[checked]").size());
    assertEquals(0, page.select("input[type=checkbox][required]").size());
  }

  @ParameterizedTest
  @Tag("R105")
  @CsvSource({
    "/signup, username, username",
    "/signup, password, new-password",
    "/signup, email, email",
    "/login, username, username",
    "/login, password, current-password"
  })
  void field_thatAPasswordManagerFills_saysWhatItIs(String path, String name, String token)
      throws IOException, InterruptedException {
    Document page = browser().page(path);
    Element input = page.expectFirst("input[name=" + name + "]");
    assertEquals(token, input.attr("autocomplete"));
    assertFalse(input.hasAttr("onpaste") || input.hasAttr("readonly"), "pasting works");
    assertEquals(1, page.select("label[for=" + input.id() + "]").size());
    assertEquals(0, page.select("img[src*=captcha], input[name*=captcha]").size(), "no puzzle");
  }

  @ParameterizedTest
  @CsvSource({
    "username, Ann A, lower-case",
    "email, nobody, no e-mail address",
    "name, '', Please fill in",
    "password, elf tekens., at least 12 characters"
  })
  void signUp_withAMistake_saysWhatToDoAndKeepsTheRest(String field, String value, String problem)
      throws IOException, InterruptedException {
    Map<String, String> form =
        new TreeMap<>(
            Map.of(
                "company", "Firma \"X\" <i>",
                "name", "Carla",
                "email", "carla@firma.example",
                "username", "carla.mistaken",
                "password", PASSWORD));
    form.put(field, value);
    HttpResponse<String> answer = browser().post("/signup", flat(form));
    assertEquals(422, answer.statusCode());
    Document page = Jsoup.parse(answer.body());
    Element input = page.expectFirst("[aria-invalid=true]");
    assertEquals(field, input.attr("name"));
    String told = page.select("#" + input.attr("aria-describedby").replaceAll(".* ", "")).text();
    assertTrue(told.contains(problem), told);
    assertEquals("Firma \"X\" <i>", page.select("[name=company]").val());
    assertEquals("", page.select("[name=password]").val());
    assertEquals(1, page.select("[role=alert]").size());
  }

  private static String[] flat(Map<String, String> form) {
    return form.entrySet().stream()
        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
        .toArray(String[]::new);
  }

  @Test
  void signUp_withANameThatIsTaken_asksForAnother() throws IOException, InterruptedException {
    HttpResponse<String> answer = signUp(browser(), "anna", PASSWORD);
    assertEquals(422, answer.statusCode());
    assertTrue(Jsoup.parse(answer.body()).text().contains("This user name is taken"));
    assertEquals(303, browser().logIn("anna", "boekhouden", false).statusCode());
  }

  @ParameterizedTest
  @Tag("R48")
  @CsvSource({
    "/signup, Sec-Fetch-Site, cross-site",
    "/signup, Origin, https://evil.example",
    "/invitation, Sec-Fetch-Site, cross-site",
    "/comeback, Sec-Fetch-Site, same-site",
    "/rights, Origin, null",
    "/newsletter, Sec-Fetch-Site, cross-site"
  })
  void form_ofAnotherSite_isRefused(String path, String header, String value)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(boekhuis.url().resolve(path))
            .header(header, value)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("email=e%40v.example&newsletter=yes"))
            .build();
    HttpResponse<Void> answer = HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    assertEquals(403, answer.statusCode());
  }

  @Test
  @Tag("R107")
  void profile_showsEveryPersonalField_andChangesEach() throws IOException, InterruptedException {
    Browser carla = owner("carla2");
    List<String> fields =
        List.of("name", "email", "phone", "username", "company", "register", "address", "city");
    Document before = carla.page("/app/profile");
    assertEquals("Carla <b>de Boer</b>", before.select("[name=name]").val());
    for (String field : fields) {
      assertEquals(1, before.select("main input[name=" + field + "]").size(), field);
    }
    carla.post(
        "/app/profile",
        "name",
        "Carla Bakker",
        "email",
        "c@bakker.example",
        "phone",
        "020 555",
        "username",
        "bakker2");
    carla.post(
        "/app/profile/firm",
        "company",
        "Bakker BV",
        "register",
        "87654321",
        "address",
        "Plein 2",
        "city",
        "1012 AB Amsterdam");
    Document after = carla.page("/app/profile");
    assertEquals(
        List.of(
            "Carla Bakker",
            "c@bakker.example",
            "020 555",
            "bakker2",
            "Bakker BV",
            "87654321",
            "Plein 2",
            "1012 AB Amsterdam"),
        fields.stream()
            .map(field -> after.select("main input[name=" + field + "]").val())
            .toList());
    assertEquals(303, browser().logIn("bakker2", PASSWORD, false).statusCode());
    assertEquals(422, browser().logIn("carla2", PASSWORD, false).statusCode());
  }

  @Test
  @Tag("R107")
  void profile_toAUserNameOfSomebodyElse_staysAsItWas() throws IOException, InterruptedException {
    Browser carla = owner("carla3");
    HttpResponse<String> answer =
        carla.post("/app/profile", "name", "C", "email", "c@b.example", "username", "bram");
    assertEquals(422, answer.statusCode());
    assertEquals("carla3", carla.page("/app/profile").select("[name=username]").val());
  }

  // Others of the firm

  private static Browser invited(Browser owner, String username, String role)
      throws IOException, InterruptedException {
    owner.post(
        "/app/team",
        "name",
        "Iemand",
        "email",
        username + "@firma.example",
        "username",
        username,
        "role",
        role);
    String mail = owner.page("/app/outbox").select("article:contains(" + username + ")").html();
    Matcher link = CODE.matcher(mail);
    assertTrue(link.find(), "the invitation is in the outbox");
    String code = link.group().replaceFirst(".*=", "");
    Browser browser = browser();
    assertEquals(200, browser.get("/invitation?code=" + code).statusCode());
    HttpResponse<String> accepted =
        browser.post("/invitation", "code", code, "password", PASSWORD + username);
    assertEquals("/app", Browser.location(accepted), accepted::body);
    assertEquals(404, browser().get("/invitation?code=" + code).statusCode(), "once");
    return browser;
  }

  private static String add(Browser browser) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        browser.post(
            "/app/invoices/new",
            "customer",
            "Klant",
            "description",
            "Werk",
            "amount",
            "125,00",
            "day",
            "2026-11-21");
    return answer.statusCode() + " " + Browser.location(answer);
  }

  @Test
  @Tag("R108")
  void roles_letEachDoWhatBelongsToIt() throws IOException, InterruptedException {
    Browser carla = owner("carla4");
    Browser keeper = invited(carla, "keeper4", "bookkeeper");
    Browser reader = invited(carla, "reader4", "accountant");
    assertTrue(add(keeper).startsWith("303 /app/invoice?id="));
    assertTrue(add(reader).startsWith("403"));
    assertEquals(1, carla.page("/app").select("tbody tr").size());
    assertEquals(1, reader.page("/app").select("tbody tr").size());
    assertEquals(403, reader.get("/app/invoices/new").statusCode());
    for (String path : List.of("/app/team", "/app/tokens", "/app/cancel", "/app/support")) {
      assertEquals(403, keeper.get(path).statusCode(), path);
      assertEquals(403, reader.get(path).statusCode(), path);
      assertEquals(200, carla.get(path).statusCode(), path);
    }
    assertEquals(403, carla.get("/app/staff").statusCode());
  }

  @Test
  @Tag("R108")
  void colleague_whoIsRemoved_isOutAtOnce() throws IOException, InterruptedException {
    Browser carla = owner("carla5");
    Browser keeper = invited(carla, "keeper5", "bookkeeper");
    Document team = carla.page("/app/team");
    String id = team.expectFirst("form[action=/app/team/remove] input[name=id]").val();
    assertTrue(keeper.isLoggedIn());
    assertEquals(303, carla.post("/app/team/role", "id", id).statusCode());
    assertTrue(add(keeper).startsWith("403"), "an accountant from now on");
    assertEquals(303, carla.post("/app/team/remove", "id", id).statusCode());
    assertFalse(keeper.isLoggedIn());
    assertEquals(422, browser().logIn("keeper5", PASSWORD + "keeper5", false).statusCode());
  }

  @Test
  @Tag("R108")
  void owner_cannotBeRemoved() throws IOException, InterruptedException {
    Browser carla = owner("carla6");
    assertEquals(0, carla.page("/app/team").select("form[action=/app/team/remove]").size());
    assertEquals(404, carla.post("/app/team/remove", "id", "u-4107").statusCode());
    assertTrue(browser().loggedIn("anna", false).isLoggedIn());
  }
}
