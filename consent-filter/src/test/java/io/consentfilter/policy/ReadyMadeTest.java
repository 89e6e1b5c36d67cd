// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The services that come declared. */
class ReadyMadeTest {

  private static final String PURPOSES =
      "\"purposes\":[" + Sample.purpose("analytics") + "," + Sample.purpose("video") + "],";

  private static Policy policy(String service) {
    return Policy.parse(Sample.with(PURPOSES + "\"services\":[" + service + "]"));
  }

  static Stream<String> names() {
    return ReadyMade.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void use_asItComes_isCompleteInDutchAndEnglish(String name) {
    Service service =
        policy("{\"use\":\"" + name + "\",\"origins\":[\"https://own.example\"]}")
            .services()
            .get(0);
    assertEquals(name, service.id());
    assertTrue(service.asked());
    assertFalse(service.provider().isEmpty());
    assertFalse(service.cookies().isEmpty());
    assertTrue(service.origins().contains("https://own.example"));
    for (CookieRule cookie : service.cookies()) {
      Localized description = cookie.description().orElseThrow();
      assertFalse(description.in("nl").equals(description.in("en")), cookie.name());
    }
  }

  @Test
  void use_languageWithoutTexts_fallsBackToEnglish() {
    Policy policy =
        Policy.parse(
            """
            {"revision":1,"controller":{"name":"B","contact":"a@b.example"},"languages":["fr","nl"],
            "purposes":[{"id":"video","name":{"fr":"V","nl":"V"},"description":{"fr":"V","nl":"V"}}],
            "services":[{"use":"youtube"}]}
            """);
    Localized description = policy.services().get(0).description();
    assertTrue(description.in("fr").startsWith("Shows films"), description.in("fr"));
    assertTrue(description.in("nl").startsWith("Toont films"), description.in("nl"));
    assertEquals(List.of("fr", "nl"), description.texts().keySet().stream().sorted().toList());
  }

  @Test
  void use_changes_replaceAndAdd() {
    Service service =
        policy(
                """
                {"use":"google-analytics","id":"ga","purpose":"video","name":"GA",
                 "description":{"nl":"Meet","en":"Measures"},"recipients":["B"],
                 "cookies":[{"name":"_ga","lifetime":"P30D"},{"name":"_gcl_au","lifetime":"P90D"}],
                 "storageKeys":["_ga_x"],"origins":["https://region2.google-analytics.com"]}
                """)
            .services()
            .get(0);
    assertEquals("ga", service.id());
    assertEquals("video", service.purpose());
    assertEquals("GA", service.name().in("en"));
    assertEquals("Meet", service.description().in("nl"));
    assertEquals(List.of("Google LLC", "B"), service.recipients());
    assertEquals(
        List.of("_ga_*", "_gid", "_gat*", "_ga", "_gcl_au"),
        service.cookies().stream().map(CookieRule::name).toList());
    assertEquals(
        List.of(Optional.of(Duration.ofDays(30))),
        service.cookies().stream()
            .filter(c -> c.name().equals("_ga"))
            .map(CookieRule::lifetime)
            .toList());
    assertEquals(List.of("_ga_x"), service.storageKeys());
    assertTrue(service.origins().contains("https://region2.google-analytics.com"));
    assertTrue(service.origins().contains("https://www.googletagmanager.com"));
  }

  @Test
  void use_matomo_isProvidedByTheControllerUnlessDeclared() {
    String start = "{\"use\":\"matomo\",\"origins\":[\"https://m.example\"]";
    assertEquals("Boekhuis", policy(start + "}").services().get(0).provider());
    assertEquals("M", policy(start + ",\"provider\":\"M\"}").services().get(0).provider());
  }

  @Test
  void use_documentedSnippets_areSound() {
    List<String> snippets = Sample.documented();
    assertEquals(4, snippets.size());
    assertEquals("measuring", policyOf(snippets.get(2)).services().get(0).purpose());
    assertEquals(
        List.of("boekhuis.example"),
        policyOf(snippets.get(3)).services().get(0).cookies().get(2).domains());
  }

  private static Policy policyOf(String service) {
    String purposes =
        "\"purposes\":[" + Sample.purpose("analytics") + "," + Sample.purpose("measuring") + "],";
    return Policy.parse(Sample.with(purposes + "\"services\":[" + service + "]"));
  }
}
