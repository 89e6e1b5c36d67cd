// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The services that come declared. */
class ReadyMadeTest {

  private static final String PURPOSES =
      Stream.of("analytics", "video", "marketing", "functional")
          .map(Sample::purpose)
          .collect(Collectors.joining(",", "\"purposes\":[", "],"));

  private static Policy policy(String service) {
    return Policy.parse(Sample.with(PURPOSES + "\"services\":[" + service + "]"));
  }

  static Stream<String> names() {
    return ReadyMade.NAMES.stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void use_asItComes_isCompleteInEveryLanguage(String name) {
    Service service = inEveryLanguage(name);
    assertEquals(name, service.id());
    assertTrue(service.asked());
    assertFalse(service.provider().isEmpty());
    assertTrue(service.origins().contains("https://own.example"));
    assertTranslated(service.description(), name);
    for (CookieRule cookie : service.cookies()) {
      assertTranslated(cookie.description().orElseThrow(), cookie.name());
    }
  }

  /** Returns the only service of a policy in all the languages that are shipped. */
  private static Service inEveryLanguage(String name) {
    String texts =
        WordingTest.SHIPPED.stream()
            .map(language -> "\"" + language + "\":\"-\"")
            .collect(Collectors.joining(",", "{", "}"));
    String purposes =
        Stream.of("analytics", "video", "marketing", "functional")
            .map(id -> "{\"id\":\"%s\",\"name\":%s,\"description\":%s}".formatted(id, texts, texts))
            .collect(Collectors.joining(","));
    return Policy.parse(
            "{\"revision\":1,\"controller\":{\"name\":\"B\",\"contact\":\"a@b.example\"},"
                + "\"languages\":[\""
                + String.join("\",\"", WordingTest.SHIPPED)
                + "\"],\"purposes\":["
                + purposes
                + "],\"services\":["
                + complete(name)
                + "]}")
        .services()
        .get(0);
  }

  private static void assertTranslated(Localized text, String of) {
    assertEquals(Set.copyOf(WordingTest.SHIPPED), text.texts().keySet(), of);
    assertEquals(WordingTest.SHIPPED.size(), Set.copyOf(text.texts().values()).size(), of);
  }

  @ParameterizedTest
  @MethodSource("names")
  void use_asItComes_saysWhatEachOriginIsForAndWhichScriptsAreIts(String name) {
    Service service = policy(complete(name)).services().get(0);
    assertFalse(service.inline().isEmpty());
    for (String origin : service.origins()) {
      boolean own = origin.equals("https://own.example");
      assertEquals(own, service.kinds(origin).size() == Kind.values().length, origin);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void resource_each_namesItsSources(String name) {
    JsonObject resource =
        Json.createReader(new StringReader(Sample.resource(name + ".json"))).readObject();
    JsonArray sources = resource.getJsonArray("source");
    assertFalse(sources.isEmpty());
    for (JsonObject source : sources.getValuesAs(JsonObject.class)) {
      boolean page = source.containsKey("url");
      assertEquals(!page, source.getString("title").startsWith("General knowledge"), name);
      assertEquals(page, source.containsKey("read"), name);
      if (page) {
        assertTrue(source.getString("url").startsWith("https://"), name);
        assertFalse(LocalDate.parse(source.getString("read")).isBefore(LocalDate.of(2026, 11, 1)));
      }
    }
  }

  @Test
  void use_allTogether_areSound() {
    assertEquals(20, ReadyMade.NAMES.size());
    String all = names().map(ReadyMadeTest::complete).collect(Collectors.joining(","));
    assertEquals(ReadyMade.NAMES, policy(all).services().stream().map(Service::id).toList());
  }

  private static String complete(String name) {
    return "{\"use\":\"" + name + "\",\"origins\":[\"https://own.example\"]}";
  }

  @Test
  @Tag("R92")
  void use_google_signalsWhatEachServiceNeedsAndNoMore() {
    assertEquals(List.of(ConsentCall.GOOGLE_ANALYTICS_STORAGE), calls("google-analytics"));
    assertEquals(List.of(ConsentCall.GOOGLE), calls("google-tag-manager"));
    assertEquals(
        List.of(
            ConsentCall.GOOGLE_AD_STORAGE,
            ConsentCall.GOOGLE_AD_USER_DATA,
            ConsentCall.GOOGLE_AD_PERSONALIZATION),
        calls("google-ads"));
    assertEquals(List.of(ConsentCall.MATOMO), calls("matomo"));
    assertEquals(
        4, names().filter(name -> !calls(name).isEmpty()).count(), "others have no calls yet");
  }

  private static List<ConsentCall> calls(String name) {
    return policy(complete(name)).services().get(0).consentCalls();
  }

  @Test
  void use_consentCallsBesideIt_replace() {
    String changed = "{\"use\":\"google-ads\",\"consentCalls\":[\"google.ad_storage\"]}";
    assertEquals(
        List.of(ConsentCall.GOOGLE_AD_STORAGE), policy(changed).services().get(0).consentCalls());
  }

  @Test
  void use_languageWithoutTexts_fallsBackToEnglish() {
    Policy policy =
        Policy.parse(
            """
            {"revision":1,"controller":{"name":"B","contact":"a@b.example"},"languages":["pt","nl"],
            "purposes":[{"id":"video","name":{"pt":"V","nl":"V"},"description":{"pt":"V","nl":"V"}}],
            "services":[{"use":"youtube"}]}
            """);
    Localized description = policy.services().get(0).description();
    assertTrue(description.in("pt").startsWith("Shows films"), description.in("pt"));
    assertTrue(description.in("nl").startsWith("Toont films"), description.in("nl"));
    assertEquals(List.of("nl", "pt"), description.texts().keySet().stream().sorted().toList());
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
    assertEquals(5, snippets.size());
    assertEquals("measuring", policyOf(snippets.get(3)).services().get(0).purpose());
    assertEquals(
        List.of("boekhuis.example"),
        policyOf(snippets.get(4)).services().get(0).cookies().get(2).domains());
  }

  private static Policy policyOf(String service) {
    String purposes =
        "\"purposes\":[" + Sample.purpose("analytics") + "," + Sample.purpose("measuring") + "],";
    return Policy.parse(Sample.with(purposes + "\"services\":[" + service + "]"));
  }
}
