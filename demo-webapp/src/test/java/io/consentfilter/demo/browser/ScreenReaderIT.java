// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the browser tells a screen reader about both layers. */
class ScreenReaderIT extends BrowserTest {

  /**
   * Returns role, name and state of all nodes that the browser exposes, as {@code button: Sluiten}.
   */
  private static List<String> exposed(Visitor visitor) {
    CDPSession session = visitor.context().newCDPSession(visitor.page());
    List<String> nodes = new ArrayList<>();
    for (JsonElement element :
        session.send("Accessibility.getFullAXTree").getAsJsonArray("nodes")) {
      JsonObject node = element.getAsJsonObject();
      if (!node.get("ignored").getAsBoolean()) {
        nodes.add(text(node, "role") + ": " + text(node, "name") + states(node));
      }
    }
    session.detach();
    return nodes;
  }

  private static String text(JsonObject node, String key) {
    JsonElement value = node.has(key) ? node.getAsJsonObject(key).get("value") : null;
    return value == null ? "" : value.getAsString().strip();
  }

  private static String states(JsonObject node) {
    StringBuilder states = new StringBuilder();
    if (node.has("properties")) {
      for (JsonElement element : node.getAsJsonArray("properties")) {
        JsonObject property = element.getAsJsonObject();
        String name = property.get("name").getAsString();
        if (List.of("checked", "modal", "expanded", "live").contains(name)) {
          states.append(", ").append(name).append(' ').append(text(property, "value"));
        }
      }
    }
    return states.toString();
  }

  private static void assertExposed(Visitor visitor, String... expected) {
    List<String> nodes = exposed(visitor);
    for (String node : expected) {
      assertTrue(nodes.contains(node), "no " + node + " in " + nodes);
    }
  }

  @Test
  @Tag("R104")
  void banner_isARegionWithNamedControls() {
    assertExposed(
        visitorAt("/"),
        "region: Mogen wij cookies gebruiken?",
        "heading: Mogen wij cookies gebruiken?",
        "button: Alles weigeren",
        "button: Alles accepteren",
        "link: Zelf kiezen",
        "link: Cookieverklaring");
  }

  @Test
  @Tag("R104")
  void dialog_isModalAndNamed_andItsBoxesTellTheirState() {
    Visitor visitor = visitorAt("/");
    Locator form = visitor.openSettings();
    form.locator("[name=purpose][value=media]").check();
    assertExposed(
        visitor,
        "dialog: Cookie-instellingen, modal true",
        "checkbox: Statistieken, checked false",
        "checkbox: Video's van anderen, checked true",
        "button: Keuze opslaan",
        "button: Sluiten");
    Locator box =
        visitor.page().getByRole(AriaRole.CHECKBOX, new GetByRoleOptions().setName("Marketing"));
    assertThat(box)
        .hasAccessibleDescription(
            "Een andere partij meet welke advertenties u naar onze site brachten."
                + " Hierbij worden gegevens gedeeld met anderen, die ze voor eigen doelen gebruiken.");
  }

  @ParameterizedTest
  @Tag("R104")
  @CsvSource({"/contact, reject", "/contact, accept", "/, reject", "/, accept", "/video, accept"})
  void choice_isAnnounced(String path, String action) {
    Visitor visitor = visitorAt(path);
    visitor.choose(action);
    Locator status = visitor.find("[role=status].consent-live");
    assertThat(status).containsText("Uw keuze is opgeslagen");
    assertEquals("P", status.evaluate("at => at.tagName"));
  }

  @Test
  @Tag("R47")
  @Tag("R104")
  void choice_thatTheServerRefuses_isAnnouncedInItsWords() {
    Visitor visitor = visitorAt("/contact");
    FulfillOptions refusal =
        new FulfillOptions()
            .setStatus(503)
            .setContentType("application/json")
            .setBody("{\"error\":\"not-recorded\",\"text\":\"Er is niets gewijzigd.\"}");
    visitor.context().route(visitor.url("/consent"), route -> route.fulfill(refusal));
    visitor.action("accept").click();
    assertThat(visitor.find("[role=status].consent-live")).hasText("Er is niets gewijzigd.");
    assertThat(visitor.banner()).isVisible();
    visitor.context().unroute(visitor.url("/consent"));
    assertTrue(!visitor.decided());
  }

  @Test
  @Tag("R104")
  void choice_thatFails_isAnnouncedAndCanBeTriedAgain() {
    Visitor visitor = visitorAt("/contact");
    visitor.context().route(visitor.url("/consent"), route -> route.abort());
    visitor.action("reject").click();
    assertThat(visitor.find("[role=status].consent-live")).containsText("Niet opgeslagen");
    assertThat(visitor.banner()).isVisible();
    visitor.context().unroute(visitor.url("/consent"));
    visitor.action("reject").click();
    assertThat(visitor.banner()).hasCount(0);
    assertTrue(visitor.decided());
  }
}
