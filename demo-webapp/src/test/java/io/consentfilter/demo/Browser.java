// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A visitor with cookies of its own, who follows no redirects. Confined to one thread. */
final class Browser {

  static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0";

  private final Boekhuis boekhuis;
  private final String userAgent;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();

  Browser(Boekhuis boekhuis) {
    this(boekhuis, FIREFOX);
  }

  Browser(Boekhuis boekhuis, String userAgent) {
    this.boekhuis = boekhuis;
    this.userAgent = userAgent;
  }

  /** Logs in with the password that everybody starts with. */
  Browser loggedIn(String username, boolean remember) throws IOException, InterruptedException {
    assertEquals(303, logIn(username, "boekhouden", remember).statusCode());
    return this;
  }

  HttpResponse<String> logIn(String username, String password, boolean remember)
      throws IOException, InterruptedException {
    return remember
        ? post("/login", "username", username, "password", password, "remember", "yes")
        : post("/login", "username", username, "password", password);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(boekhuis.url().resolve(path))
        .header("User-Agent", userAgent)
        .header("Accept-Language", "en")
        .header("Sec-Fetch-Site", "same-origin");
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).header("Accept", "text/html"));
  }

  HttpResponse<String> head(String path) throws IOException, InterruptedException {
    return send(
        request(path).header("Accept", "text/html").method("HEAD", BodyPublishers.noBody()));
  }

  /** Asks as a program does rather than as somebody who goes to a page. */
  HttpResponse<String> fetch(String path) throws IOException, InterruptedException {
    return send(request(path).header("Accept", "*/*"));
  }

  /** Asks for a page that somebody may want to see next. */
  HttpResponse<String> prefetch(String path) throws IOException, InterruptedException {
    return send(request(path).header("Accept", "text/html").header("Sec-Purpose", "prefetch"));
  }

  /** Sends a form with these names and values in turn. */
  HttpResponse<String> post(String path, String... fields)
      throws IOException, InterruptedException {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], UTF_8));
    }
    return send(
        request(path)
            .header("Accept", "text/html")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form.toString())));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  Document page(String path) throws IOException, InterruptedException {
    return Jsoup.parse(get(path).body());
  }

  /** Returns whether the account page is shown to this browser. */
  boolean isLoggedIn() throws IOException, InterruptedException {
    return get("/app/account").statusCode() == 200;
  }

  Optional<String> cookie(String name) {
    return found(name).map(HttpCookie::getValue);
  }

  private Optional<HttpCookie> found(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .findFirst();
  }

  /** Ends the browser: what lives for the session only is gone. */
  void restart() {
    found("session").ifPresent(cookie -> cookies.getCookieStore().remove(null, cookie));
  }

  /** Takes a cookie of another browser over. */
  void steal(Browser victim, String name) {
    HttpCookie copy = new HttpCookie(name, victim.cookie(name).orElseThrow());
    copy.setPath("/");
    copy.setVersion(0);
    cookies.getCookieStore().add(boekhuis.url(), copy);
  }

  static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElse("");
  }
}
