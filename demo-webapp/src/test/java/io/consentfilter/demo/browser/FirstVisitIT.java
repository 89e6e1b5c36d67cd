// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to somebody who has not chosen: nothing. */
class FirstVisitIT extends BrowserTest {

  /** How many entries each kind of storage in the browser holds. */
  private static final String STORED =
      """
      async () => ({
        local: localStorage.length,
        session: sessionStorage.length,
        databases: (await indexedDB.databases()).length,
        caches: (await caches.keys()).length,
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        cookies: document.cookie.length
      })
      """;

  @ParameterizedTest
  @Tag("R1")
  @Tag("R2")
  @Tag("R3")
  @Tag("R11")
  @ValueSource(strings = {"/", "/login", "/video", "/contact", "/privacy", "/nergens", "/fout"})
  void page_freshVisit_storesNothingAndAsksNobodyElse(String path) {
    Visitor visitor = visitor();
    visitor.page().clock().install();
    visitor.open(path);
    assertThat(visitor.banner()).isVisible();
    visitor.page().clock().fastForward(10_000);
    visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
    assertNothingStored(visitor);
    assertEquals(List.of(), visitor.foreign());
    assertFalse(visitor.decided());
  }

  private static void assertNothingStored(Visitor visitor) {
    assertEquals(List.of(), visitor.cookieNames());
    assertEquals(
        Map.of("local", 0, "session", 0, "databases", 0, "caches", 0, "workers", 0, "cookies", 0),
        visitor.page().evaluate(STORED));
  }

  @Test
  @Tag("R3")
  @Tag("R7")
  void page_freshVisit_showsWhatIsMissingAndRunsNoTag() {
    Visitor visitor = visitorAt("/video");
    assertThat(visitor.find("iframe[src='/consent/placeholder/filmhuis']")).hasCount(1);
    assertThat(visitor.find("script[type='text/plain'][data-consent]")).hasCount(2);
    stage().thirdParties().forEach(other -> assertEquals(List.of(), other.asked()));
  }

  @Test
  @Tag("R19")
  void banner_escapeScrollClickBesideAndNavigation_grantNothing() {
    Visitor visitor = visitorAt("/");
    visitor.page().keyboard().press("Escape");
    visitor.page().mouse().wheel(0, 2_000);
    visitor.page().waitForFunction("scrollY > 0");
    visitor.find("main h2").last().click();
    visitor.find("footer a[href='/privacy']").click();
    visitor.page().waitForURL("**/privacy");
    assertThat(visitor.banner()).isVisible();
    visitor.page().reload();
    visitor.page().goBack();
    assertThat(visitor.banner()).isVisible();
    assertEquals(List.of(), visitor.cookieNames());
    assertEquals(Set.of(), visitor.granted());
    assertEquals(List.of(), visitor.foreign());
  }

  @Test
  @Tag("R19")
  void dialog_escapeOrClose_grantsNothingEvenWithBoxesTicked() {
    Visitor visitor = visitorAt("/");
    visitor.openSettings().locator("[name=purpose]").first().check();
    visitor.page().keyboard().press("Escape");
    assertThat(visitor.find("dialog[open]")).hasCount(0);
    visitor.openSettings().locator("[name=purpose]").last().check();
    visitor.find("[data-consent-close]").click();
    assertThat(visitor.find("dialog[open]")).hasCount(0);
    assertThat(visitor.banner()).isVisible();
    assertEquals(List.of(), visitor.cookieNames());
    assertFalse(visitor.decided());
  }

  @Test
  @Tag("R20")
  void site_withoutAChoice_worksInFull() {
    Visitor visitor = visitorAt("/");
    visitor.find("header a[href='/contact']").click();
    visitor.find("[name=email]").fill("jan@example.org");
    visitor.find("[name=message]").fill("Hallo");
    visitor.find("main [type=submit]").click();
    assertThat(visitor.find("main [role=status]")).containsText("aangekomen");
    visitor.find("header a[href='/login']").click();
    visitor.logIn("anna", false);
    assertThat(visitor.find("h1")).hasText("Facturen");
    assertThat(visitor.banner()).isVisible();
    assertEquals(List.of("session"), visitor.cookieNames());
    assertFalse(visitor.decided());
    assertTrue(visitor.find("main").textContent().contains("Galerie Noorderlicht"));
  }
}
