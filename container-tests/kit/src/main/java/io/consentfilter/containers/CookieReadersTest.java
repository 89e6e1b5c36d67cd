// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies and signals that a browser sends. */
@ExtendWith(Running.class)
class CookieReadersTest {

  private final Site site;
  private final Client client;

  CookieReadersTest(Site site) {
    this.site = site;
    this.client = site.client();
  }

  private boolean decided(String... headers) throws Exception {
    Answer answer = client.get("/consent/status", headers);
    assertEquals(200, answer.status());
    return answer.body().contains("\"decided\":true");
  }

  @Test
  @Tag("E1")
  @Tag("R6")
  void read_deniedCookie_isHiddenInAllFourWays() throws Exception {
    assertEquals("none|null|[]|false", client.get("/read", "Cookie: _ga=1; odd=2").body());
    assertEquals(
        "lang=en|lang=en|[lang=en]|true",
        client.get("/read", "Cookie: _ga=1; lang=en; odd=2").body());
  }

  @Test
  @Tag("E1")
  void read_grantedCookie_isVisible() throws Exception {
    String body = client.get("/read", "Cookie: _ga=1; odd=2", site.choice("choice=all")).body();
    assertTrue(body.startsWith("_ga=1"), body);
    assertTrue(body.contains("|_ga=1|"), body);
    assertFalse(body.contains("odd"), body);
  }

  @Test
  @Tag("E2")
  void read_cookiesOnSeveralLines_areOneList() throws Exception {
    String choice = site.choice("choice=all");
    assertTrue(decided("Cookie: lang=en", choice));
    assertTrue(decided(choice, "Cookie: lang=en"));
    String body = client.get("/read", "Cookie: lang=en", "Cookie: _ga=1").body();
    assertFalse(body.contains("_ga"), body);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  @Tag("E3")
  void read_twoChoices_countAsNoneInEitherOrder(boolean forgedFirst) throws Exception {
    String choice = site.choice("choice=all");
    String forged = "__Host-consent=forged";
    String both =
        forgedFirst ? "Cookie: " + forged + "; " + choice.substring(8) : choice + "; " + forged;
    assertFalse(decided(both));
  }

  @Test
  @Tag("E4")
  void read_choiceUnderANameOfAnotherCase_isNotOurs() throws Exception {
    String value = site.choiceValue("choice=all");
    assertFalse(decided("Cookie: __host-consent=" + value));
    assertFalse(decided("Cookie: consent=" + value));
    assertTrue(decided("Cookie: __host-consent=x; __Host-consent=" + value));
  }

  @Test
  @Tag("E5")
  void read_malformedNeighbours_costNobodyTheChoice() throws Exception {
    String value = site.choiceValue("choice=all");
    assertTrue(decided("Cookie: __Host-consent=" + value + "; =nameless; justname; lang=en"));
    assertTrue(decided("Cookie: =nameless; justname; __Host-consent=" + value));
    Answer answer = client.get("/read", "Cookie: _ga=1; =nameless; justname; lang=en");
    assertEquals(200, answer.status());
    assertFalse(answer.body().contains("_ga"), answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lang=\u00e9", "lang=\u0001", "l\u00e4ng=1", "lang=\"a", "lang={\"a\":[1,2]}"})
  @Tag("E6")
  @Tag("E8")
  void read_oddBytes_areNoErrorUnlessTheContainerRefusesThem(String cookie) throws Exception {
    int containers = site.bare().get("/page", "Cookie: " + cookie).status();
    for (String path : List.of("/page", "/read", "/consent/status")) {
      Answer answer = client.get(path, "Cookie: " + cookie + "; _ga=1");
      assertEquals(containers, answer.status(), path);
      assertTrue(containers != 200 || !answer.body().contains("_ga"), answer.body());
    }
  }

  @Test
  @Tag("E7")
  void set_valuesOfOurs_needNoQuotesAndHaveNoPadding() throws Exception {
    assertTrue(site.choiceValue("choice=all").matches("[A-Za-z0-9_-]+"));
    Answer login = client.post("/login", "username=anna&remember=on");
    assertTrue(login.cookie("__Host-remember").orElseThrow().matches("[A-Za-z0-9_.-]+"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, , true",
    "0, , false",
    "true, , false",
    "11, , false",
    "0, 1, true",
    "1, 0, true"
  })
  @Tag("E9")
  @Tag("R36")
  void read_privacyControl_onlyExactlyOneCounts(String first, String second, boolean acts)
      throws Exception {
    String[] headers =
        second == null
            ? new String[] {"Sec-GPC: " + first}
            : new String[] {"Sec-GPC: " + first, "Sec-GPC: " + second};
    assertEquals(acts, client.get("/consent/status", headers).body().contains("\"gpc\""));
  }

  @Test
  @Tag("E10")
  void prefetch_page_neitherAsksNorExpires() throws Exception {
    Answer ahead = client.visit("/page", "Sec-Purpose: prefetch;prerender", "Cookie: _ga=1");
    assertFalse(ahead.asks());
    assertEquals(List.of(), ahead.cookieNames());
    Answer seen = client.visit("/page", "Cookie: _ga=1");
    assertTrue(seen.asks());
    assertFalse(seen.cookieNames().isEmpty());
  }

  @Test
  @Tag("E11")
  void push_copiesCookies_soThereIsNone() throws Exception {
    assertEquals("none", client.get("/do?push", "Cookie: _ga=1").body());
  }
}
