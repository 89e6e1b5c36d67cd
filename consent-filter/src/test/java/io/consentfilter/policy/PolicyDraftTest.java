// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.Inventory.Area;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies drawn from what a site was seen to use. */
@Tag("R5")
class PolicyDraftTest {

  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final Pattern BLANK = Pattern.compile("\"\"");

  private static final PolicyDraft.Site SITE =
      new PolicyDraft.Site(List.of("nl", "en"), "Boekhuis \"B.V.\" Delft", "info@boekhuis.example");

  private final Inventory inventory = new Inventory();

  private PolicyDraft draft() {
    return PolicyDraft.of(inventory, SITE);
  }

  private List<String> services() {
    return Policy.parse(draft().json()).services().stream().map(Service::id).toList();
  }

  /** Every mistake is at a blank, and every blank is a mistake. */
  private static void assertOnlyBlanksAreMistakes(String json, String message) {
    long blanks = BLANK.matcher(json).results().count();
    PolicyException e = assertThrows(PolicyException.class, () -> Policy.parse(json));
    List<String> lines = json.lines().toList();
    for (Mistake mistake : e.mistakes()) {
      String at = lines.get(mistake.line() - 1).substring(mistake.column() - 1);
      assertTrue(at.startsWith("\"\""), () -> message + ": " + mistake);
    }
    assertEquals(blanks, e.mistakes().size(), message);
  }

  @Test
  void draft_ofNothing_isAPolicyThatOnlyReports() {
    Policy policy = Policy.parse(draft().json());
    assertEquals(List.of(), policy.services());
    assertEquals(List.of("nl", "en"), policy.languages());
    assertEquals("Boekhuis \"B.V.\" Delft", policy.controller().name());
    assertEquals(Undeclared.REPORT, policy.undeclared());
    assertEquals(CspMode.REPORT_ONLY, policy.csp());
  }

  @ParameterizedTest
  @CsvSource({
    "_ga, google-analytics",
    "_ga_ABC123, google-analytics",
    "_hjSession_2841992, hotjar",
    "_clck, microsoft-clarity",
    "hubspotutk, hubspot",
    "_fbp, meta-pixel",
  })
  void draft_cookieOfAKnownService_usesIt(String cookie, String service) {
    inventory.cookieSent(cookie, "/");
    assertEquals(List.of(service), services());
    assertTrue(draft().json().contains("{ \"use\": \"" + service + "\" }"), draft().json());
  }

  @ParameterizedTest
  @CsvSource({
    "https://www.youtube-nocookie.com, FRAME, youtube",
    "https://player.vimeo.com, FRAME, vimeo",
    "https://fonts.gstatic.com, FONT, google-fonts",
    "https://www.googletagmanager.com, SCRIPT, google-tag-manager",
    "https://js.hs-analytics.net, SCRIPT, hubspot",
  })
  void draft_originOfAKnownService_usesIt(String origin, Kind kind, String service) {
    inventory.originUsed(origin, kind, "/");
    assertEquals(List.of(service), services());
  }

  static List<String> names() {
    return ReadyMade.NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void draft_everyReadyMadeService_isRecognisedByWhatItDeclares(String name) {
    Service known = Catalogue.service(name).orElseThrow();
    known.cookies().stream()
        .filter(rule -> !rule.thirdParty())
        .forEach(rule -> inventory.cookieSent(rule.name().replace("*", "x"), "/"));
    known
        .origins()
        .forEach(
            origin ->
                known
                    .kinds(origin)
                    .forEach(k -> inventory.originUsed(origin.replace("*", "sub"), k, "/")));
    assertTrue(
        draft().json().contains("\"use\": \"" + name + "\""), () -> draft().notes().toString());
  }

  @Test
  void draft_sharedOrigin_countsForTheServiceThatSomethingElsePointsTo() {
    inventory.originUsed("https://www.googletagmanager.com", Kind.SCRIPT, "/");
    inventory.cookieSent("_ga", "/shop/4711");
    assertEquals(List.of("google-analytics"), services());
    assertEquals(
        List.of(
            "google-analytics: cookie _ga, only seen in requests, at /shop/*",
            "google-analytics: origin https://www.googletagmanager.com, script, at /"),
        draft().notes().subList(0, 2));
    assertTrue(draft().notes().get(2).contains("could belong to any of"));
  }

  @Test
  void draft_knownOriginForMore_addsTheKind() {
    inventory.originUsed("https://i.ytimg.com", Kind.CONNECT, "/");
    Service youtube = Policy.parse(draft().json()).service("youtube").orElseThrow();
    assertEquals(Set.of(Kind.IMG, Kind.CONNECT), youtube.kinds("https://i.ytimg.com"));
    assertEquals(Set.of(Kind.FRAME), youtube.kinds("https://www.youtube-nocookie.com"));
  }

  @Test
  void draft_cookieThatOthersSetOnTheirOwnHost_isNotTheirs() {
    inventory.cookieSet("PREF", Optional.empty(), "/");
    assertTrue(draft().json().contains("{ \"name\": \"PREF\" }"), draft().json());
    assertOnlyBlanksAreMistakes(draft().json(), "PREF");
  }

  @Test
  void draft_unknownThings_leaveBlanksAlone() {
    inventory.cookieSet("theme", Optional.of(Duration.ofDays(30)), "/");
    inventory.cookieSent("chat_17", "/");
    inventory.cookieSent("_pk_id.1.1fff", "/");
    inventory.cookieSent("_ga", "/");
    inventory.originUsed("https://cdn.tracker.example", Kind.SCRIPT, "/");
    inventory.originUsed("https://px.tracker.example", Kind.IMG, "/");
    inventory.originUsed("https://a.shop.co.uk", Kind.IMG, "/");
    inventory.originUsed("https://gdpr-tool.example", Kind.SCRIPT, "/");
    inventory.originUsed("https://203.0.113.7", Kind.SCRIPT, "/");
    assertOnlyBlanksAreMistakes(draft().json(), "unknown");
    // Matomo's origin; purpose and description of six, names of two, providers of all but one.
    assertEquals(1 + 6 * 3 + 2 * 2 + 5, BLANK.matcher(draft().json()).results().count());
  }

  @Test
  void draft_storage_isOfAKnownServiceOrStandsApart() {
    inventory.stored("_hjUserAttributesHash", Area.LOCAL, "/");
    inventory.stored("basket", Area.LOCAL, "/shop/1");
    inventory.stored("tab", Area.SESSION, "/");
    inventory.stored("offline", Area.INDEXEDDB, "/");
    String json = draft().json();
    assertTrue(json.contains("\"use\": \"hotjar\""), json);
    assertTrue(json.contains("\"storageKeys\": [\"basket\", \"tab\"]"), json);
    assertOnlyBlanksAreMistakes(json, "storage");
    List<String> notes = draft().notes();
    assertTrue(notes.contains("unknown storage key basket, local, at /shop/*"), notes::toString);
    assertTrue(notes.stream().anyMatch(n -> n.startsWith("left out: offline: ")), notes::toString);
  }

  @Test
  void draft_completed_isThePolicyOfWhatWasSeen() {
    inventory.cookieSet("theme", Optional.of(Duration.ofDays(30)), "/");
    inventory.originUsed("https://cdn.tracker.example", Kind.SCRIPT, "/");
    String completed =
        draft()
            .json()
            .replace("\"purpose\": \"\"", "\"purpose\": \"necessary\"")
            .replace("\"\"", "\"text\"");
    Policy policy = Policy.parse(completed);
    Service cookies = policy.service("site-cookies").orElseThrow();
    assertEquals("Boekhuis \"B.V.\" Delft", cookies.provider());
    assertEquals("theme", cookies.cookies().get(0).name());
    assertEquals(Optional.of(Duration.ofDays(30)), cookies.cookies().get(0).lifetime());
    Service tracker = policy.service("tracker-example").orElseThrow();
    assertEquals(List.of("https://cdn.tracker.example"), tracker.origins());
    assertEquals(Set.of(Kind.SCRIPT), tracker.kinds("https://cdn.tracker.example"));
  }

  @Test
  void draft_whatCannotOrNeedNotBeDeclared_isLeftOutAndNoted() {
    inventory.originUsed("http://plain.example", Kind.IMG, "/");
    inventory.cookieSent("JSESSIONID", "/");
    assertEquals(List.of(), services());
    assertEquals(2, draft().notes().stream().filter(n -> n.startsWith("left out: ")).count());
  }

  @Test
  void draft_withoutNameAndInALanguageNotShipped_hasBlanksThere() {
    inventory.cookieSent("_ga", "/");
    PolicyDraft draft =
        PolicyDraft.of(inventory, new PolicyDraft.Site(List.of("nl", "pt"), "", ""));
    assertEquals(4, BLANK.matcher(draft.json()).results().count());
    assertOnlyBlanksAreMistakes(draft.json(), "nl, pt");
  }

  @ParameterizedTest
  @CsvSource({"''", "NL", "nl nl", "english!"})
  void site_withoutSoundLanguages_isRefused(String languages) {
    List<String> list = languages.isEmpty() ? List.of() : List.of(languages.split(" "));
    assertThrows(IllegalArgumentException.class, () -> new PolicyDraft.Site(list, "", ""));
  }

  @Test
  void draft_ofAnything_hasNoMistakesButBlanks() {
    Random random = new Random(SEED);
    String[] parts = {"a", "gdpr", "video", "-", ".", "1", "co.uk", "x", "necessary", "*", "nt"};
    for (int i = 0; i < 60; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(4, 0, parts.length).forEach(part -> text.append(parts[part]));
      inventory.cookieSent(text.toString(), "/");
      inventory.cookieSet("s" + text, Optional.empty(), "/");
      inventory.originUsed("https://" + text, Kind.IMG, "/");
    }
    assertOnlyBlanksAreMistakes(draft().json(), "seed " + SEED);
  }
}
