// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitForSelectorState;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Somebody with a browser of his own, who notes every request that it makes. */
final class Visitor {

  static final String BANNER = "#consent-banner";
  static final String DIALOG = "dialog#consent-dialog[open]";

  private static final Pattern ELSEWHERE =
      Pattern.compile("^(?!(https?|wss?)://(localhost|127\\.0\\.0\\.1)[:/])(?!data:|about:).*");

  private final URI site;
  private final BrowserContext context;
  private final Page page;
  private final List<String> requests = new ArrayList<>();
  private final List<String> aborted = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();

  Visitor(URI site, BrowserContext context) {
    this.site = site;
    this.context = context;
    context.onRequest(request -> requests.add(request.url()));
    context.onWebError(error -> errors.add(error.error()));
    context.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            violations.add(message.text());
          }
        });
    page = context.newPage();
  }

  /** Cuts the way to other machines. The browser then asks its cache for nothing any more. */
  Visitor confined() {
    context.route(
        ELSEWHERE,
        route -> {
          aborted.add(route.request().url());
          route.abort();
        });
    return this;
  }

  BrowserContext context() {
    return context;
  }

  Page page() {
    return page;
  }

  String url(String path) {
    return site.resolve(path).toString();
  }

  Response open(String path) {
    return open(page, path);
  }

  Response open(Page tab, String path) {
    Response response = tab.navigate(url(path));
    if (response == null) {
      throw new IllegalStateException("no answer for " + path);
    }
    return response;
  }

  /** The path and query that the page is at. */
  String path() {
    URI now = URI.create(page.url());
    return now.getRawQuery() == null
        ? now.getRawPath()
        : now.getRawPath() + '?' + now.getRawQuery();
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  Locator banner() {
    return find(BANNER);
  }

  /** The control for this action: in the dialog if it is open, else in the page. */
  Locator action(String action) {
    String here = find(DIALOG).count() > 0 ? DIALOG : "body";
    return find(here + " [data-consent-action=" + action + "]:visible");
  }

  /** Presses a button for a choice and waits until the server knows it and the question is gone. */
  void choose(String action) {
    page.waitForResponse(Visitor::isChoice, () -> action(action).click());
    page.waitForURL(url -> !URI.create(url).getPath().equals("/consent"));
    assertThat(find(BANNER + ", " + DIALOG)).hasCount(0);
    page.waitForLoadState();
  }

  private static boolean isChoice(Response response) {
    return response.request().method().equals("POST")
        && URI.create(response.url()).getPath().equals("/consent");
  }

  /** Follows the permanent link and returns the form: in a dialog, or on a page of its own. */
  Locator openSettings() {
    find("footer [data-consent-open]").click();
    Locator form = find(DIALOG + " #consent-form, main #consent-form");
    form.waitFor();
    return form;
  }

  /** Returns the box of a service, whose list it unfolds where that is folded. */
  Locator service(String id) {
    Locator box = find("[name=service][value=" + id + "]");
    box.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
    if (!box.isVisible()) {
      find("section:has([name=service][value=" + id + "]) summary").click();
    }
    return box;
  }

  void logIn(String username, boolean remember) {
    find("[name=username]").fill(username);
    find("[name=password]").fill("boekhouden");
    find("[name=remember]").setChecked(remember);
    find("main form [type=submit]").click();
    page.waitForLoadState();
  }

  List<Cookie> cookies() {
    return context.cookies(site.toString());
  }

  List<String> cookieNames() {
    return cookies().stream().map(cookie -> cookie.name).sorted().toList();
  }

  Optional<String> cookie(String name) {
    return cookies().stream().filter(c -> c.name.equals(name)).map(c -> c.value).findFirst();
  }

  JsonObject status() {
    String text = context.request().get(url("/consent/status")).text();
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  boolean decided() {
    return status().getBoolean("decided");
  }

  /** The purposes that are granted. */
  Set<String> granted() {
    JsonObject purposes = status().getJsonObject("purposes");
    return Set.copyOf(purposes.keySet().stream().filter(purposes::getBoolean).toList());
  }

  /** Every request that was not for the site itself. */
  List<String> foreign() {
    return requests.stream()
        .filter(url -> !url.startsWith(site.toString()) && !url.startsWith("data:"))
        .toList();
  }

  /** Requests for machines that no test has. */
  List<String> aborted() {
    return List.copyOf(aborted);
  }

  /** What a page wanted although its Content-Security-Policy forbids it. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  /** Scripts that failed. */
  List<String> errors() {
    return List.copyOf(errors);
  }
}
