// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.htmlunit.BrowserVersion;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A visitor whose browser runs no script: pages, links and forms are all there is. */
@ExtendWith(RunningDemo.class)
class WithoutScriptIT {

  private WebClient browser;
  private String home;

  @BeforeEach
  void open(Demo demo) throws IOException {
    home = "http://localhost:" + demo.port();
    browser = browser("nl-NL");
  }

  private static WebClient browser(String language) {
    WebClient client =
        new WebClient(
            new BrowserVersion.BrowserVersionBuilder(BrowserVersion.FIREFOX)
                .setAcceptLanguageHeader(language)
                .setBrowserLanguage(language)
                .build());
    client.getOptions().setJavaScriptEnabled(false);
    client.getOptions().setCssEnabled(false);
    client.getOptions().setThrowExceptionOnFailingStatusCode(false);
    return client;
  }

  @AfterEach
  void close() {
    browser.close();
  }

  private HtmlPage page(String path) throws IOException {
    return browser.getPage(home + path);
  }

  private static HtmlElement one(HtmlPage page, String selector) {
    HtmlElement found = page.querySelector(selector);
    assertNotNull(found, selector + " on " + page.getUrl());
    return found;
  }

  private static HtmlPage press(HtmlPage page, String action) throws IOException {
    return one(page, "button[data-consent-action=" + action + "]").click();
  }

  private static boolean asks(HtmlPage page) {
    return page.getElementById("consent-banner") != null;
  }

  private String status() throws IOException {
    return browser.getPage(home + "/consent/status").getWebResponse().getContentAsString();
  }

  private boolean has(String cookie) {
    return browser.getCookieManager().getCookie(cookie) != null;
  }

  @Test
  @Tag("R9")
  @Tag("R13")
  void accept_inTheBanner_grantsEverythingAndComesBack() throws IOException {
    HtmlPage after = press(page("/privacy"), "accept");
    assertEquals(home + "/privacy", after.getUrl().toString());
    assertFalse(asks(after));
    assertTrue(status().contains("{\"analytics\":true,\"media\":true,\"marketing\":true}"));
    page("/");
    assertTrue(has("bh_stats"));
  }

  @Test
  @Tag("R9")
  @Tag("R4")
  @Tag("R20")
  void reject_inTheBanner_deniesEverythingAndTheSiteWorks() throws IOException {
    HtmlPage after = press(page("/contact"), "reject");
    assertEquals(home + "/contact", after.getUrl().toString());
    assertFalse(asks(after));
    assertTrue(status().contains("{\"analytics\":false,\"media\":false,\"marketing\":false}"));
    for (String path : List.of("/", "/video", "/privacy", "/login")) {
      HtmlPage page = page(path);
      assertEquals(200, page.getWebResponse().getStatusCode());
      assertFalse(asks(page), path);
    }
    assertEquals(1, browser.getCookieManager().getCookies().size());
    assertEquals("Facturen – Boekhuis", login("anna", false).getTitleText());
  }

  @Test
  @Tag("R12")
  @Tag("R24")
  void banner_namesWhoAsksForWhatAndWhereToRead() throws IOException {
    HtmlPage page = page("/");
    String text = page.getElementById("consent-banner").asNormalizedText();
    for (String said :
        List.of("Boekhuis B.V.", "Statistieken", "Video's van anderen", "Marketing", "intrekken")) {
      assertTrue(text.contains(said), said);
    }
    for (DomElement link : page.getElementById("consent-banner").getElementsByTagName("a")) {
      Page target = link.click();
      assertEquals(200, target.getWebResponse().getStatusCode(), link.toString());
      assertTrue(target.getUrl().toString().startsWith(home), link.toString());
    }
  }

  @Test
  @Tag("R15")
  @Tag("R16")
  @Tag("R34")
  void settings_openedFirst_areAllOffAndSavingThemRefuses() throws IOException {
    HtmlPage settings = page("/consent");
    for (DomElement box :
        settings.querySelectorAll("input[type=checkbox]").toArray(DomElement[]::new)) {
      assertFalse(((HtmlCheckBoxInput) box).isChecked(), box.toString());
    }
    assertTrue(one(settings, ".consent-state").asNormalizedText().contains("nog niet gekozen"));
    press(settings, "save");
    assertTrue(status().contains("{\"analytics\":false,\"media\":false,\"marketing\":false}"));
    String state = one(page("/consent"), ".consent-state").asNormalizedText();
    assertTrue(state.matches("(?s).*\\d{4}.*1.*"), state);
    assertFalse(state.contains("nog niet gekozen"));
  }

  @Test
  @Tag("R9")
  @Tag("R18")
  @Tag("R34")
  void selected_inTheSettings_isWhatHoldsAndWhatIsShownAgain() throws IOException {
    HtmlPage settings = page("/consent?return=/privacy");
    tick(settings, "purpose", "media");
    HtmlPage after = press(settings, "save");
    assertEquals(home + "/privacy", after.getUrl().toString());
    assertTrue(status().contains("{\"analytics\":false,\"media\":true,\"marketing\":false}"));
    HtmlPage again = page("/consent");
    assertTrue(box(again, "purpose", "media").isChecked());
    assertFalse(box(again, "purpose", "analytics").isChecked());
    page("/");
    assertFalse(has("bh_stats"));
  }

  private static HtmlPage settingsByTheLinkOf(HtmlPage page) throws IOException {
    return one(page, "footer a[data-consent-open]").click();
  }

  private static HtmlCheckBoxInput box(HtmlPage page, String name, String value) {
    return (HtmlCheckBoxInput) one(page, "input[name=" + name + "][value='" + value + "']");
  }

  private static void tick(HtmlPage page, String name, String value) throws IOException {
    box(page, name, value).click();
  }

  @Test
  @Tag("R31")
  void withdraw_inTheSettings_takesTheCookieAndLeavesTheLogin() throws IOException {
    press(page("/"), "accept");
    login("anna", false);
    page("/");
    assertTrue(has("bh_stats"));
    press(settingsByTheLinkOf(page("/privacy")), "reject");
    assertFalse(has("bh_stats"));
    assertTrue(status().contains("{\"analytics\":false,\"media\":false,\"marketing\":false}"));
    assertEquals("Facturen – Boekhuis", page("/app").getTitleText());
  }

  @Test
  @Tag("R30")
  void withdraw_onAnyPage_takesOneClickAsAcceptingDid() throws IOException {
    press(page("/"), "accept");
    for (String path : List.of("/", "/privacy", "/login", "/nergens")) {
      assertFalse(page(path).querySelectorAll("button[name=choice][value=none]").isEmpty(), path);
    }
    HtmlPage after = one(page("/privacy"), "button[name=choice][value=none]").click();
    assertEquals(home + "/privacy", after.getUrl().toString());
    assertTrue(status().contains("{\"analytics\":false,\"media\":false,\"marketing\":false}"));
  }

  @Test
  @Tag("R36")
  void globalPrivacyControl_deniesSharingUntilItIsGrantedByHand() throws IOException {
    browser.addRequestHeader("Sec-GPC", "1");
    assertTrue(status().contains("\"media\":false"));
    press(page("/"), "accept");
    assertTrue(status().contains("\"media\":true"));
  }

  // Logins

  private HtmlPage login(String user, boolean remember) throws IOException {
    HtmlPage page = page("/login");
    ((HtmlInput) one(page, "#username")).setValue(user);
    ((HtmlInput) one(page, "#password")).setValue("boekhouden");
    HtmlCheckBoxInput box = (HtmlCheckBoxInput) one(page, "input[name=remember]");
    if (remember) {
      box.click();
    }
    return one(page, "form[action='/login'] button[type=submit]").click();
  }

  @Test
  @Tag("R80")
  void login_asksToRememberWithoutPresumingAndSaysWhatThatMeans() throws IOException {
    HtmlPage page = page("/login");
    assertFalse(((HtmlCheckBoxInput) one(page, "input[name=remember]")).isChecked());
    String said = one(page, ".remember").asNormalizedText();
    assertTrue(said.contains("30 dagen"), said);
    assertTrue(said.toLowerCase(Locale.ROOT).contains("cookie"), said);
    assertTrue(said.matches("(?s).*(openbare|gedeelde|anderen).*"), said);
  }

  @Test
  @Tag("R80")
  void login_withoutTheBox_isForgottenWithTheSession() throws IOException {
    assertEquals("Facturen – Boekhuis", login("anna", false).getTitleText());
    assertFalse(has("remember"));
    loseTheSession();
    assertEquals("Inloggen – Boekhuis", page("/app").getTitleText());
  }

  @Test
  @Tag("R84")
  void login_withTheBoxAfterARefusal_outlivesTheSession() throws IOException {
    press(page("/"), "reject");
    login("anna", true);
    loseTheSession();
    assertEquals("Facturen – Boekhuis", page("/app").getTitleText());
    assertTrue(has("session"));
  }

  private void loseTheSession() {
    browser.getCookieManager().removeCookie(browser.getCookieManager().getCookie("session"));
  }

  @Test
  @Tag("R78")
  @Tag("R69")
  void logout_isOnEveryPageAndEndsTheLoginForGood() throws IOException {
    login("anna", true);
    for (String path : List.of("/", "/app", "/app/account", "/app/stats", "/privacy", "/nergens")) {
      one(page(path), "form[action='/logout'] button");
    }
    HtmlPage after = one(page("/app"), "header form[action='/logout'] button").click();
    assertTrue(after.asNormalizedText().contains("U bent uitgelogd"));
    assertFalse(has("session"));
    assertFalse(has("remember"));
    assertEquals("Inloggen – Boekhuis", page("/app").getTitleText());
  }

  @Test
  void login_fromAProtectedPage_leadsBackToIt() throws IOException {
    HtmlPage asked = page("/app/account");
    assertEquals("Inloggen – Boekhuis", asked.getTitleText());
    ((HtmlInput) one(asked, "#username")).setValue("bram");
    ((HtmlInput) one(asked, "#password")).setValue("boekhouden");
    HtmlPage after = one(asked, "form[action='/login'] button[type=submit]").click();
    assertEquals(home + "/app/account", after.getUrl().toString());
    assertTrue(after.asNormalizedText().contains("Bram Hoekstra"));
  }

  @Test
  void choice_onAPageOfACustomer_comesBackToIt() throws IOException {
    login("anna", false);
    HtmlPage after = press(page("/app?status=late"), "reject");
    assertEquals(home + "/app?status=late", after.getUrl().toString());
  }

  @ParameterizedTest
  @Tag("R106")
  @CsvSource({"anna, Galerie Noorderlicht, Vesuvio", "bram, Pizzeria Vesuvio, Noorderlicht"})
  void export_byItsLink_holdsTheOwnBooksOnly(String user, String own, String other)
      throws IOException {
    HtmlPage invoices = login(user, false);
    for (String kind : List.of("csv", "json")) {
      HtmlAnchor link = (HtmlAnchor) one(invoices, "a[href='/app/export." + kind + "']");
      Page file = browser.getPage(home + link.getHrefAttribute());
      String text = file.getWebResponse().getContentAsString();
      assertTrue(text.contains(own), kind);
      assertFalse(text.contains(other), kind);
    }
  }

  // Every page

  @ParameterizedTest
  @Tag("R29")
  @ValueSource(
      strings = {
        "/",
        "/login",
        "/video",
        "/contact",
        "/privacy",
        "/nergens",
        "/fout",
        "/logout",
        "/app",
        "/app/account",
        "/app/stats",
        "/app/nergens",
        "/assets/",
        "/?lang=%zz"
      })
  void page_ofEveryKind_hasAWorkingSettingsControl(String path) throws IOException {
    login("anna", false);
    for (String choice : List.of("", "reject", "accept")) {
      HtmlPage page = page(path);
      if (!choice.isEmpty()) {
        press(page("/consent"), choice);
        page = page(path);
      }
      List<HtmlAnchor> controls =
          page.getAnchors().stream()
              .filter(link -> link.hasAttribute("data-consent-open"))
              .filter(link -> link.asNormalizedText().equals("Cookie-instellingen"))
              .toList();
      assertFalse(controls.isEmpty(), path);
      for (HtmlAnchor control : controls) {
        HtmlPage settings = control.click();
        assertNotNull(settings.getElementById("consent-form"), path);
      }
    }
  }

  @Test
  @Tag("R17")
  @Tag("R23")
  void statement_namesEveryServiceAndCookieOfThePolicy() throws IOException {
    String text = page("/consent/statement").asNormalizedText();
    for (String said :
        List.of(
            "Boekhuis B.V.",
            "Meetpunt Metrics",
            "Meetpunt Campagnes",
            "Filmhuis Streaming B.V.",
            "Advertentiehuis N.V.",
            "bh_lang",
            "bh_stats",
            "mp_*",
            "mc_*",
            "90 dagen")) {
      assertTrue(text.contains(said), said);
    }
    assertFalse(text.toLowerCase(Locale.ROOT).contains("gerechtvaardigd"));
  }

  @Test
  @Tag("R22")
  void language_ofTheBrowserOrOfTheLink_isThatOfPageAndBanner() throws IOException {
    try (WebClient english = browser("en-GB")) {
      HtmlPage page = english.getPage(home + "/");
      assertEquals("en", page.getDocumentElement().getAttribute("lang"));
      assertEquals("en", page.getElementById("consent-banner").getAttribute("lang"));
      assertTrue(page.getElementById("consent-banner").asNormalizedText().contains("Reject all"));
    }
    HtmlPage dutch = page("/");
    HtmlPage chosen = one(dutch, "footer a[hreflang=en]").click();
    assertEquals("en", chosen.getDocumentElement().getAttribute("lang"));
    assertEquals("en", chosen.getElementById("consent-banner").getAttribute("lang"));
    assertTrue(has("bh_lang"), "necessary: the visitor asked for it");
    assertEquals("en", page("/contact").getElementById("consent-banner").getAttribute("lang"));
  }

  @Test
  @Tag("R7")
  void page_withoutAChoice_holdsNothingOfOthersThatRuns() throws IOException {
    for (String path : List.of("/", "/video", "/privacy", "/nergens")) {
      HtmlPage page = page(path);
      for (DomElement element : page.getDomElementDescendants()) {
        for (String attribute : List.of("src", "srcset", "data", "poster", "action")) {
          String target = element.getAttribute(attribute);
          boolean inert = element.getAttribute("type").equals("text/plain");
          assertTrue(inert || !target.contains("//"), path + " " + element);
        }
      }
      assertNull(page.querySelector("link[rel=preconnect], link[rel=dns-prefetch]"), path);
    }
  }

  @Test
  @Tag("R8")
  @Tag("R10")
  void statistics_withoutConsent_countNothingHoweverTheyAreCalled() throws IOException {
    login("anna", false);
    String before = one(page("/app/stats"), "[data-stat=views]").asNormalizedText();
    try (WebClient stranger = browser("nl")) {
      for (String path : List.of("/", "/privacy", "/stats/hit?path=/", "/stats/hit")) {
        stranger.getPage(home + path);
      }
      assertEquals(0, stranger.getCookieManager().getCookies().size());
    }
    assertEquals(before, one(page("/app/stats"), "[data-stat=views]").asNormalizedText());
  }
}
