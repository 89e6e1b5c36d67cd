// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no honest browser sends: too much, too odd, or meant for somebody who reads it later. */
@ExtendWith(RunningDemo.class)
class HostileInputIT {

  private static final Duration PROMPT = Duration.ofSeconds(10);

  private static Demo demo;
  private static Wire wire;
  private static Session anna;

  @BeforeAll
  static void connect(Demo running) throws IOException {
    demo = running;
    wire = Wire.plain(running.port());
    anna = Session.loggedIn(wire, "anna", false);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  // Where a visitor is sent

  @ParameterizedTest
  @Tag("R50")
  @ValueSource(
      strings = {
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "https://evil.example",
        "https:evil.example",
        "http:/evil.example",
        "HTTPS://evil.example",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//localhost@evil.example",
        "/x\r\nSet-Cookie: forged=1",
        "/x\r\n\r\n<script>alert(1)</script>",
        "/x\u0000y",
        "/x\u0085y",
        "/\u2028evil",
        "evil.example",
        "?x",
        "#x",
        ""
      })
  void returnAddress_ofAnotherHost_leadsToALocalDefault(String target) throws IOException {
    Answer choice = wire.post("/consent", "choice=none&return=" + encoded(target));
    assertEquals(303, choice.status());
    assertEquals("/", choice.location());
    assertEquals(List.of(choice.setCookie("consent")), choice.setCookies());

    Answer login =
        wire.post("/login", "username=anna&password=boekhouden&return=" + encoded(target));
    assertEquals(303, login.status());
    assertEquals("/app", login.location());
    assertEquals(List.of(login.setCookie("session")), login.setCookies());
  }

  @ParameterizedTest
  @Tag("R50")
  @ValueSource(strings = {"//evil.example", "/\\evil.example", "https://evil.example"})
  void returnAddress_onAPage_isNotOfferedAsALink(String target) throws IOException {
    for (String page : List.of("/consent", "/consent/banner", "/login", "/consent/statement")) {
      Answer answer = wire.get(page + "?return=" + encoded(target));
      assertEquals(200, answer.status(), page);
      for (Element element : Jsoup.parse(answer.body()).getAllElements()) {
        for (Attribute attribute : element.attributes()) {
          assertFalse(attribute.getValue().startsWith(target), element::toString);
        }
      }
    }
    assertEquals("/app", anna.get("/login?return=" + encoded(target)).location());
  }

  @Test
  @Tag("R50")
  void returnAddress_ofOurOwn_isKept() throws IOException {
    assertEquals(
        "/privacy?x=1", wire.post("/consent", "choice=none&return=%2Fprivacy%3Fx%3D1").location());
    Answer first = wire.get("/app/account?tab=1");
    assertTrue(first.location().endsWith("&return=%2Fapp%2Faccount%3Ftab%3D1"), first::toString);
  }

  // Lines, colours and markup

  private static final String MARK = "forged-by-a-visitor";

  private static final List<String> POISON =
      List.of(
          "x\r\n" + MARK + ": 1",
          "x\n" + MARK + ": 1",
          "x\r" + MARK + ": 1",
          "x\r\n\r\n<script>" + MARK + "</script>",
          "x\u0085" + MARK,
          "x\u001b[31m" + MARK,
          "x\u009b31m" + MARK,
          "x\u0000" + MARK,
          "x\u2028" + MARK,
          "x\u202e" + MARK,
          "<script>" + MARK + "</script>",
          "\"><script>" + MARK + "</script>",
          "'><img src=x onerror=" + MARK + ">",
          "</title><script>" + MARK + "</script>",
          "{{t.site.name}}{{{" + MARK + "}}}",
          "${jndi:ldap://" + MARK + "}",
          "%0d%0a" + MARK + ": 1",
          "{0}" + MARK + "{1}");

  @Test
  @Tag("R51")
  void poison_inParameters_reachesNoHeaderNoScriptAndNoLine() throws IOException {
    for (String poison : POISON) {
      String value = encoded(poison);
      for (String path :
          List.of(
              "/?lang=",
              "/?x=",
              "/?afgemeld=",
              "/login?return=/",
              "/login?reason=",
              "/app?status=",
              "/contact?verzonden=",
              "/consent?return=/",
              "/consent?lang=",
              "/consent/banner?lang=",
              "/consent/statement?lang=",
              "/fout?x=",
              "/nergens/",
              "/consent/",
              "/app/")) {
        assertHarmless(path + value, wire.get(path + value));
      }
    }
    assertCleanLog();
  }

  @Test
  @Tag("R51")
  void poison_inForms_reachesNoHeaderNoScriptAndNoLine() throws IOException {
    for (String poison : POISON) {
      String value = encoded(poison);
      assertHarmless(poison, wire.post("/login", "username=" + value + "&password="));
      assertHarmless(poison, wire.post("/login", "username=anna&password=" + "&remember=" + value));
      assertHarmless(poison, wire.post("/contact", "email=" + value + "&message=" + value));
      assertHarmless(poison, wire.post("/contact", value + "=1&email=x&message=y"));
      assertHarmless(poison, wire.post("/stats/hit", "path=" + value));
      for (String field : List.of("choice", "purpose", "service", "return")) {
        Answer answer = wire.post("/consent", "choice=selected&" + field + "=" + value);
        assertHarmless(field + " " + poison, answer);
      }
    }
    assertCleanLog();
  }

  @Test
  @Tag("R51")
  void poison_inHeadersAndCookies_reachesNoHeaderNoScriptAndNoLine() throws IOException {
    List<String> names =
        List.of(
            "User-Agent: ",
            "Referer: http://localhost/",
            "Accept-Language: ",
            "Accept: text/html;",
            "If-None-Match: ",
            "X-Forwarded-For: ",
            "X-Request-Id: ",
            "Sec-Fetch-Dest: ",
            "Sec-GPC: ",
            "Range: ",
            "Cookie: session=",
            "Cookie: remember=",
            "Cookie: consent=",
            "Cookie: bh_lang=",
            "Cookie: bh_stats=",
            "Cookie: mp_");
    for (String poison : POISON) {
      if (poison.indexOf('\n') >= 0 || poison.indexOf('\r') >= 0 || poison.indexOf('\0') >= 0) {
        continue; // On the wire those would be another header, or none.
      }
      for (String name : names) {
        for (String path : List.of("/", "/fout", "/consent", "/app")) {
          assertHarmless(name + poison, wire.get(path, name + poison + "=1"));
        }
      }
    }
    assertCleanLog();
  }

  /** No header of the attacker's, no markup of his, and no more said than a visitor may read. */
  private static void assertHarmless(String what, Answer answer) {
    for (String line : answer.head()) {
      assertFalse(line.startsWith(MARK), () -> what + "\n" + answer);
      assertFalse(line.chars().anyMatch(c -> c < ' ' || c == 0x7f), () -> what + "\n" + answer);
    }
    String body = answer.body();
    for (String active : List.of("<script>" + MARK, "<img src=x onerror", "\tat ")) {
      assertFalse(body.contains(active), () -> what + "\n" + answer);
    }
  }

  private void assertCleanLog() throws IOException {
    String log = demo.stderr();
    assertFalse(log.lines().anyMatch(line -> line.startsWith(MARK)), "a forged line");
    assertFalse(
        log.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'),
        "control characters in the log");
  }

  @Test
  @Tag("R51")
  void secret_ofAVisitor_isNotInTheLog() throws IOException {
    Session visitor = Session.loggedIn(wire, "anna", true);
    visitor.post("/consent", "choice=all");
    assertEquals(422, wire.post("/login", "username=carla&password=hunter2").status());
    assertEquals(500, visitor.get("/fout?token=querysecret").status());
    List<String> secrets =
        List.of(
            "boekhouden",
            "hunter2",
            "carla",
            "querysecret",
            visitor.cookie("session"),
            visitor.cookie("remember"),
            visitor.cookie("consent"));
    visitor.post("/logout", "");
    String log = demo.stderr();
    for (String secret : secrets) {
      assertFalse(log.contains(secret), secret);
    }
  }

  // Cookies of the choice

  @Test
  @Tag("R53")
  void choice_withAnyCharacterChanged_isNoChoice() throws IOException {
    String good = wire.post("/consent", "choice=all").cookie("consent");
    assertTrue(decided("consent=" + good));
    for (int i = 0; i < good.length(); i++) {
      // The last character may carry bits that the decoder ignores; those change no byte.
      char other = good.charAt(i) == 'A' ? 'Q' : 'A';
      String flipped = good.substring(0, i) + other + good.substring(i + 1);
      assertFalse(decided("consent=" + flipped), "character " + i);
    }
  }

  @Test
  @Tag("R53")
  void choice_inAnotherForm_isNoChoice() throws IOException {
    String all = wire.post("/consent", "choice=all").cookie("consent");
    String none = wire.post("/consent", "choice=none").cookie("consent");
    for (String header :
        List.of(
            "consent=" + all + "; consent=" + none,
            "consent=" + none + "; consent=" + all,
            "consent=" + all + "; consent=",
            "consent=",
            "consent",
            "consent=" + all.substring(1),
            "consent=" + all.substring(0, all.length() - 4),
            "consent=" + all + all,
            "consent=" + all + "AAAA",
            "Consent=" + all,
            "__Host-consent=" + all,
            "consent=" + "A".repeat(4000),
            "consent=\u00ff\u0080",
            "consent=%00",
            "consent=" + all.toUpperCase(Locale.ROOT))) {
      assertFalse(decided(header), header);
    }
  }

  private boolean decided(String cookies) throws IOException {
    Answer answer = wire.get("/consent/status", "Cookie: " + cookies);
    assertEquals(200, answer.status(), cookies);
    assertEquals(200, wire.get("/", "Cookie: " + cookies).status(), cookies);
    return answer.body().contains("\"decided\":true");
  }

  // Too much, or nonsense

  @Test
  @Tag("R54")
  void cookies_of64Kilobytes_areRefusedPromptly() {
    assertTimeoutPreemptively(
        PROMPT,
        () -> {
          for (String path : List.of("/", "/consent", "/app", "/login")) {
            Answer answer = wire.get(path, "Cookie: big=" + "x".repeat(64 * 1024));
            assertEquals(4, answer.status() / 100);
            assertFalse(answer.body().contains("\tat "));
          }
        });
  }

  @ParameterizedTest
  @Tag("R54")
  @ValueSource(
      strings = {"c%d=v", "mp_%d=v", "session=%d", "consent=%d", "remember=%d", "bh_stats=%d"})
  void cookies_300OfThem_giveANormalPagePromptly(String form) {
    String cookies =
        IntStream.range(0, 300).mapToObj(form::formatted).collect(Collectors.joining("; "));
    assertTimeoutPreemptively(
        PROMPT,
        () -> {
          for (String path : List.of("/", "/consent", "/login", "/consent/status", "/nergens")) {
            Answer answer = wire.get(path, "Cookie: " + cookies);
            assertEquals(path.equals("/nergens") ? 404 : 200, answer.status(), path);
            assertTrue(String.join("", answer.head()).length() < 8192, path);
          }
          Answer choice = wire.post("/consent", "choice=none", "Cookie: " + cookies);
          assertEquals(303, choice.status());
        });
  }

  /** Only the beginning is sent: a server that wanted to read all of it would wait for ever. */
  @ParameterizedTest
  @Tag("R54")
  @ValueSource(strings = {"/login", "/logout", "/contact", "/stats/hit", "/consent/x"})
  void body_ofAMegabyte_isRefusedBeforeItIsRead(String path) {
    assertTimeoutPreemptively(
        PROMPT,
        () -> {
          for (String start : List.of("choice=all&x=", "username=anna&x=")) {
            String head =
                "POST "
                    + path
                    + " HTTP/1.1\r\nHost: localhost:"
                    + wire.port()
                    + "\r\nSec-Fetch-Site: same-origin\r\nAccept: text/html\r\nConnection: close"
                    + "\r\nContent-Type: application/x-www-form-urlencoded"
                    + "\r\nContent-Length: 1000000\r\n\r\n";
            Answer answer = Answer.parse(wire.exchange((head + start).getBytes(ISO_8859_1)));
            assertEquals(4, answer.status() / 100, answer::toString);
            assertEquals(List.of(), answer.setCookies());
            assertFalse(answer.body().contains("\tat "), answer::toString);
          }
        });
  }

  @ParameterizedTest
  @Tag("R54")
  @ValueSource(strings = {"choice=all&x=", "choice=", "{\"choice\":\"", "[[[["})
  void choice_ofAMegabyte_isRefusedPromptly(String start) {
    assertTimeoutPreemptively(
        PROMPT,
        () -> {
          Answer answer = wire.post("/consent", start + "a".repeat(1_000_000));
          assertEquals(413, answer.status(), answer::toString);
          assertEquals(List.of(), answer.setCookies());
        });
  }

  @ParameterizedTest
  @Tag("R54")
  @ValueSource(
      strings = {
        "choice=selected&purpose=unknown",
        "choice=selected&service=unknown",
        "choice=selected&purpose=analytics&purpose=unknown",
        "choice=selected&purpose=necessary&service=x",
        "choice=selected&purpose=",
        "choice=selected&purpose=ANALYTICS",
        "choice=selected&purpose=__proto__",
        "choice=all&choice=none",
        "choice=",
        "choice=ALL",
        "choice=some",
        "purpose=analytics",
        "choice=%zz",
        "choice=%",
        "choice=%00all",
        "&&&===",
        "x"
      })
  void choice_thatNobodyOffers_isRefusedWithoutACookie(String form) throws IOException {
    Answer answer = wire.post("/consent", form);
    assertEquals(400, answer.status());
    assertEquals(List.of(), answer.setCookies());
  }

  @ParameterizedTest
  @Tag("R54")
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "\"all\"",
        "{\"choice\":null}",
        "{\"choice\":1}",
        "{\"choice\":[\"all\",\"none\"]}",
        "{\"choice\":\"selected\",\"purposes\":\"unknown\"}",
        "{\"choice\":\"selected\",\"purposes\":{\"analytics\":true}}",
        "{\"choice\":\"selected\",\"purposes\":[1]}",
        "{\"choice\":\"selected\",\"purposes\":[[\"analytics\"]]}",
        "{\"choice\":\"all\"",
        "\u0000"
      })
  void choiceAsJson_thatIsMalformed_isRefusedWithoutACookie(String json) throws IOException {
    Answer answer =
        wire.send(
            "POST",
            "/consent",
            json,
            "Content-Type: application/json",
            "Sec-Fetch-Site: same-origin");
    assertEquals(400, answer.status());
    assertEquals(List.of(), answer.setCookies());
  }

  @Test
  @Tag("R54")
  void choiceAsJson_nestedWithoutEnd_isRefused() throws IOException {
    for (String open : List.of("[", "{\"choice\":", "{\"a\":[")) {
      Answer answer =
          wire.send(
              "POST",
              "/consent",
              open.repeat(16_000 / open.length()),
              "Content-Type: application/json",
              "Sec-Fetch-Site: same-origin");
      assertEquals(400, answer.status());
    }
  }

  @ParameterizedTest
  @Tag("R54")
  @ValueSource(
      strings = {
        "GET /consent HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "POST /consent HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nContent-Length: 0\r\n\r\nchoice=all",
        "POST /consent HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /app HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /consent HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity, chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /consent HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /consent HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /consent HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\nchoic",
        "POST /consent HTTP/1.1\r\nHost: a\r\nContent-Length : 5\r\n\r\nchoic",
        "GET /consent HTTP/1.1\r\nHost: a\r\n X: folded\r\n\r\n",
        "GET /consent HTTP/1.1\r\nHost: a\r\nX\u0000Y: 1\r\n\r\n",
        "GET /consent HTTP/1.1\r\nHost: <script>\r\n\r\n",
        "GET /consent HTTP/1.1\r\n\r\n",
        "GET /con sent HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /consent HTTP/9.9\r\nHost: a\r\n\r\n",
        "\r\n\r\n\u0000\u0001\u0002\r\n\r\n"
      })
  void request_thatCanBeReadTwoWays_isRefusedAndTheConnectionCloses(String request)
      throws IOException {
    String answer = new String(wire.exchange(request.getBytes(ISO_8859_1)), ISO_8859_1);
    assertTrue(answer.matches("(?s)HTTP/1.1 (4..|505) .*"), answer);
    assertEquals(1, answer.split("HTTP/1\\.1 ", -1).length - 1, answer);
    assertFalse(answer.contains("\tat "), answer);
    assertFalse(answer.contains("Jetty"), answer);
  }

  @ParameterizedTest
  @Tag("R54")
  @ValueSource(
      strings = {
        "/?lang=%zz",
        "/?lang=%",
        "/?%=%",
        "/?lang=%ff%fe",
        "/login?return=%zz",
        "/consent?lang=%zz",
        "/consent?return=%",
        "/app?status=%zz",
        "/consent/status?%zz",
        "/contact?verzonden=%zz",
        "/?a&&&=&=",
        "/?lang=nl&lang=en&lang=xx"
      })
  void query_thatCannotBeDecoded_givesAPageOrA400(String path) throws IOException {
    for (String cookie : List.of("Cookie: x=1", anna.header())) {
      Answer answer = wire.get(path, cookie);
      assertTrue(List.of(200, 303, 400).contains(answer.status()), answer::toString);
      assertFalse(answer.body().contains("\tat "), answer::toString);
    }
  }

  @ParameterizedTest
  @Tag("R54")
  @ValueSource(strings = {"/nergens?lang=%zz", "/?lang=%zz", "/fout?lang=%zz"})
  void query_thatCannotBeDecoded_givesAnErrorPageToRead(String path) throws IOException {
    Answer answer = wire.get(path);
    assertTrue(List.of(400, 404, 500).contains(answer.status()), answer::toString);
    assertTrue(answer.body().contains("<h1>"), answer::toString);
  }

  @Test
  @Tag("R54")
  void header_thatMakesNoSense_neverMakesAServerError() throws IOException {
    List<String> headers = new ArrayList<>();
    for (String name :
        List.of(
            "Accept-Language",
            "Accept",
            "Cookie",
            "Sec-Fetch-Mode",
            "Sec-Fetch-Dest",
            "Sec-Fetch-Site",
            "Sec-GPC",
            "Sec-Purpose",
            "Origin",
            "Range",
            "If-Modified-Since",
            "If-None-Match",
            "Referer",
            "Expect",
            "X-Forwarded-Proto",
            "Date")) {
      for (String value :
          List.of("", ";", ",,;;==\"", "\u00ff\u0080", "a".repeat(3000), "%zz", "-1")) {
        headers.add(name + ": " + value);
      }
    }
    for (String header : headers) {
      for (String path : List.of("/", "/consent", "/login", "/consent/status", "/app")) {
        Answer answer = wire.send("GET", path, "", header);
        assertTrue(answer.status() < 500, header + "\n" + answer);
      }
    }
  }
}
