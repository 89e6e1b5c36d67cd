// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other spellings of addresses that a visitor without a login must not reach. */
@ExtendWith(RunningDemo.class)
class PathTricksIT {

  /** What stands in the books of both customers, and in nothing public. */
  private static final List<String> SECRETS =
      List.of("Galerie Noorderlicht", "Pizzeria Vesuvio", "invoices\":", "number,date,due");

  /** What stands in the files of the application. */
  private static final List<String> INSIDES =
      List.of("<servlet-name>", "\"controller\"", "{{", "Manifest-Version", "PK\u0003", "root:x");

  private static Wire wire;
  private static Session anna;

  @BeforeAll
  static void connect(Demo demo) throws IOException {
    wire = Wire.plain(demo.port());
    anna = Session.loggedIn(wire, "anna", false);
  }

  private static void assertNothingOf(List<String> secrets, Answer answer) {
    for (String secret : secrets) {
      assertFalse(answer.body().contains(secret), answer::toString);
    }
    assertFalse(answer.body().contains("\tat "), answer::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app",
        "/app/",
        "/app?",
        "/app?x=/login",
        "/app;x",
        "/app;x/",
        "/app;jsessionid=x",
        "/;x/app",
        "/%61pp",
        "/%61pp/",
        "/%61%70%70/export.csv",
        "/%2561pp",
        "//app",
        "///app",
        "/app//export.csv",
        "/app%2f",
        "/app%2faccount",
        "/app%252faccount",
        "/APP",
        "/App/export.csv",
        "/./app",
        "/app/.",
        "/app/./export.csv",
        "/x/../app",
        "/x/..;/app",
        "/x/%2e%2e/app",
        "/%2e/app",
        "/%2e%2e/app",
        "/login/../app/export.csv",
        "/consent/../app/export.csv",
        "/consent/..;/app/export.csv",
        "/consent/%2e%2e/app/export.csv",
        "/consent%2f..%2fapp%2fexport.csv",
        "/assets/..%2fapp/export.csv",
        "/assets/../app/export.csv",
        "/app/export.csv/",
        "/app/export.csv;a=b",
        "/app/export.csv%00",
        "/app/export.csv%00.css",
        "/app/export.csv%20",
        "/app/export.csv%3f",
        "/app/export.csv%23",
        "/app/export.csv/x.css",
        "/app/%65xport.csv",
        "/app/export%2ecsv",
        "/app/export.json",
        "/app/account",
        "/app/stats",
        "/app\\export.csv",
        "/app%5cexport.csv",
        "/app%0d",
        "/app%09",
        "/%c1%a1pp",
        "/%e0%81%a1pp",
        "/%uff41pp",
        "/\u00e1pp",
        "/app/export.csv?Accept=text/css",
        "*",
        "app/export.csv"
      })
  void protectedPage_underAnyName_showsNothingWithoutALogin(String path) throws IOException {
    for (String method : List.of("GET", "HEAD", "POST", "OPTIONS", "TRACE", "PUT", "get", "FOO")) {
      for (String accept : List.of("Accept: text/html", "Accept: */*", "Range: bytes=0-99")) {
        Answer answer =
            wire.send(
                method, path, "", accept, "Sec-Fetch-Site: same-origin", "Cookie: bh_lang=nl");
        assertTrue(
            answer.asksToLogIn()
                || answer.status() / 100 == 4
                || answer.status() == 501
                || (method.equals("OPTIONS") && answer.body().isEmpty()),
            method + " " + answer);
        assertNothingOf(SECRETS, answer);
      }
    }
  }

  @Test
  void protectedPage_byItsWholeAddress_showsNothingWithoutALogin() throws IOException {
    Answer whole = wire.get(wire.origin() + "/app/export.csv");
    assertTrue(whole.asksToLogIn(), whole::toString);
    Answer foreign = wire.get("http://evil.example/app/export.csv");
    assertEquals(400, foreign.status());
    assertNothingOf(SECRETS, foreign);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Original-URL: /app/export.csv",
        "X-Rewrite-URL: /app/export.csv",
        "X-Forwarded-Prefix: /app",
        "X-Forwarded-User: anna",
        "Remote-User: anna",
        "Authorization: Basic YW5uYTpib2VraG91ZGVu",
        "X-Forwarded-For: 127.0.0.1",
        "Referer: http://localhost/app"
      })
  void header_ofAProxy_opensNothing(String header) throws IOException {
    assertNothingOf(SECRETS, wire.get("/", header));
    assertTrue(wire.get("/app/export.csv", header).asksToLogIn());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/WEB-INF",
        "/WEB-INF/",
        "/WEB-INF/web.xml",
        "/WEB-INF/consent-policy.json",
        "/web-inf/web.xml",
        "/Web-Inf/web.xml",
        "/%57EB-INF/web.xml",
        "/WEB-INF%2fweb.xml",
        "/WEB-INF%5cweb.xml",
        "/WEB-INF;x/web.xml",
        "/;/WEB-INF/web.xml",
        "/WEB-INF./web.xml",
        "/WEB-INF%20/web.xml",
        "/WEB-INF%00/web.xml",
        "/./WEB-INF/web.xml",
        "//WEB-INF/web.xml",
        "/assets/../WEB-INF/web.xml",
        "/assets/..;/WEB-INF/web.xml",
        "/assets/%2e%2e/WEB-INF/web.xml",
        "/assets/%2e%2e%2fWEB-INF/web.xml",
        "/assets/..%5cWEB-INF%5cweb.xml",
        "/assets/%252e%252e/WEB-INF/web.xml",
        "/consent/../WEB-INF/web.xml",
        "/consent/%2e%2e/WEB-INF/web.xml",
        "/META-INF/MANIFEST.MF",
        "/META-INF/",
        "/templates/login.html",
        "/../templates/login.html",
        "/assets/../../templates/login.html",
        "/..%2ftemplates/login.html",
        "/texts/nl.properties",
        "/jetty-logging.properties",
        "/consent.keys",
        "/data/consent.keys",
        "/../../data/consent.keys",
        "/..%2f..%2fdata%2fconsent.keys",
        "/etc/passwd",
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/assets/",
        "/assets/%3f"
      })
  void file_ofTheApplication_isNotServedUnderAnyName(String path) throws IOException {
    for (Answer answer : List.of(wire.get(path), anna.get(path))) {
      assertTrue(answer.status() / 100 == 4, answer::toString);
      assertNothingOf(INSIDES, answer);
    }
  }
}
