// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.LoadState;
import io.consentfilter.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both layers under the strictest Content-Security-Policy that lets a site use its own files. */
class StrictPolicyIT extends BrowserTest {

  private static final String STRICT =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

  /** The demo has pictures of its own. */
  private static final String WITH_PICTURES = STRICT + "; img-src 'self'";

  private final List<String> violations = new ArrayList<>();

  private Visitor strict() {
    return strict(visitor(), WITH_PICTURES);
  }

  private Visitor strict(Visitor visitor, String policy) {
    visitor
        .context()
        .exposeFunction("violated", arguments -> violations.add(String.valueOf(arguments[0])));
    visitor
        .context()
        .addInitScript(
            "addEventListener('securitypolicyviolation',"
                + " e => violated(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile))");
    visitor.context().route(visitor.url("/**"), route -> harden(route, policy));
    return visitor;
  }

  private static void harden(Route route, String policy) {
    if (!route.request().resourceType().equals("document")) {
      route.resume();
      return;
    }
    APIResponse response = route.fetch(new Route.FetchOptions().setMaxRedirects(0));
    Map<String, String> headers = new HashMap<>(response.headers());
    headers.put("content-security-policy", policy);
    route.fulfill(new FulfillOptions().setResponse(response).setHeaders(headers));
  }

  /** An honest test needs a policy that is in force: text must not become markup. */
  private static void assertInForce(Visitor visitor) {
    visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
    assertEquals(
        true,
        visitor
            .page()
            .evaluate(
                "() => { try { document.createElement('p').innerHTML = '<b>'; return false; }"
                    + " catch (refused) { return true; } }"));
  }

  private static SmallSite bareSite() throws Exception {
    Policy policy =
        Policy.parse(
            """
            {"revision": 1, "controller": {"name": "Shop", "contact": "shop@shop.example"},
             "languages": ["nl"], "transport": "http", "csp": {"mode": "off"},
             "purposes": [{"id": "media", "name": {"nl": "M"}, "description": {"nl": "M"}}],
             "services": [{"id": "film", "purpose": "media", "name": "Film", "provider": "P",
               "description": {"nl": "D"}}]}
            """);
    return SmallSite.start(
        policy, "<!DOCTYPE html><html lang=\"nl\"><title>T</title><body><h1>T</h1></body>");
  }

  @ParameterizedTest
  @CsvSource({
    "banner, accept, true",
    "banner, reject, false",
    "dialog, accept, true",
    "dialog, reject, false",
    "dialog, save, false"
  })
  @Tag("R60")
  void anyChoice_underExactlyThisPolicy_worksWithoutAViolation(
      String layer, String action, boolean granted) throws Exception {
    try (SmallSite site = bareSite()) {
      Visitor visitor = strict(visitor(site.url()), STRICT);
      visitor.open("/");
      assertEquals("fixed", visitor.banner().evaluate("at => getComputedStyle(at).position"));
      if (layer.equals("dialog")) {
        visitor.action("settings").click();
        assertThat(visitor.find(Visitor.DIALOG)).isVisible();
        assertEquals(
            "sticky",
            visitor.find("#consent-form > div").evaluate("at => getComputedStyle(at).position"));
      }
      visitor.choose(action);
      assertEquals(granted, visitor.granted().contains("media"));
      assertThat(visitor.find("[role=status].consent-live")).containsText("opgeslagen");
      assertEquals(List.of(), violations);
      assertInForce(visitor);
    }
  }

  @Test
  @Tag("R60")
  void bothLayers_underAStrictPolicy_workWithoutAViolation() {
    Visitor visitor = strict();
    visitor.open("/contact");
    assertThat(visitor.banner()).isVisible();
    assertEquals("fixed", visitor.banner().evaluate("at => getComputedStyle(at).position"));
    visitor.openSettings().locator("[name=purpose][value=media]").check();
    assertThat(visitor.find(Visitor.DIALOG)).isVisible();
    visitor.choose("save");
    assertEquals(Set.of("media"), visitor.granted());
    assertThat(visitor.find("[role=status].consent-live")).containsText("opgeslagen");
    assertEquals(List.of(), violations);
    assertInForce(visitor);
  }

  @Test
  @Tag("R60")
  void accept_underAStrictPolicy_worksWithoutAViolation() {
    Visitor visitor = strict();
    visitor.open("/login");
    visitor.logIn("anna", false);
    visitor.open("/app");
    visitor.choose("accept");
    assertEquals(Set.of("analytics", "marketing", "media"), visitor.granted());
    assertEquals(List.of(), violations);
    assertInForce(visitor);
  }

  @Test
  @Tag("R60")
  void ownPages_underAStrictPolicy_workWithoutAViolation() {
    Visitor visitor = strict();
    visitor.open("/consent/statement");
    visitor.open("/consent?return=%2Fcontact");
    visitor.find("[name=purpose][value=media]").check();
    visitor.find("[data-consent-action=save]").click();
    visitor.page().waitForURL("**/contact");
    assertEquals(Set.of("media"), visitor.granted());
    assertEquals(List.of(), violations);
    assertTrue(visitor.foreign().isEmpty());
  }
}
