// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieGateTest {

  private static final Site SITE = Site.usual();
  private static final Site DEVELOPMENT = Site.of("http", "report", Site.USUAL_COOKIES);
  private static final Decision NOTHING = SITE.undecided();
  private static final Decision ANALYTICS = SITE.allowing("analytics");

  private static String allowed(String header, Decision decision) {
    Verdict verdict = SITE.gate.judge(header, decision);
    return assertInstanceOf(Verdict.Allowed.class, verdict, header).cookie().header();
  }

  private static Verdict refused(Verdict.Reason reason, String name) {
    return new Verdict.Refused(reason, name);
  }

  // Reading

  @ParameterizedTest
  @Tag("R6")
  @Tag("E1")
  @CsvSource({
    "basket, true, true",
    "theme, true, true",
    "__Host-session, true, true",
    "_ga, false, true",
    "_ga_X, false, true",
    "_ga_, false, true",
    "ad, false, false",
    "__Host-consent, false, false",
    "__Host-remember, false, false",
    "other, false, false",
    "'', false, false",
    "session, false, false",
    "JSESSIONID, false, false"
  })
  void visible_nothingOrAnalyticsAllowed_onlyNecessaryOrThose(
      String name, boolean undecided, boolean analytics) {
    assertEquals(undecided, SITE.gate.visible(name, NOTHING));
    assertEquals(analytics, SITE.gate.visible(name, ANALYTICS));
  }

  @ParameterizedTest
  @Tag("E4")
  @ValueSource(strings = {"_GA", "_Ga_X", "Basket", "__host-session", "__HOST-count"})
  void visible_otherCase_otherCookie(String name) {
    assertFalse(SITE.gate.visible(name, ANALYTICS));
  }

  @Test
  void visible_undeclaredWhileReporting_true() {
    Decision undecided = DEVELOPMENT.undecided();
    assertTrue(DEVELOPMENT.gate.visible("other", undecided));
    assertFalse(DEVELOPMENT.gate.visible("_ga", undecided));
    assertFalse(DEVELOPMENT.gate.visible("consent", undecided));
    assertFalse(DEVELOPMENT.gate.visible("remember", undecided));
    assertTrue(DEVELOPMENT.gate.visible("session", undecided));
  }

  @ParameterizedTest
  @Tag("R6")
  @Tag("E1")
  @Tag("E5")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "basket=1|basket=1",
        "basket=1; _ga=2|basket=1",
        "_ga=2; basket=1|basket=1",
        "_ga=2;basket=1|basket=1",
        "basket=1; _ga=2; theme=3|basket=1; theme=3",
        "basket=1;_ga=2;  theme=3 |basket=1;  theme=3 ",
        "_ga=1; _ga_2=3|``",
        "_ga=1;|``",
        "_ga|``",
        "_ga ; theme|theme",
        "theme; _ga=2|theme",
        "basket=1; =nameless; justname; theme=2|basket=1; theme=2",
        "basket=\"a b\"; _ga=\"x\"; theme=\"=\"|basket=\"a b\"; theme=\"=\"",
        "basket=\"1; _ga=2\"; theme=3|basket=\"1; theme=3",
        "basket=1; _ga =2; \t_ga\t=3;theme=4|basket=1;theme=4",
        "basket=1; basket=2; __Host-remember=s|basket=1; basket=2",
        "basket=\u00e9; other=1|basket=\u00e9",
      })
  void visibleHeader_undecided_hiddenPairsGoneOthersUntouched(String header, String visible) {
    assertEquals(visible, SITE.gate.visibleHeader(header, NOTHING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", ";", "basket=1", " basket = 1 ;; theme=2 ; ", "_ga=1; __Host-session=x"})
  void visibleHeader_nothingHidden_sameInstance(String header) {
    assertSame(header, SITE.gate.visibleHeader(header, ANALYTICS));
  }

  @Test
  @Tag("E1")
  void visibleHeaders_someHidden_emptyLinesGone() {
    assertEquals(
        List.of("basket=1", "theme=2"),
        SITE.gate.visibleHeaders(List.of("basket=1", "_ga=1", "ad=1; theme=2"), NOTHING));
    List<String> harmless = List.of("basket=1", "theme=2");
    assertSame(harmless, SITE.gate.visibleHeaders(harmless, NOTHING));
  }

  @Test
  void serviceOf_names_byExactNameOrPattern() {
    assertEquals(Optional.of("counter"), SITE.gate.serviceOf("_ga_7").map(Service::id));
    assertEquals(Optional.of("basket"), SITE.gate.serviceOf("theme").map(Service::id));
    assertEquals(Optional.empty(), SITE.gate.serviceOf("other"));
    assertEquals(Optional.empty(), SITE.gate.serviceOf("__Host-session"));
    assertTrue(SITE.gate.declares("__Host-session"));
    assertTrue(SITE.gate.declares("_ga"));
    assertFalse(SITE.gate.declares("other"));
  }

  // Setting

  @Test
  @Tag("R4")
  void judge_declaredButNotAllowed_denied() {
    assertEquals(refused(Verdict.Reason.DENIED, "_ga"), SITE.gate.judge("_ga=1", NOTHING));
    assertEquals(refused(Verdict.Reason.DENIED, "ad"), SITE.gate.judge("ad=1", ANALYTICS));
    assertEquals(
        refused(Verdict.Reason.DENIED, "_ga_1"),
        SITE.gate.judge("_ga_1", "v", Map.of("Path", "/"), NOTHING));
  }

  @Test
  @Tag("R5")
  void judge_undeclared_refusedByName() {
    assertEquals(refused(Verdict.Reason.UNDECLARED, "x"), SITE.gate.judge("x=1", ANALYTICS));
    assertFalse(SITE.gate.judge("x=secret", ANALYTICS).toString().contains("secret"));
  }

  @Test
  @Tag("R5")
  void judge_undeclaredWhileReporting_passesHardened() {
    Verdict verdict = DEVELOPMENT.gate.judge("x=1; Max-Age=99999999999", DEVELOPMENT.undecided());
    assertEquals(
        "x=1; Max-Age=34560000",
        assertInstanceOf(Verdict.Reported.class, verdict).cookie().header());
  }

  @ParameterizedTest
  @ValueSource(strings = {"__Host-consent=x; Path=/", "__Host-remember=x"})
  void judge_filtersOwnCookie_reserved(String header) {
    String name = header.substring(0, header.indexOf('='));
    assertEquals(
        refused(Verdict.Reason.RESERVED, name),
        SITE.gate.judge(header, SITE.allowing("analytics")));
  }

  @Test
  @Tag("E24")
  @Tag("E25")
  void judge_unsoundHeader_malformedOrOversize() {
    String big = "x".repeat(4096);
    assertEquals(
        refused(Verdict.Reason.OVERSIZE, "theme"), SITE.gate.judge("theme=" + big, NOTHING));
    assertEquals(
        refused(Verdict.Reason.OVERSIZE, "theme"),
        SITE.gate.judge("theme", big, Map.of(), NOTHING));
    assertEquals(
        refused(Verdict.Reason.MALFORMED, "theme"), SITE.gate.judge("theme=a\r\nb", NOTHING));
    assertEquals(
        refused(Verdict.Reason.MALFORMED, "theme"),
        SITE.gate.judge("theme", "a;b", Map.of(), NOTHING));
    assertEquals(refused(Verdict.Reason.MALFORMED, ""), SITE.gate.judge("nameless", NOTHING));
  }

  @Test
  @Tag("R51")
  void judge_hostileName_reportedInOneSafeLine() {
    Verdict verdict = SITE.gate.judge("a\r\n\u001b[31m<b>" + "x".repeat(500) + "=1", NOTHING);
    String name = assertInstanceOf(Verdict.Refused.class, verdict).name();
    assertTrue(name.startsWith("a???[31m<b>x"), name);
    assertEquals(80, name.length());
  }

  @ParameterizedTest
  @Tag("R4")
  @CsvSource(
      delimiter = '|',
      value = {
        // Secure, HttpOnly and SameSite
        "basket=1                          | basket=1; SameSite=Strict; HttpOnly; Secure",
        "basket=1; SameSite=Lax; HttpOnly  | basket=1; SameSite=Strict; HttpOnly; Secure",
        "_ga=1; SameSite=None              | _ga=1; SameSite=Lax; Secure",
        "_ga=1; SameSite=sTrict            | _ga=1; SameSite=Strict; Secure",
        "_ga=1; SameSite=Bogus             | _ga=1; SameSite=Lax; Secure",
        "_ga=1; SameSite=Strict; SameSite=None | _ga=1; SameSite=Lax; Secure",
        // Lifetime
        "basket=1; Max-Age=60              | basket=1; SameSite=Strict; HttpOnly; Secure",
        "theme=1                           | theme=1; SameSite=Lax; Secure",
        "theme=1; Max-Age=60               | theme=1; SameSite=Lax; Max-Age=60; Secure",
        "theme=1; Max-Age=864001           | theme=1; SameSite=Lax; Max-Age=864000; Secure",
        "theme=1; Max-Age=99999999999999999999 | theme=1; SameSite=Lax; Max-Age=864000; Secure",
        "theme=1; Expires=Sat, 21 Nov 2026 13:00:00 GMT"
            + "| theme=1; SameSite=Lax; Max-Age=3600; Secure",
        "theme=1; Expires=Sat, 21 Nov 2099 13:00:00 GMT"
            + "| theme=1; SameSite=Lax; Max-Age=864000; Secure",
        "theme=1; Max-Age=60; Expires=Sat, 21 Nov 2099 13:00:00 GMT"
            + "| theme=1; SameSite=Lax; Max-Age=60; Secure",
        "theme=1; Expires=whenever         | theme=1; SameSite=Lax; Secure",
        // Prefixes and partitions
        "__Host-count=1; Domain=x.example; Path=/a"
            + "| __Host-count=1; SameSite=Lax; Path=/; Secure",
        "chip=1                            | chip=1; SameSite=None; Partitioned; Secure",
        // What is not ours to judge stays
        "_ga=1; Domain=example.com; Path=/a; Priority=High"
            + "| _ga=1; Domain=example.com; Path=/a; Priority=High; SameSite=Lax; Secure",
        // The session, for an application that sends it itself
        "__Host-session=1; Max-Age=60; SameSite=Strict; Domain=a.example"
            + "| __Host-session=1; HttpOnly; SameSite=Strict; Path=/; Secure",
      })
  void judge_allowed_hardened(String header, String hardened) {
    assertEquals(hardened, allowed(header, ANALYTICS));
  }

  @Test
  @Tag("E58")
  void judge_undeclaredOrLongLifetime_cappedAt400Days() {
    assertTrue(allowed("_ga=1; Max-Age=34560001", ANALYTICS).contains("Max-Age=34560000;"));
    assertTrue(
        SITE.gate
            .harden(SetCookie.of("c", "v").maxAge(40_000_000))
            .header()
            .contains("Max-Age=34560000;"));
  }

  @Test
  void judge_plainHttp_secureOnlyWhereBrowsersInsist() {
    Decision all = DEVELOPMENT.allowing("analytics");
    assertEquals("_ga=1; SameSite=Lax", development("_ga=1", all));
    assertEquals("chip=1; SameSite=None; Partitioned; Secure", development("chip=1", all));
    assertEquals(
        "__Host-count=1; SameSite=Lax; Path=/; Secure", development("__Host-count=1", all));
  }

  private static String development(String header, Decision decision) {
    Verdict verdict = DEVELOPMENT.gate.judge(header, decision);
    return assertInstanceOf(Verdict.Allowed.class, verdict).cookie().header();
  }

  @Test
  void judge_reportedNeedingSecure_secure() {
    Decision decision = DEVELOPMENT.undecided();
    for (String header : List.of("x=1; SameSite=none", "__secure-x=1", "x=1; Partitioned")) {
      Verdict verdict = DEVELOPMENT.gate.judge(header, decision);
      assertEquals(
          header + "; Secure", assertInstanceOf(Verdict.Reported.class, verdict).cookie().header());
    }
    Verdict script = DEVELOPMENT.gate.judge("__Http-x=1", decision);
    assertEquals(
        "__Http-x=1; HttpOnly; Secure",
        assertInstanceOf(Verdict.Reported.class, script).cookie().header());
    Verdict verdict = DEVELOPMENT.gate.judge("__Host-Http-x=1", decision);
    assertEquals(
        "__Host-Http-x=1; Path=/; HttpOnly; Secure",
        assertInstanceOf(Verdict.Reported.class, verdict).cookie().header());
  }

  @ParameterizedTest
  @Tag("E18")
  @Tag("E20")
  @Tag("E21")
  @CsvSource(
      delimiter = '|',
      value = {
        "_ga=x; Max-Age=0; Path=/a         | _ga=; Path=/a",
        "_ga=x; Expires=Thu, 01 Jan 1970 00:00:10 GMT | _ga=",
        "other=x; Max-Age=-5; Domain=a.example | other=; Domain=a.example",
        "__Host-count=x; Max-Age=0; Domain=a.example; Path=/a | __Host-count=",
        "__host-y=x; Max-Age=0; Path=/a    | __host-y=",
        "chip=x; Max-Age=0                 | chip=",
        "__Host-remember=; Max-Age=0       | __Host-remember=",
      })
  void judge_deletion_passesWithoutValueAsBrowsersHonourIt(String header, String start) {
    boolean host = start.regionMatches(true, 0, "__Host-", 0, 7);
    assertEquals(
        start
            + "; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"
            + (start.startsWith("chip") ? "; Partitioned" : "")
            + (host ? "; Path=/" : "")
            + "; Secure",
        allowed(header, NOTHING));
  }

  @Test
  @Tag("E17")
  void judge_anyCookie_inputUnchanged() {
    SetCookie cookie = SetCookie.parse("basket=1; Max-Age=60; Path=/x").orElseThrow();
    SITE.gate.judge(cookie, NOTHING);
    assertEquals("basket=1; Max-Age=60; Path=/x", cookie.header());
  }

  @Test
  void harden_ownCookie_hostOnlyForAllPathsAndOutOfReach() {
    SetCookie consent = SetCookie.of("__Host-consent", "v").with("Domain", "x").maxAge(60);
    assertEquals(
        "__Host-consent=v; HttpOnly; SameSite=Lax; Max-Age=60; Path=/; Secure",
        SITE.gate.harden(consent).header());
    assertEquals(
        "consent=v; Path=/; HttpOnly; SameSite=Lax",
        DEVELOPMENT.gate.harden(SetCookie.of("consent", "v")).header());
  }
}
