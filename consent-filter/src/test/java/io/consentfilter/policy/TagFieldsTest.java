// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.CspRules.Inline;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a policy says about the tags of a service and about the Content-Security-Policy. */
class TagFieldsTest {

  private static Service service(String members) {
    return Policy.parse(
            Sample.with(
                "\"purposes\":["
                    + Sample.purpose("p")
                    + ","
                    + Sample.purpose("video")
                    + "],\"services\":["
                    + members
                    + "}]"))
        .services()
        .get(0);
  }

  private static Service declared(String members) {
    return service(Sample.service("s", "p") + members);
  }

  @Test
  void parse_plainOrigins_mayBeUsedForEverything() {
    Service service = declared(",\"origins\":[\"https://a.example\"]");
    assertEquals(EnumSet.allOf(Kind.class), service.kinds("https://a.example"));
    assertEquals(List.of(), service.inline());
    assertEquals(List.of(), service.consentCalls());
  }

  @Test
  void parse_kinds_narrowTheirOriginAlone() {
    Service service =
        declared(
            ",\"origins\":[\"https://a.example\",\"https://*.b.example\"],"
                + "\"kinds\":{\"https://*.b.example\":[\"img\",\"socket\"]}");
    assertEquals(EnumSet.allOf(Kind.class), service.kinds("https://a.example"));
    assertEquals(Set.of(Kind.IMG, Kind.SOCKET), service.kinds("https://*.b.example"));
  }

  @Test
  void parse_tagFields_doNotChangeTheMeaning() {
    String origins = ",\"origins\":[\"https://a.example\"]";
    String tags =
        ",\"kinds\":{\"https://a.example\":[\"img\"]},\"inline\":[\"gtag(\"],"
            + "\"addresses\":[\"https://a.example/t.js\"],"
            + "\"consentCalls\":[\"matomo\"]";
    assertEquals(declared(origins).fingerprint(), declared(origins + tags).fingerprint());
  }

  @Test
  void use_kindsBesideIt_replaceThoseOfTheSameOriginOnly() {
    String use = "{\"use\":\"youtube\",\"kinds\":{\"https://www.youtube.com\":[\"frame\"]}";
    Service before = service("{\"use\":\"youtube\"");
    Service after = service(use);
    assertEquals(Set.of(Kind.FRAME), after.kinds("https://www.youtube.com"));
    assertEquals(before.kinds("https://i.ytimg.com"), after.kinds("https://i.ytimg.com"));
  }

  @Test
  void use_inlineBesideIt_isAdded() {
    Service service =
        service("{\"use\":\"google-analytics\",\"purpose\":\"p\",\"inline\":[\"ourTag(\"]");
    assertTrue(service.inline().contains("ourTag("), service.inline().toString());
    assertTrue(service.inline().size() > 1, service.inline().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/t.js?*id=A-, true",
    "https://a.example/, true",
    "https://a.example, false",
    "https://a.example?x, false",
    "https://a.example:8443/t.js, false",
    "https://b.example/t.js, false",
    "https://x.b.example/t.js, false",
    "https://*.b.example/t.js, false",
    "https://a.example/t .js, false",
    "/t.js, false",
  })
  void parse_addresses_beginWithAnOriginOfTheService(String address, boolean sound) {
    String members =
        ",\"origins\":[\"https://a.example\",\"https://*.b.example\"],\"addresses\":[\""
            + address
            + "\"]";
    if (sound) {
      assertEquals(List.of(address), declared(members).addresses());
    } else {
      assertThrows(PolicyException.class, () -> declared(members));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, https://a.example, true",
    "https://a.example, https://b.a.example, false",
    "https://*.a.example, https://b.a.example, true",
    "https://*.a.example, https://c.b.a.example, true",
    "https://*.a.example, https://*.b.a.example, true",
    "https://*.a.example, https://a.example, false",
    "https://*.a.example, https://.a.example, false",
    "https://*.a.example, https://ba.example, false",
    "https://*.a.example, http://b.a.example, false",
    "https://*.a.example, https://b.a.example:8443, false",
    "https://*.a.example:8443, https://b.a.example:8443, true",
  })
  void declares_originOrPattern_matchesHostsBelowOnly(String pattern, String origin, boolean yes) {
    Service service = declared(",\"origins\":[\"" + pattern + "\"]");
    assertEquals(yes, service.declares(origin));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"enforce\"', ENFORCE, ALLOW, ALLOW",
    "{}, REPORT_ONLY, ALLOW, ALLOW",
    "'{\"mode\":\"enforce\",\"inlineScripts\":\"nonce\"}', ENFORCE, NONCE, ALLOW",
    "'{\"mode\":\"off\",\"inlineStyles\":\"nonce\"}', OFF, ALLOW, NONCE",
  })
  void parse_csp_isItsModeOrAnObject(String json, CspMode mode, Inline scripts, Inline styles) {
    Policy policy = Policy.parse(Sample.with("\"csp\":" + json));
    assertEquals(new CspRules(mode, scripts, styles, List.of()), policy.cspRules());
    assertEquals(mode, policy.csp());
  }

  @Test
  void parse_framedBy_isRead() {
    Policy policy =
        Policy.parse(Sample.with("\"csp\":{\"framedBy\":[\"https://portal.example\"]}"));
    assertEquals(List.of("https://portal.example"), policy.cspRules().framedBy());
  }

  @Test
  void parse_documentedRules_areSound() {
    Policy policy = Policy.parse(Sample.with("\"csp\":" + Sample.documented().get(2)));
    assertEquals(
        new CspRules(
            CspMode.ENFORCE, Inline.NONCE, Inline.ALLOW, List.of("https://portal.example")),
        policy.cspRules());
  }

  @Test
  void parse_schemaKey_isAccepted() {
    assertFalse(Policy.parse(Sample.with("\"$schema\":\"x.json\"")).staticPages());
  }

  @Test
  @Tag("R91")
  void google_atStart_deniesFourSignalsAndWaits() {
    String start = ConsentCall.GOOGLE.atStart();
    for (String signal :
        List.of("ad_storage", "ad_user_data", "ad_personalization", "analytics_storage")) {
      assertTrue(start.contains("\"" + signal + "\":\"denied\""), start);
    }
    assertTrue(start.startsWith("[\"consent\",\"default\",{"), start);
    assertTrue(start.endsWith(",\"wait_for_update\":500}]"), start);
    assertFalse(start.contains("granted"), start);
  }

  @ParameterizedTest
  @EnumSource(names = "GOOGLE_.*", mode = EnumSource.Mode.MATCH_ALL)
  @Tag("R92")
  @Tag("R93")
  void googleSignal_grantAndWithdrawal_nameThatSignalAlone(ConsentCall call) {
    String signal = call.word().substring("google.".length());
    assertEquals(
        Optional.of("[\"consent\",\"update\",{\"" + signal + "\":\"granted\"}]"), call.onGrant());
    assertEquals(
        Optional.of("[\"consent\",\"update\",{\"" + signal + "\":\"denied\"}]"),
        call.onWithdrawal());
    assertEquals(ConsentCall.GOOGLE.atStart(), call.atStart());
  }

  @Test
  void otherCalls_areTheVendorsOwn() {
    assertEquals(Optional.empty(), ConsentCall.GOOGLE.onGrant());
    assertEquals(Optional.empty(), ConsentCall.GOOGLE.onWithdrawal());
    assertEquals("[\"requireConsent\"]", ConsentCall.MATOMO.atStart());
    assertEquals(Optional.of("[\"setConsentGiven\"]"), ConsentCall.MATOMO.onGrant());
    assertEquals(Optional.of("[\"forgetConsentGiven\"]"), ConsentCall.MATOMO.onWithdrawal());
  }

  @Test
  void parse_everyConsentCall_isRead() {
    String words =
        Arrays.stream(ConsentCall.values())
            .map(call -> '"' + call.word() + '"')
            .collect(Collectors.joining(","));
    assertEquals(
        List.of(ConsentCall.values()),
        declared(",\"consentCalls\":[" + words + "]").consentCalls());
  }
}
