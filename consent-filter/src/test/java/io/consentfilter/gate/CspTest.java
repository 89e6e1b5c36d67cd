// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Service;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CspTest {

  private static final String NONCE = "c29tZSByYW5kb20gYnl0ZXM=";

  private static final List<String> READY_MADE =
      List.of(
          "google-ads",
          "google-analytics",
          "google-fonts",
          "google-maps",
          "google-tag-manager",
          "hotjar",
          "hubspot",
          "intercom",
          "linkedin-insight",
          "meta-pixel",
          "microsoft-ads",
          "microsoft-clarity",
          "pinterest-tag",
          "plausible",
          "recaptcha",
          "tiktok-pixel",
          "trustpilot",
          "vimeo",
          "youtube");

  private static final String SERVICES =
      """
      {"id": "pay", "purpose": "necessary", "name": "P", "description": "P", "provider": "P",
       "origins": ["https://pay.example"],
       "kinds": {"https://pay.example": ["form", "frame"]}},
      {"id": "count", "purpose": "analytics", "name": "C", "description": "C", "provider": "C",
       "origins": ["https://tag.example", "https://hit.example"],
       "kinds": {"https://tag.example": ["script"], "https://hit.example": ["connect", "socket"]}},
      {"id": "ads", "purpose": "marketing", "name": "A", "description": "A", "provider": "A",
       "origins": ["https://ads.example", "https://tag.example"],
       "kinds": {"https://tag.example": ["script", "img"]}}
      """;

  static Policy policy(String members, String services) {
    return Policy.parse(
        """
        {"revision": 1, "controller": {"name": "Test", "contact": "privacy@test.example"},
         "languages": ["en"], %s
         "purposes": [
           {"id": "analytics", "name": "A", "description": "A"},
           {"id": "marketing", "name": "M", "description": "M"}],
         "services": [%s]}
        """
            .formatted(members, services));
  }

  private static CspHeader header(String csp, String... allowed) {
    return header(policy("\"csp\": " + csp + ",", SERVICES), allowed);
  }

  private static CspHeader header(Policy policy, String... allowed) {
    return Csp.of(policy, "")
        .header(service -> Set.of(allowed).contains(service.id()))
        .orElseThrow();
  }

  @Test
  @Tag("E71")
  void header_nothingAllowed_isTheSiteAndWhatIsNecessary() {
    CspHeader header = header("\"enforce\"");
    assertEquals("Content-Security-Policy", header.name());
    assertEquals(
        "default-src 'self' data: blob:"
            + "; script-src 'self' 'unsafe-inline' 'unsafe-eval'"
            + "; style-src 'self' 'unsafe-inline'"
            + "; frame-src 'self' data: blob: https://pay.example"
            + "; worker-src 'self' blob:"
            + "; manifest-src 'self'"
            + "; object-src 'self'"
            + "; base-uri 'self'"
            + "; form-action 'self' https://pay.example"
            + "; frame-ancestors 'self'"
            + "; report-uri /consent/csp-report",
        header.value());
  }

  @Test
  void header_kindsDeclared_openTheirDirectivesOnly() {
    SentCsp sent = SentCsp.of(header("\"enforce\"", "count").value());
    assertTrue(sent.permits("script-src", "https://tag.example"));
    assertTrue(sent.permits("connect-src", "https://hit.example"));
    assertTrue(sent.permits("connect-src", "wss://hit.example"));
    assertFalse(sent.permits("img-src", "https://tag.example"));
    assertFalse(sent.permits("script-src", "https://hit.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "script-src",
        "style-src",
        "img-src",
        "font-src",
        "media-src",
        "frame-src",
        "connect-src",
        "object-src",
        "form-action"
      })
  void header_plainOrigin_isInEveryDirectiveForLoading(String directive) {
    assertTrue(
        SentCsp.of(header("\"enforce\"", "ads").value()).permits(directive, "https://ads.example"));
  }

  @Test
  void header_originsThatSeveralDirectivesShare_areNamedOnceForAllOfThem() {
    String services =
        """
        {"id": "a", "purpose": "analytics", "name": "A", "description": "A", "provider": "A",
         "origins": ["https://a.example", "https://b.example"],
         "kinds": {"https://b.example": ["img", "font", "media", "socket"]}}
        """;
    SentCsp sent = SentCsp.of(header(policy("", services), "a").value());
    List<String> both =
        List.of("'self'", "data:", "blob:", "https://a.example", "https://b.example");
    assertEquals(both, sent.directives().get("default-src"));
    assertEquals(
        List.of("'self'", "data:", "blob:", "https://a.example"), sent.sources("frame-src"));
    assertEquals(
        List.of("https://a.example", "wss://a.example", "wss://b.example"),
        sent.sources("connect-src").stream().filter(source -> source.contains("//")).toList());
    for (String shared : List.of("img-src", "font-src", "media-src")) {
      assertFalse(sent.directives().containsKey(shared), shared);
    }
    assertEquals(List.of("'self'"), sent.sources("manifest-src"));
  }

  @Test
  @Tag("E71")
  void header_originOfADeniedAndAnAllowedService_isInForTheKindsOfTheAllowedOne() {
    SentCsp sent = SentCsp.of(header("\"enforce\"", "count").value());
    assertTrue(sent.permits("script-src", "https://tag.example"));
    assertFalse(sent.permits("img-src", "https://tag.example"));
    assertTrue(
        SentCsp.of(header("\"enforce\"", "ads").value()).permits("img-src", "https://tag.example"));
  }

  @Test
  void header_reportOnly_isNamedSo() {
    assertEquals("Content-Security-Policy-Report-Only", header("\"report-only\"").name());
  }

  @Test
  void header_off_isNone() {
    Csp csp = Csp.of(policy("\"csp\": \"off\",", SERVICES), "");
    assertEquals(Optional.empty(), csp.header(service -> true));
  }

  @Test
  @Tag("R60")
  void header_inlineByNonce_hasNoUnsafeWord() {
    String strict =
        "{\"mode\": \"enforce\", \"inlineScripts\": \"nonce\", \"inlineStyles\": \"nonce\"}";
    CspHeader header = header(strict, "count");
    assertTrue(header.asksForNonce());
    SentCsp sent = SentCsp.of(header.value(NONCE));
    assertEquals(
        List.of("'self'", "'nonce-" + NONCE + "'", "https://tag.example"),
        sent.sources("script-src"));
    assertEquals(List.of("'self'", "'nonce-" + NONCE + "'"), sent.sources("style-src"));
    assertEquals(List.of("'none'"), sent.sources("object-src"));
    assertEquals(
        List.of("'self'", "https://tag.example"), SentCsp.of(header.value()).sources("script-src"));
    assertFalse(header.value(NONCE).contains("unsafe"), header.value(NONCE));
  }

  @Test
  void header_inlineByNonceAndAnObjectDeclared_isNotNone() {
    String strict = "{\"mode\": \"enforce\", \"inlineScripts\": \"nonce\"}";
    assertEquals(
        List.of("https://ads.example"),
        SentCsp.of(header(strict, "ads").value()).sources("object-src"));
  }

  @Test
  void value_nonceWhereAllInlineCodeRuns_isLeftOut() {
    CspHeader header = header("\"enforce\"");
    assertFalse(header.asksForNonce());
    assertEquals(header.value(), header.value(NONCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "c29tZSByYW5kb20gYnl0ZXM'", "c29tZSByYW5kb20gYnl0ZXM; x"})
  void value_notANonce_throws(String nonce) {
    CspHeader header = header("\"enforce\"");
    assertThrows(IllegalArgumentException.class, () -> header.value(nonce));
  }

  @Test
  void header_staticPages_listAllThatIsDeclared() {
    Policy policy = policy("\"static\": true, \"csp\": \"enforce\",", SERVICES);
    assertEquals(
        header("\"enforce\"", "count", "ads").value(),
        Csp.of(policy, "").header(service -> false).orElseThrow().value());
  }

  @Test
  void header_framedBy_isInFrameAncestors() {
    CspHeader header =
        header("{\"mode\": \"enforce\", \"framedBy\": [\"https://portal.example\"]}");
    assertEquals(
        List.of("'self'", "https://portal.example"),
        SentCsp.of(header.value()).sources("frame-ancestors"));
  }

  @Test
  void header_framesLeftToTheApplication_saysNothingOfThem() {
    Policy policy =
        policy("\"csp\": \"enforce\", \"headers\": {\"frameAncestors\": false},", SERVICES);
    assertFalse(header(policy).value().contains("frame-ancestors"), header(policy).value());
  }

  @ParameterizedTest
  @CsvSource({"'', /c/csp-report", "/shop, /shop/c/csp-report", "/a%20b, /a%20b/c/csp-report"})
  void header_contextPathAndPrefix_leadToTheReports(String context, String path) {
    Policy policy = policy("\"prefix\": \"/c\",", SERVICES);
    CspHeader header = Csp.of(policy, context).header(service -> false).orElseThrow();
    assertEquals(List.of(path), SentCsp.of(header.value()).sources("report-uri"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "/a;b", "/a,b", "/a b", "/a\nb", "/\u00e9"})
  void of_pathThatNoHeaderCarries_throws(String context) {
    Policy policy = policy("", SERVICES);
    assertThrows(IllegalArgumentException.class, () -> Csp.of(policy, context));
  }

  @Test
  @Tag("E71")
  void header_patternOverADeniedHost_isLeftOut() {
    String services =
        """
        {"id": "a", "purpose": "analytics", "name": "A", "description": "A", "provider": "A",
         "origins": ["https://*.vendor.example", "https://www.vendor.example"]},
        {"id": "b", "purpose": "marketing", "name": "B", "description": "B", "provider": "B",
         "origins": ["https://ads.vendor.example", "https://www.vendor.example"]}
        """;
    Policy policy = policy("\"csp\": \"enforce\",", services);
    SentCsp one = SentCsp.of(header(policy, "a").value());
    assertEquals(
        List.of("'self'", "data:", "blob:", "https://www.vendor.example"), one.sources("img-src"));
    SentCsp both = SentCsp.of(header(policy, "a", "b").value());
    assertTrue(both.permits("img-src", "https://x.vendor.example"));
  }

  @Test
  void header_moreThanContainersSend_isWrittenInItsWideForm() {
    String services =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    """
                    {"id": "s%d", "purpose": "analytics", "name": "S", "description": "S",
                     "provider": "S", "origins": ["https://host-number-%d.example"]}
                    """
                        .formatted(i, i))
            .collect(Collectors.joining(","));
    CspHeader header =
        Csp.of(policy("\"csp\": \"enforce\",", services), "")
            .header(service -> !service.id().equals("s7"))
            .orElseThrow();
    assertTrue(header.length() <= Csp.LONGEST, header.value());
    SentCsp sent = SentCsp.of(header.value());
    assertFalse(sent.directives().containsKey("img-src"));
    for (String directive : List.of("img-src", "script-src", "connect-src", "form-action")) {
      assertTrue(sent.permits(directive, "https://host-number-6.example"), directive);
      assertFalse(sent.permits(directive, "https://host-number-7.example"), directive);
    }
    assertTrue(sent.sources("img-src").contains("data:"));
  }

  @Test
  @Tag("E71")
  void header_readyMadeServices_standAloneWhateverElseIsDenied() {
    Policy policy = readyMade();
    for (Service service : policy.services()) {
      String sent = header(policy, service.id()).value();
      for (String origin : service.origins()) {
        assertTrue(sent.contains(" " + origin), service.id() + ": " + origin);
      }
    }
  }

  @Test
  @Tag("R90")
  void header_readyMadeServicesDenied_namesNoOriginAtAll() {
    String sent = header(readyMade()).value();
    assertFalse(sent.contains("://"), sent);
  }

  @Test
  void header_allReadyMadeServicesAllowed_isShortEnough() {
    CspHeader header = Csp.of(readyMade(), "").header(service -> true).orElseThrow();
    assertTrue(header.length() <= Csp.LONGEST, "length " + header.length());
  }

  private static Policy readyMade() {
    String services =
        READY_MADE.stream()
            .map(name -> "{\"use\": \"" + name + "\", \"purpose\": \"analytics\"}")
            .collect(Collectors.joining(","));
    return policy("\"csp\": \"enforce\",", services);
  }
}
