// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a choice does, at once and afterwards. */
class ChoiceIT extends BrowserTest {

  private static final String PLACEHOLDER = "iframe[src^='/consent/placeholder/']";
  private static final String METRICS_RAN = "document.documentElement.dataset.metrics === 'ran'";

  /** Leaves a mark that a reload would wipe out, and notes which purposes each event grants. */
  private static final String WATCH =
      """
      window.here = true;
      window.events = [];
      document.addEventListener('consent:change', e => events.push(
          Object.keys(e.detail.purposes).filter(id => e.detail.purposes[id]).sort().join()));
      """;

  private static void watch(Visitor visitor) {
    visitor.page().evaluate("() => { " + WATCH + " }");
  }

  private static boolean stayed(Visitor visitor) {
    return Boolean.TRUE.equals(visitor.page().evaluate("window.here === true"));
  }

  // Refusing

  @Test
  @Tag("R3")
  @Tag("R16")
  @Tag("R90")
  void reject_isDoneWithoutReload_andStartsNothingAnywhere() {
    long before = counted();
    Visitor visitor = visitorAt("/");
    watch(visitor);
    visitor.choose("reject");
    assertTrue(stayed(visitor));
    assertEquals(List.of(""), visitor.page().evaluate("window.events"));
    for (String path : List.of("/video", "/contact", "/privacy", "/")) {
      visitor.open(path);
      assertThat(visitor.banner()).hasCount(0);
    }
    visitor.find("details[data-hit] summary").first().click();
    visitor.page().waitForLoadState();
    assertEquals(List.of("consent"), visitor.cookieNames());
    assertEquals(Set.of(), visitor.granted());
    assertEquals(List.of(), visitor.foreign());
    assertEquals(before, counted());
  }

  @Test
  @Tag("R15")
  @Tag("R16")
  void save_withNothingTicked_equalsRefusal() {
    Visitor visitor = visitorAt("/");
    Locator dialog = visitor.openSettings();
    assertThat(dialog.locator("[name=purpose]")).hasCount(3);
    assertThat(dialog.locator("input:checked")).hasCount(0);
    visitor.choose("save");
    Visitor refuser = visitorAt("/");
    refuser.choose("reject");
    assertEquals(
        refuser.status().getJsonObject("services"), visitor.status().getJsonObject("services"));
    assertEquals(Set.of(), visitor.granted());
    visitor.open("/video");
    assertThat(visitor.banner()).hasCount(0);
    assertEquals(List.of(), visitor.foreign());
  }

  // Granting

  @Test
  void accept_whileAFormIsHalfFilled_keepsWhatWasTyped_andTheNextPageHasTagsAndEmbed() {
    Visitor visitor = visitorAt("/contact");
    watch(visitor);
    visitor.find("[name=message]").fill("Half geschreven");
    visitor.choose("accept");
    assertThat(visitor.find("[role=status].consent-live")).containsText("opgeslagen");
    assertTrue(stayed(visitor));
    assertThat(visitor.find("[name=message]")).hasValue("Half geschreven");
    assertEquals(List.of("analytics,marketing,media"), visitor.page().evaluate("window.events"));
    stage().thirdParties().forEach(ThirdParty::forget);
    visitor.open("/video");
    visitor.page().waitForFunction(METRICS_RAN);
    assertThat(visitor.page().frameLocator("main iframe").locator("#film")).hasText("Film");
    assertEquals(List.of("/metrics.js"), stage().metrics().asked());
    assertEquals(List.of("/campaigns.js"), stage().campaigns().asked());
    assertEquals(List.of("/embed/boekhuis"), stage().film().asked());
  }

  @Test
  void accept_onAnUntouchedPage_startsTagAndEmbedThere() {
    Visitor visitor = visitorAt("/video");
    visitor.choose("accept");
    visitor.page().waitForFunction(METRICS_RAN);
    assertThat(visitor.page().frameLocator("main iframe").locator("#film")).hasText("Film");
    assertThat(visitor.find(PLACEHOLDER)).hasCount(0);
  }

  @Test
  @Tag("R94")
  void accept_letsThePageBeCounted_withACookieOfOurOwn() {
    long before = counted();
    Visitor visitor = visitorAt("/contact");
    visitor.choose("accept");
    visitor.open("/privacy");
    assertTrue(visitor.cookieNames().contains("bh_stats"), visitor.cookieNames().toString());
    assertTrue(counted() > before);
  }

  @Test
  @Tag("R18")
  void selected_grantsOnlyWhatWasTicked() {
    Visitor visitor = visitorAt("/video");
    visitor.openSettings().locator("[name=purpose][value=analytics]").check();
    visitor.choose("save");
    assertEquals(Set.of("analytics"), visitor.granted());
    visitor.open("/video");
    visitor.page().waitForFunction(METRICS_RAN);
    assertThat(visitor.find(PLACEHOLDER)).hasCount(1);
    assertEquals(List.of(), stage().campaigns().asked());
    assertEquals(List.of(), stage().film().asked());
    assertEquals(List.of("bh_stats", "consent", "mp_id"), visitor.cookieNames());
  }

  @Test
  void selected_inTheDialogOfAnUntouchedPage_startsTheTagThere() {
    Visitor visitor = visitorAt("/");
    visitor.openSettings().locator("[name=purpose][value=analytics]").check();
    visitor.choose("save");
    visitor.page().waitForFunction(METRICS_RAN);
  }

  @Test
  @Tag("R18")
  void selected_oneServiceOfAPurpose_grantsOnlyThatOne() {
    Visitor visitor = visitorAt("/");
    visitor.openSettings();
    visitor.service("boekhuis-stats").check();
    visitor.choose("save");
    visitor.open("/");
    assertTrue(visitor.cookieNames().contains("bh_stats"), visitor.cookieNames().toString());
    assertEquals(List.of(), visitor.foreign());
  }

  // Changing one's mind

  @Test
  @Tag("R31")
  void withdraw_takesGatedCookiesAndStorageAway_andLeavesTheLogin() {
    Visitor visitor = loggedIn("anna", false);
    visitor.choose("accept");
    visitor.open("/");
    visitor.page().waitForFunction(METRICS_RAN);
    assertEquals(
        List.of("bh_stats", "consent", "mc_id", "mp_id", "session"), visitor.cookieNames());
    visitor.openSettings();
    visitor.choose("reject");
    visitor.page().waitForURL(visitor.url("/"));
    assertEquals(null, visitor.find("html").getAttribute("data-metrics"));
    assertEquals(List.of("consent", "session"), visitor.cookieNames());
    assertEquals(null, visitor.page().evaluate("localStorage.getItem('mp_id')"));
    visitor.open("/app");
    assertThat(visitor.find("h1")).hasText("Facturen");
    stage().thirdParties().forEach(ThirdParty::forget);
    visitor.open("/video");
    visitor.page().waitForLoadState();
    Stream.of(stage().metrics(), stage().campaigns(), stage().film())
        .forEach(other -> assertEquals(List.of(), other.asked()));
  }

  @Test
  @Tag("R31")
  void withdraw_ofOnePurposeInTheDialog_stopsItsEmbedAtOnce() {
    Visitor visitor = visitorAt("/video");
    visitor.choose("accept");
    assertThat(visitor.find("main iframe")).hasCount(1);
    assertThat(visitor.find(PLACEHOLDER)).hasCount(0);
    visitor.openSettings().locator("[name=purpose][value=media]").uncheck();
    visitor.choose("save");
    assertEquals(Set.of("analytics", "marketing"), visitor.granted());
    assertThat(visitor.find(PLACEHOLDER)).hasCount(1);
  }

  @Test
  @Tag("R30")
  void withdraw_takesNoMoreClicksThanAcceptingDid() {
    Visitor visitor = visitorAt("/");
    visitor.choose("accept");
    visitor.open("/privacy");
    int clicks = 1;
    if (visitor.find("body > * [data-consent-action=reject]").count() == 0) {
      visitor.openSettings();
      clicks++;
    }
    visitor.choose("reject");
    assertEquals(Set.of(), visitor.granted());
    assertEquals(1, clicks);
  }

  @Test
  @Tag("R34")
  void settings_afterAChoice_showWhatWasChosenAndWhen() {
    Visitor visitor = visitorAt("/contact");
    visitor.openSettings().locator("[name=purpose][value=media]").check();
    visitor.choose("save");
    visitor.open("/privacy");
    Locator dialog = visitor.openSettings();
    assertEquals(
        List.of("media"),
        dialog
            .locator("[name=purpose]:checked")
            .evaluateAll("boxes => boxes.map(box => box.value)"));
    assertThat(dialog.locator(".consent-state")).containsText("versie 2");
    assertEquals(
        visitor.status().getString("decidedAt"),
        dialog.locator(".consent-state time").first().getAttribute("datetime"));
  }

  @ParameterizedTest
  @Tag("R35")
  @ValueSource(strings = {"accept", "reject"})
  void secondTab_followsTheFirst_withTheSameRecord(String action) {
    Visitor visitor = visitorAt("/contact");
    Page second = visitor.context().newPage();
    visitor.open(second, "/contact");
    assertThat(second.locator(Visitor.BANNER)).isVisible();
    visitor.choose(action);
    assertThat(second.locator(Visitor.BANNER)).hasCount(0);
    String record = visitor.status().getString("recordId");
    visitor.open(second, "/");
    assertThat(second.locator(Visitor.BANNER)).hasCount(0);
    assertEquals(record, visitor.status().getString("recordId"));
  }

  // Global Privacy Control

  @Test
  @Tag("R36")
  void globalPrivacyControl_isNotedAndKeepsSharingOff_untilTheVisitorAllowsIt() {
    Visitor visitor = visitor(dutch().setExtraHTTPHeaders(Map.of("Sec-GPC", "1")));
    visitor.open("/contact");
    assertThat(visitor.banner()).containsText("Global Privacy Control");
    assertEquals(Set.of(), visitor.granted());
    assertEquals("gpc", visitor.status().getString("source"));
    visitor.openSettings().locator("[name=purpose][value=media]").check();
    visitor.choose("save");
    assertEquals(Set.of("media"), visitor.granted());
  }

  @ParameterizedTest
  @Tag("R36")
  @ValueSource(strings = {"0", "true"})
  void globalPrivacyControl_withAnotherValue_isNoSignal(String value) {
    Visitor visitor = visitor(dutch().setExtraHTTPHeaders(Map.of("Sec-GPC", value)));
    visitor.open("/");
    assertThat(visitor.banner()).not().containsText("Global Privacy Control");
  }
}
