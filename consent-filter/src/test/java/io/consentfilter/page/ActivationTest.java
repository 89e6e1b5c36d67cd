// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static io.consentfilter.page.Printed.PAGES;
import static io.consentfilter.page.Printed.UNDECIDED;
import static io.consentfilter.page.Printed.context;
import static io.consentfilter.page.Printed.decided;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Choice;
import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Policy;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationTest {

  private static JsonObject read(String json) {
    return Json.createReader(new StringReader(json)).readObject();
  }

  private static JsonObject grants(Decision decision) {
    return read(PAGES.activation(decision, context("nl"))).getJsonObject("grants");
  }

  @Test
  @Tag("R7")
  void activation_undecided_grantsNothing() {
    assertEquals(
        read(
            "{\"grants\":{},\"fixed\":false,\"saved\":\"Uw keuze is opgeslagen.\",\"later\":"
                + "\"Uw keuze is opgeslagen en werkt vanaf de volgende pagina.\"}"),
        read(PAGES.activation(UNDECIDED, context("nl"))));
  }

  @Test
  void script_undecided_carriesNothingButWhatToSayOfAFailure() {
    Element script = Jsoup.parse(PAGES.script(context("nl"), UNDECIDED)).selectFirst("script");
    assertTrue(script != null && !script.hasAttr("data-consent-state"));
    assertEquals("Niet opgeslagen.", script.attr("data-consent-failed"));
  }

  @Test
  @Tag("R18")
  void activation_analyticsOnly_grantsOnlyItsOrigins() {
    assertEquals(
        read(
            "{\"analytics\":[\"https://cdn.teller.example\"],"
                + "\"counter\":[\"https://cdn.teller.example\"]}"),
        grants(decided(Set.of("analytics", "counter"), Set.of())));
  }

  @Test
  void activation_purposeWithOneServiceRefused_lacksThatServicesOrigins() {
    assertEquals(
        read("{\"marketing\":[\"https://a.example\"],\"ads-a\":[\"https://a.example\"]}"),
        grants(decided(Set.of("marketing", "ads-a"), Set.of())));
  }

  @Test
  @Tag("R31")
  void activation_refusal_clearsStorageOfRefusedServicesAndKeepsTheRest() {
    JsonObject refused = read(PAGES.activation(decided(Set.of(), Set.of()), context("nl")));
    assertEquals("[\"_t*\"]", refused.getJsonArray("clear").toString());
    assertEquals("[\"cart\"]", refused.getJsonArray("keep").toString());
    JsonObject granted =
        read(PAGES.activation(decided(Set.of("counter"), Set.of()), context("nl")));
    assertEquals("[]", granted.getJsonArray("clear").toString());
    assertEquals("[\"_t*\",\"cart\"]", granted.getJsonArray("keep").toString());
  }

  @Test
  void script_element_isDeferredAndCarriesTheActivation() {
    Decision decision = decided(Set.of("counter"), Set.of());
    Element script = Jsoup.parse(PAGES.script(context("nl"), decision)).selectFirst("script");
    assertTrue(script != null && script.hasAttr("defer"));
    assertEquals("/shop/consent/" + Assets.script().hashedName(), script.attr("src"));
    JsonObject state = read(script.attr("data-consent-state"));
    assertEquals(grants(decision), state.getJsonObject("grants"));
    assertEquals("/shop/a?b=\"<1>\"", state.getString("page"));
    assertEquals("Uw keuze is opgeslagen.", state.getString("saved"));
  }

  private static Policy calling(String more) {
    return Policy.parse(
        """
        {"revision": 1, "controller": {"name": "B", "contact": "a@b.example"},
         "languages": ["nl"], "transport": "http"%s,
         "purposes": [{"id": "analytics", "name": {"nl": "A"}, "description": {"nl": "A"}},
                      {"id": "marketing", "name": {"nl": "M"}, "description": {"nl": "M"}}],
         "services": [{"use": "google-analytics"}, {"use": "google-ads"},
                      {"use": "matomo", "origins": ["https://matomo.b.example"]}]}
        """
            .formatted(more));
  }

  private static Decision allowing(Policy policy, Set<String> granted) {
    TreeMap<Integer, Boolean> answers = new TreeMap<>();
    policy.items().forEach(item -> answers.put(item.fingerprint(), granted.contains(item.id())));
    Choice choice = new Choice("cmVjb3Jk", Printed.NOW, 1, answers);
    return Decision.of(policy, Optional.of(choice), false, Printed.NOW);
  }

  @Test
  @Tag("R91")
  @Tag("R92")
  void calls_analyticsOnly_denyAllFirstAndGrantThatSignalAlone() {
    Policy policy = calling("");
    Decision decision = allowing(policy, Set.of("analytics", "google-analytics", "matomo"));
    Element script = Jsoup.parse(Pages.calls(decision, "/shop/consent")).selectFirst("script");
    assertTrue(script != null && !script.hasAttr("defer") && !script.hasAttr("async"));
    assertEquals("/shop/consent/" + Assets.callsScript().hashedName(), script.attr("src"));
    String denied = "\"denied\"";
    assertEquals(
        "[[\"dataLayer\",[\"consent\",\"default\",{\"ad_storage\":D,\"ad_user_data\":D,"
                .replace("D", denied)
            + "\"ad_personalization\":D,\"analytics_storage\":D,\"wait_for_update\":500}]], "
                .replace("D", denied)
            + "[\"_paq\",[\"requireConsent\"]], "
            + "[\"dataLayer\",[\"consent\",\"update\",{\"analytics_storage\":\"granted\"}],"
            + "[\"consent\",\"update\",{\"analytics_storage\":\"denied\"}]], "
            + "[\"_paq\",[\"setConsentGiven\"],[\"forgetConsentGiven\"]]]",
        script.attr("data-consent-calls"));
  }

  @Test
  @Tag("R90")
  void calls_nothingGranted_areNone() {
    Policy policy = calling("");
    assertEquals("", Pages.calls(allowing(policy, Set.of()), "/consent"));
    assertFalse(
        new Pages(policy).activation(allowing(policy, Set.of()), context("nl")).contains("calls"));
    Policy cached = calling(", \"static\": true");
    assertEquals("", Pages.calls(allowing(cached, Set.of("google-ads")), "/consent"));
  }

  @Test
  void element_service_runsOnlyWhenAllowed() {
    String url = "https://cdn.teller.example/t.js?a=1&b=\"";
    assertThrows(IllegalArgumentException.class, () -> Scripts.element(UNDECIDED, "counter", url));
    String good = "https://cdn.teller.example/t.js?a=1&b=2";
    assertEquals(
        "<script type=\"text/plain\" data-consent=\"counter\""
            + " src=\"https://cdn.teller.example/t.js?a=1&amp;b=2\" async></script>",
        Scripts.element(UNDECIDED, "counter", good));
    assertEquals(
        "<script src=\"https://cdn.teller.example/t.js?a=1&amp;b=2\" async></script>",
        Scripts.element(decided(Set.of("counter"), Set.of()), "counter", good));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTPS://CDN.Teller.Example/x.js", "https://cdn.teller.example:443/x.js"})
  void element_sameOriginWrittenOtherwise_isAccepted(String url) {
    assertTrue(Scripts.element(UNDECIDED, "counter", url).contains(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/x.js",
        "http://cdn.teller.example/x.js",
        "https://cdn.teller.example:8443/x.js",
        "https://cdn.teller.example@evil.example/x.js",
        "https://cdn.teller.example.evil.example/x.js",
        "//cdn.teller.example/x.js",
        "/x.js",
        "javascript:alert(1)",
        "data:text/javascript,1",
        ""
      })
  void element_otherOrigin_isAProgrammersError(String url) {
    assertThrows(IllegalArgumentException.class, () -> Scripts.element(UNDECIDED, "counter", url));
  }

  @Test
  void element_unknownService_isAProgrammersError() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Scripts.element(UNDECIDED, "analytics", "https://cdn.teller.example/x.js"));
  }
}
