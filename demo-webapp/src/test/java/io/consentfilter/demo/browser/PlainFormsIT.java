// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything works with plain forms and links, on every page. */
class PlainFormsIT extends BrowserTest {

  private Visitor withoutScripts() {
    return visitor(dutch().setJavaScriptEnabled(false));
  }

  @Test
  @Tag("R9")
  void reject_withoutJavaScript_leadsBackToThePage() {
    Visitor visitor = withoutScripts();
    visitor.open("/contact?van=test");
    visitor.banner().locator("[data-consent-action=reject]").click();
    visitor.page().waitForURL("**/contact?van=test");
    assertThat(visitor.banner()).hasCount(0);
    assertEquals(Set.of(), visitor.granted());
    assertEquals(List.of("consent"), visitor.cookieNames());
    assertEquals(List.of(), visitor.foreign());
  }

  @Test
  @Tag("R9")
  void accept_thenWithdraw_withoutJavaScript() {
    Visitor visitor = withoutScripts();
    visitor.open("/contact");
    visitor.banner().locator("[data-consent-action=accept]").click();
    assertThat(visitor.banner()).hasCount(0);
    assertEquals(Set.of("analytics", "marketing", "media"), visitor.granted());
    visitor.open("/privacy");
    assertEquals(List.of("bh_stats", "consent"), visitor.cookieNames());
    visitor.openSettings().locator("[data-consent-action=reject]").click();
    visitor.page().waitForURL(url -> !url.contains("/consent"));
    assertEquals(Set.of(), visitor.granted());
    assertEquals(List.of("consent"), visitor.cookieNames());
  }

  @Test
  @Tag("R9")
  @Tag("R34")
  void settings_withoutJavaScript_saveWhatIsTicked() {
    Visitor visitor = withoutScripts();
    visitor.open("/");
    visitor.banner().locator("[data-consent-action=settings]").click();
    assertThat(visitor.find("#consent-form input:checked")).hasCount(0);
    visitor.find("[name=purpose][value=media]").check();
    visitor.find("[data-consent-action=save]").click();
    visitor.page().waitForURL(visitor.url("/"));
    assertEquals(Set.of("media"), visitor.granted());
    visitor.openSettings();
    assertThat(visitor.find("[name=purpose][value=media]")).isChecked();
    assertThat(visitor.find("#consent-form input:checked")).hasCount(1);
  }

  @ParameterizedTest
  @Tag("R29")
  @ValueSource(booleans = {true, false})
  void page_ofAnyKind_leadsToTheSettings(boolean scripts) {
    Visitor visitor = visitor(dutch().setJavaScriptEnabled(scripts));
    Stream.of("/", "/video", "/contact", "/privacy", "/nergens", "/fout", "/login")
        .forEach(path -> assertLeadsToTheSettings(visitor, path));
    visitor.open("/login");
    visitor.logIn("anna", false);
    Stream.of("/app", "/app/account", "/app/stats", "/app/nergens")
        .forEach(path -> assertLeadsToTheSettings(visitor, path));
    visitor.choose("save");
    assertThat(visitor.banner()).hasCount(0);
    assertTrue(visitor.decided());
    assertLeadsToTheSettings(visitor, "/app");
  }

  private static void assertLeadsToTheSettings(Visitor visitor, String path) {
    visitor.open(path);
    assertThat(visitor.find("footer [data-consent-open]")).hasText("Cookie-instellingen");
    assertThat(visitor.openSettings().locator("[name=purpose]")).hasCount(3);
  }

  @Test
  @Tag("R29")
  void statement_leadsToTheSettings() {
    Visitor visitor = withoutScripts();
    visitor.open("/consent/statement");
    visitor.find("main a[href^='/consent']").first().click();
    assertThat(visitor.find("main #consent-form h1")).hasText("Cookie-instellingen");
  }
}
