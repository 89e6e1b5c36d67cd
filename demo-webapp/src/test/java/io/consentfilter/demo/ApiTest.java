// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs with a token, and the way back from a bank. */
class ApiTest {

  @TempDir static Path folder;
  private static Boekhuis boekhuis;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    boekhuis = Boekhuis.start(Options.in(folder), new MovableClock("2026-11-21T12:00:00Z"));
  }

  @AfterAll
  static void stop() {
    boekhuis.close();
  }

  private static Browser loggedIn(String username) throws IOException, InterruptedException {
    return new Browser(boekhuis).loggedIn(username, false);
  }

  private static String token(Browser browser) throws IOException, InterruptedException {
    HttpResponse<String> made = browser.post("/app/tokens", "label", "Kassa");
    return Jsoup.parse(made.body()).select(".secret").text();
  }

  private HttpRequest.Builder api(String token) {
    return HttpRequest.newBuilder(boekhuis.url().resolve("/api/invoices"))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> add(String token, String body)
      throws IOException, InterruptedException {
    return send(
        api(token).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return Json.createReader(new StringReader(answer.body())).readObject();
  }

  @Test
  @Tag("R55")
  void api_withAToken_answersJsonWithoutACookieOrABanner()
      throws IOException, InterruptedException {
    String token = token(loggedIn("anna"));
    HttpResponse<String> answer = send(api(token));
    assertEquals(200, answer.statusCode());
    assertEquals(10, json(answer).getJsonArray("invoices").size());
    assertFalse(answer.headers().firstValue("Set-Cookie").isPresent());
    assertFalse(answer.body().contains("consent"));
    HttpResponse<String> asPage = send(api(token).header("Accept", "text/html"));
    assertEquals(answer.body(), asPage.body());
    assertFalse(asPage.headers().firstValue("Set-Cookie").isPresent());
  }

  @Test
  void api_toAdd_putsAnInvoiceInTheBooksOfThatFirm() throws IOException, InterruptedException {
    Browser bram = loggedIn("bram");
    String token = token(bram);
    HttpResponse<String> answer =
        add(token, "{\"customer\":\"Kassa\",\"description\":\"Bel\",\"net\":12.5}");
    assertEquals(201, answer.statusCode(), answer::body);
    assertEquals("15.13", json(answer).getJsonNumber("total").toString());
    assertTrue(bram.get("/app").body().contains("Kassa"));
    assertFalse(loggedIn("anna").get("/app").body().contains("Bel"));
    String id = bram.page("/app/tokens").expectFirst("form[action$=/remove] input[name=id]").val();
    bram.post("/app/tokens/remove", "id", id);
    assertEquals(401, send(api(token)).statusCode(), "revoked");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "null",
        "{}",
        "{\"customer\":\"a\",\"description\":\"b\",\"net\":\"1\"}",
        "{\"customer\":\"a\",\"description\":\"b\",\"net\":-1}",
        "{\"customer\":\"a\",\"description\":\"b\",\"net\":1e999}",
        "{\"customer\":\"a\",\"description\":\"b\",\"net\":0.001}",
        "{\"customer\":7,\"description\":\"b\",\"net\":1}",
        "{\"customer\":\"a\\u0000\",\"description\":\"b\",\"net\":1}"
      })
  void api_withABodyThatIsNotRight_saysWhatIsExpected(String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = add(token(loggedIn("anna")), body);
    assertEquals(400, answer.statusCode());
    assertTrue(json(answer).getString("error").startsWith("expected {"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bh_", "bh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "' OR 1=1"})
  void api_withAnotherToken_isRefused(String token) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(api(token));
    assertEquals(401, answer.statusCode());
    assertTrue(answer.headers().firstValue("WWW-Authenticate").isPresent());
  }

  @Test
  void api_withASessionInsteadOfAToken_isRefused() throws IOException, InterruptedException {
    assertEquals(401, loggedIn("anna").get("/api/invoices").statusCode());
  }

  // The bank

  @Test
  @Tag("R73")
  void returnFromTheBank_byATopLevelGetFromAnotherSite_keepsTheSession()
      throws IOException, InterruptedException {
    Browser anna = loggedIn("anna");
    String bank = Browser.location(anna.post("/app/licence"));
    assertTrue(bank.startsWith("/bank?payment="), bank);
    String payment = bank.replaceFirst(".*=", "");
    String back = "/app/licence/return?payment=" + payment;
    assertEquals(422, anna.get(back).statusCode(), "not paid yet");
    assertEquals(back, Browser.location(new Browser(boekhuis).post("/bank", "payment", payment)));
    HttpRequest fromElsewhere =
        HttpRequest.newBuilder(boekhuis.url().resolve(back))
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document")
            .header("Referer", "https://bank.example/")
            .header("Cookie", "session=" + anna.cookie("session").orElseThrow())
            .build();
    HttpResponse<String> answer = client.send(fromElsewhere, BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("Uw betaling is binnen"));
    assertTrue(anna.page("/app/licence").text().contains("21 Nov 2027"));
    assertEquals(422, loggedIn("bram").get(back).statusCode(), "not his payment");
  }
}
