// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.LoadState;
import io.consentfilter.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page with the snippets of twenty vendors, as these document them, and nothing changed in it.
 */
class VendorsIT extends BrowserTest {

  /** The first thing that each asks for. */
  private static final Map<String, String> FIRST =
      Map.ofEntries(
          Map.entry("google-analytics", "://www.googletagmanager.com/gtag/js?id=G-"),
          Map.entry("google-ads", "://www.googletagmanager.com/gtag/js?id=AW-"),
          Map.entry("google-tag-manager", "://www.googletagmanager.com/gtm.js"),
          Map.entry("google-fonts", "://fonts.googleapis.com/css2"),
          Map.entry("google-maps", "://www.google.com/maps/embed"),
          Map.entry("hotjar", "://static.hotjar.com/c/hotjar-"),
          Map.entry("hubspot", "://js.hs-scripts.com/"),
          Map.entry("intercom", "://widget.intercom.io/widget/"),
          Map.entry("linkedin-insight", "://snap.licdn.com/"),
          Map.entry("matomo", "://matomo.shop.example/matomo.js"),
          Map.entry("meta-pixel", "://connect.facebook.net/"),
          Map.entry("microsoft-ads", "://bat.bing.com/bat.js"),
          Map.entry("microsoft-clarity", "://www.clarity.ms/tag/"),
          Map.entry("pinterest-tag", "://s.pinimg.com/ct/core.js"),
          Map.entry("plausible", "://plausible.io/js/script.js"),
          Map.entry("recaptcha", "://www.google.com/recaptcha/api.js"),
          Map.entry("tiktok-pixel", "://analytics.tiktok.com/"),
          Map.entry("trustpilot", "://widget.trustpilot.com/bootstrap/"),
          Map.entry("vimeo", "://player.vimeo.com/video/"),
          Map.entry("youtube", "://www.youtube-nocookie.com/embed/"));

  /** What was told, as texts: arguments objects become arrays. */
  private static final String TOLD =
      "() => (window.dataLayer || []).map(entry => JSON.stringify(Array.from(entry)))"
          + ".filter(text => text.includes('consent'))"
          + ".concat((window._paq || []).map(entry => JSON.stringify(entry))"
          + ".filter(text => text.includes('onsent')))";

  private static final String DENIED =
      "[\"consent\",\"default\",{\"ad_storage\":\"denied\",\"ad_user_data\":\"denied\","
          + "\"ad_personalization\":\"denied\",\"analytics_storage\":\"denied\","
          + "\"wait_for_update\":500}]";

  private static final String LEFT_BEHIND =
      "() => localStorage.length + sessionStorage.length + document.cookie.length";

  private static String page() throws IOException {
    try (InputStream in = VendorsIT.class.getResourceAsStream("vendors.html")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  private static Policy policy(String mode) {
    String purposes =
        Stream.of("functional", "analytics", "video", "marketing")
            .map(
                id ->
                    "{\"id\":\"%1$s\",\"name\":{\"nl\":\"%1$s\"},\"description\":{\"nl\":\"%1$s\"}}"
                        .formatted(id))
            .collect(Collectors.joining(","));
    String services =
        FIRST.keySet().stream()
            .map(
                name ->
                    name.equals("matomo")
                        ? "{\"use\":\"matomo\",\"origins\":[\"https://matomo.shop.example\"]}"
                        : "{\"use\":\"" + name + "\"}")
            .collect(Collectors.joining(","));
    return Policy.parse(
        """
        {"revision": 1, "controller": {"name": "Shop", "contact": "shop@shop.example"},
         "languages": ["nl"], "transport": "http", "csp": {"mode": "%s"},
         "purposes": [%s], "services": [%s]}
        """
            .formatted(mode, purposes, services));
  }

  private Visitor visitor(SmallSite site) {
    Visitor visitor = visitor(site.url());
    site.surround(visitor.context());
    visitor.open("/");
    visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
    return visitor;
  }

  private static List<String> asked(SmallSite site) {
    return FIRST.entrySet().stream()
        .filter(first -> site.asked().stream().anyMatch(url -> url.contains(first.getValue())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static void choose(Visitor visitor, String action) {
    visitor.choose(action);
    visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
  }

  private static List<?> told(Visitor visitor) {
    return (List<?>) visitor.page().evaluate(TOLD);
  }

  private static void withdraw(Visitor visitor) {
    visitor
        .page()
        .waitForResponse("**/consent?*", () -> visitor.find("main [data-consent-open]").click());
    visitor.find("#consent-form").waitFor();
    choose(visitor, "reject");
    if (!visitor.path().equals("/")) {
      visitor.open("/");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "enforce"})
  @Tag("R2")
  @Tag("R3")
  @Tag("R7")
  @Tag("R90")
  @Tag("R91")
  @Tag("R93")
  void twentyVendors_runAfterConsentAndOnlyThen(String mode) throws Exception {
    String page = mode.equals("off") ? page() : page().replace("\"//", "\"https://");
    try (SmallSite site = SmallSite.start(policy(mode), page)) {
      Visitor visitor = visitor(site);
      assertThat(visitor.banner()).isVisible();
      assertEquals(List.of(), site.asked());
      assertEquals(0, visitor.page().evaluate(LEFT_BEHIND));
      assertEquals(List.of(), told(visitor));
      assertEquals(true, visitor.page().evaluate("() => !window.dataLayer && !window._paq"));

      choose(visitor, "accept");
      assertEquals(FIRST.keySet().stream().sorted().toList(), asked(site));
      assertEquals(DENIED, told(visitor).get(0));
      assertEquals(
          List.of("[\"requireConsent\"]", "[\"setConsentGiven\"]"),
          told(visitor).subList(5, told(visitor).size()));
      assertFalse(visitor.cookieNames().equals(List.of("consent")));

      visitor.open("/");
      visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
      site.forget();
      withdraw(visitor);
      visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
      assertEquals(List.of(), site.asked());
      assertEquals(List.of("consent"), visitor.cookieNames());
      assertEquals(0, visitor.page().evaluate("() => localStorage.length + sessionStorage.length"));
      assertEquals(List.of(), told(visitor));
    }
  }

  @Test
  @Tag("R32")
  @Tag("R93")
  void withdrawal_whileThePageStays_isToldOnce() throws Exception {
    try (SmallSite site = SmallSite.start(policy("off"), page())) {
      Visitor visitor = visitor(site);
      choose(visitor, "accept");
      visitor
          .page()
          .evaluate(
              "() => { document.querySelector('main').append(document.createElement('p'));"
                  + " document.querySelector('main p:last-child').contentEditable = 'true'; }");
      int before = told(visitor).size();
      visitor
          .page()
          .waitForResponse("**/consent?*", () -> visitor.find("main [data-consent-open]").click());
      visitor.find("#consent-form").waitFor();
      choose(visitor, "reject");
      assertEquals(before + 5, told(visitor).size());
      for (String signal :
          List.of("ad_storage", "ad_user_data", "ad_personalization", "analytics_storage")) {
        String update = "[\"consent\",\"update\",{\"" + signal + "\":\"denied\"}]";
        assertEquals(1, told(visitor).stream().filter(update::equals).count(), signal);
      }
      assertTrue(told(visitor).contains("[\"forgetConsentGiven\"]"));
    }
  }

  @Test
  @Tag("R18")
  @Tag("R91")
  @Tag("R92")
  void analyticsOnly_grantsThatSignalAlone_beforeAnyTag() throws Exception {
    try (SmallSite site = SmallSite.start(policy("off"), page())) {
      Visitor visitor = visitor(site);
      visitor
          .page()
          .waitForResponse("**/consent?*", () -> visitor.find("main [data-consent-open]").click());
      visitor.find("[name=purpose][value=analytics]").check();
      choose(visitor, "save");
      assertEquals(
          List.of(
              DENIED,
              "[\"consent\",\"update\",{\"analytics_storage\":\"granted\"}]",
              "[\"requireConsent\"]",
              "[\"setConsentGiven\"]"),
          told(visitor));
      assertEquals(
          true,
          visitor.page().evaluate("() => dataLayer.findIndex(e => e[0] === 'js') > 1"),
          "the tag comes after the calls");
      assertTrue(asked(site).contains("google-analytics"));
      assertFalse(asked(site).contains("google-ads"), "on the same host");
      assertEquals(
          true, visitor.page().evaluate("() => dataLayer.every(e => e[1] !== 'AW-TEST2')"));
      assertFalse(asked(site).contains("meta-pixel"));
    }
  }
}
