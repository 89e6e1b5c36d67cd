// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both layers under the strictest Content-Security-Policy that lets a site use its own files. */
class StrictPolicyIT extends BrowserTest {

  private static final String STRICT =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'; form-action 'self'; base-uri 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private final List<String> violations = new ArrayList<>();

  private Visitor strict() {
    Visitor visitor = visitor();
    visitor
        .context()
        .exposeFunction("violated", arguments -> violations.add(String.valueOf(arguments[0])));
    visitor
        .context()
        .addInitScript(
            "addEventListener('securitypolicyviolation',"
                + " e => violated(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile))");
    visitor.context().route(visitor.url("/**"), StrictPolicyIT::harden);
    return visitor;
  }

  private static void harden(Route route) {
    if (!route.request().resourceType().equals("document")) {
      route.resume();
      return;
    }
    APIResponse response = route.fetch(new Route.FetchOptions().setMaxRedirects(0));
    Map<String, String> headers = new HashMap<>(response.headers());
    headers.put("content-security-policy", STRICT);
    route.fulfill(new FulfillOptions().setResponse(response).setHeaders(headers));
  }

  /** An honest test needs a policy that is in force: text must not become markup. */
  private static void assertInForce(Visitor visitor) {
    assertEquals(
        true,
        visitor
            .page()
            .evaluate(
                "() => { try { document.createElement('p').innerHTML = '<b>'; return false; }"
                    + " catch (refused) { return true; } }"));
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
