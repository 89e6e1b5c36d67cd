// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sound policy means. */
class PolicyReadTest {

  private static final Policy COMPLETE = Policy.parse(Sample.documented().get(0));

  private static final Policy LEAST = Policy.parse(Sample.documented().get(1));

  @Test
  @Tag("R5")
  void parse_leastPolicy_blocksWhatIsUndeclared() {
    assertEquals(Undeclared.BLOCK, LEAST.undeclared());
  }

  @Test
  void parse_leastPolicy_hasTheDocumentedDefaults() {
    assertEquals(1, LEAST.revision());
    assertEquals(Optional.empty(), LEAST.controller().address());
    assertEquals(Optional.empty(), LEAST.controller().privacyPage());
    assertEquals(List.of("nl"), LEAST.languages());
    assertEquals(List.of(), LEAST.purposes());
    assertEquals(List.of(), LEAST.services());
    assertEquals(List.of(), LEAST.items());
    assertEquals(Duration.ofDays(184), LEAST.choiceLifetime());
    assertEquals(List.of(), LEAST.protectedPaths());
    assertEquals(Optional.empty(), LEAST.loginPage());
    assertEquals(List.of(), LEAST.originExempt());
    assertEquals("/consent", LEAST.prefix());
    assertEquals(Transport.HTTPS, LEAST.transport());
    assertEquals(CspMode.REPORT_ONLY, LEAST.csp());
    assertFalse(LEAST.staticPages());
    assertEquals(
        new CookieNames("__Host-consent", "__Host-session", "__Host-remember"),
        LEAST.cookieNames());
  }

  @Test
  void parse_leastPolicy_hasTheDocumentedLimits() {
    assertEquals(
        new SessionRules(
            Duration.ofMinutes(60),
            Duration.ofHours(24),
            Duration.ofMinutes(2),
            SameSite.LAX,
            List.of(),
            List.of()),
        LEAST.session());
    assertEquals(
        new RememberRules(Duration.ofDays(30), Duration.ofSeconds(60)), LEAST.rememberMe());
  }

  @Test
  void parse_purposeAndServiceWithRequiredKeysOnly_haveTheDocumentedDefaults() {
    Policy policy =
        Policy.parse(
            Sample.with(
                "\"purposes\":["
                    + Sample.purpose("p")
                    + "],\"services\":["
                    + Sample.service("s", "p")
                    + ",\"cookies\":[{\"name\":\"c\"}]},"
                    + Sample.service("t", "p")
                    + "}]"));
    assertFalse(policy.purposes().get(0).sharing());
    Service service = policy.service("t").orElseThrow();
    assertEquals(Optional.empty(), service.privacyUrl());
    assertEquals(List.of(), service.recipients());
    assertEquals(List.of(), service.cookies());
    assertEquals(List.of(), service.storageKeys());
    assertEquals(List.of(), service.origins());
    assertFalse(service.exempt());
    assertEquals(
        List.of(
            new CookieRule(
                "c",
                Optional.empty(),
                false,
                SameSite.LAX,
                List.of(),
                List.of(),
                false,
                false,
                Optional.empty())),
        policy.service("s").orElseThrow().cookies());
  }

  @Test
  void parse_documentedExample_holdsTheSite() {
    assertEquals(3, COMPLETE.revision());
    assertEquals(
        new Controller(
            "Boekhuis B.V.",
            Optional.of("Keizersgracht 1, 1015 AA Amsterdam"),
            "privacy@boekhuis.example",
            Optional.empty(),
            Optional.of("/privacy")),
        COMPLETE.controller());
    assertEquals(List.of("nl", "en"), COMPLETE.languages());
    assertEquals("Uw cookiekeuze", COMPLETE.texts("nl").get("settings.link"));
    assertEquals(List.of(new PathPattern("/app/*")), COMPLETE.protectedPaths());
    assertEquals(Optional.of("/login"), COMPLETE.loginPage());
    assertEquals(List.of(new PathPattern("/payment/webhook")), COMPLETE.originExempt());
    assertEquals(CspMode.ENFORCE, COMPLETE.csp());
    assertEquals(List.of(new PathPattern("/app/poll")), COMPLETE.session().pollingPaths());
    assertEquals(List.of("X-Background"), COMPLETE.session().pollingHeaders());
  }

  @Test
  void parse_documentedExample_holdsPurposesAndServices() {
    assertEquals(
        List.of("analytics", "video"), COMPLETE.purposes().stream().map(Purpose::id).toList());
    assertFalse(COMPLETE.purpose("analytics").orElseThrow().sharing());
    assertTrue(COMPLETE.purpose("video").orElseThrow().sharing());
    assertEquals("Films", COMPLETE.purpose("video").orElseThrow().name().in("nl"));
    assertEquals(
        List.of("preferences", "statistics", "counter", "google-analytics", "youtube"),
        COMPLETE.services().stream().map(Service::id).toList());
    assertEquals(
        List.of("analytics", "video", "statistics", "google-analytics", "youtube"),
        COMPLETE.items().stream().map(Item::id).toList());
  }

  @Test
  void parse_documentedExample_holdsEveryAttributeOfACookie() {
    Service service = COMPLETE.service("statistics").orElseThrow();
    assertEquals(
        List.of(
            new CookieRule(
                "bh_stats",
                Optional.of(Duration.ofDays(30)),
                true,
                SameSite.STRICT,
                List.of("boekhuis.example"),
                List.of("/app"),
                false,
                false,
                Optional.of(
                    new Localized(
                        Map.of(
                            "nl", "Een nummer dat bezoekers van elkaar onderscheidt.",
                            "en", "A number that tells visitors apart."),
                        "nl")))),
        service.cookies());
    assertEquals(List.of("bh_stats_*"), service.storageKeys());
    assertEquals(List.of("https://stats.boekhuis.example"), service.origins());
    assertEquals(List.of("Hostbedrijf B.V."), service.recipients());
    assertEquals(Optional.of("https://boekhuis.example/privacy"), service.privacyUrl());
  }

  @ParameterizedTest
  @CsvSource({
    "https,HTTPS,__Host-consent-x",
    "proxied,PROXIED,__Host-consent-x",
    "http,HTTP,consent-x"
  })
  void parse_transport_decidesTheNamesOfCookies(String word, Transport transport, String name) {
    Policy policy =
        Policy.parse(Sample.with("\"transport\":\"" + word + "\",\"cookieSuffix\":\"-x\""));
    assertEquals(transport, policy.transport());
    assertEquals(name, policy.cookieNames().consent());
  }

  @ParameterizedTest
  @CsvSource({"off,OFF", "report-only,REPORT_ONLY", "enforce,ENFORCE"})
  void parse_csp_isRead(String word, CspMode mode) {
    assertEquals(mode, Policy.parse(Sample.with("\"csp\":\"" + word + "\"")).csp());
  }

  @Test
  void parse_undeclaredReport_isRead() {
    assertEquals(
        Undeclared.REPORT, Policy.parse(Sample.with("\"undeclared\":\"report\"")).undeclared());
  }

  @ParameterizedTest
  @Tag("R72")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          "idle":"PT4M"                          ; PT2M
          "idle":"PT3M58S"                       ; PT1M59S
          "warning":"PT20S"                      ; PT20S
          "idle":"PT30M","warning":"PT29M59S"    ; PT29M59S
          """,
      delimiter = ';')
  void parse_warning_isDeclaredOrTwoMinutesOrHalfOfTheIdleLimit(String json, Duration warning) {
    Policy policy = Policy.parse(Sample.with("\"session\":{" + json + "}"));
    assertEquals(warning, policy.session().warning());
  }

  @Test
  void parse_limitsAtTheirEnds_areAllowed() {
    Policy policy =
        Policy.parse(
            Sample.with(
                "\"session\":{\"idle\":\"PT1M\",\"absolute\":\"PT1M\",\"sameSite\":\"Strict\"},"
                    + "\"rememberMe\":{\"maxAge\":\"P400D\",\"grace\":\"PT1S\"},"
                    + "\"choice\":{\"lifetime\":\"P393D\"}"));
    assertEquals(Duration.ofMinutes(1), policy.session().absolute());
    assertEquals(Duration.ofSeconds(30), policy.session().warning());
    assertEquals(SameSite.STRICT, policy.session().sameSite());
    assertEquals(
        new RememberRules(Duration.ofDays(400), Duration.ofSeconds(1)), policy.rememberMe());
    assertEquals(Duration.ofDays(393), policy.choiceLifetime());
  }

  @Test
  void parse_plainHttpOriginUnderHttpTransport_isAllowed() {
    String services =
        "\"services\":["
            + Sample.service("s", "necessary")
            + ",\"origins\":[\"http://a.example\"]}]";
    Policy policy = Policy.parse(Sample.with("\"transport\":\"http\"," + services));
    assertEquals(List.of("http://a.example"), policy.services().get(0).origins());
  }

  @Test
  void parse_singleLanguage_takesStringsForTexts() {
    Policy policy =
        Policy.parse(
            """
            {"revision":1,"controller":{"name":"B","contact":"a@b.example"},"languages":["nl"],
            "purposes":[{"id":"p","name":"Films","description":{"nl":"Toont films."}}]}
            """);
    assertEquals("Films", policy.purposes().get(0).name().in("nl"));
    assertEquals("Toont films.", policy.purposes().get(0).description().in("en"));
  }

  @Test
  void parse_byteOrderMark_isSkipped() {
    assertTrue(Policy.parse("\ufeff" + Sample.with("\"static\":true")).staticPages());
  }

  @Test
  void read_file_isRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("consent-policy.json");
    Files.writeString(file, Sample.documented().get(0));
    assertEquals(3, Policy.read(file).revision());
  }

  @Test
  void read_unsoundFile_isNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("consent-policy.json");
    Files.writeString(file, "{");
    PolicyException e = assertThrows(PolicyException.class, () -> Policy.read(file));
    assertEquals(file.toString(), e.source());
    assertTrue(String.valueOf(e.getMessage()).contains(file + ":1:2: $: "), e.toString());
  }

  @Test
  void read_noFile_throwsInputOutput(@TempDir Path folder) {
    assertThrows(NoSuchFileException.class, () -> Policy.read(folder.resolve("none.json")));
  }
}
