// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.consent.Decision;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R6")
@Tag("R31")
class CookieExpiriesTest {

  private static final Site SITE = Site.usual();
  private static final Decision NOTHING = SITE.undecided();

  private static Set<String> expiries(String name, String host) {
    List<SetCookie> deletions = SITE.gate.expiries(List.of(name), NOTHING, host);
    Set<String> headers = deletions.stream().map(SetCookie::header).collect(Collectors.toSet());
    assertEquals(deletions.size(), headers.size(), "no deletion twice");
    return headers;
  }

  @Test
  @Tag("E19")
  @Tag("E62")
  void expiries_deniedCookie_everyDomainAndPath() {
    assertEquals(
        Set.of(
            "_ga=; Max-Age=0; Path=/; Secure",
            "_ga=; Max-Age=0; Path=/; Domain=example.com; Secure",
            "_ga=; Max-Age=0; Path=/; Domain=www.example.com; Secure",
            "_ga=; Max-Age=0; Path=/shop; Secure",
            "_ga=; Max-Age=0; Path=/shop; Domain=example.com; Secure",
            "_ga=; Max-Age=0; Path=/shop; Domain=www.example.com; Secure"),
        expiries("_ga", "www.example.com"));
  }

  @Test
  @Tag("E19")
  void expiries_otherHost_declaredDomainsToo() {
    assertTrue(
        expiries("_ga", "localhost")
            .contains("_ga=; Max-Age=0; Path=/; Domain=example.com; Secure"));
  }

  @Test
  @Tag("E20")
  void expiries_hostPrefix_hostOnlyAtRootAndSecure() {
    assertEquals(
        Set.of("__Host-count=; Max-Age=0; Path=/; Secure"),
        expiries("__Host-count", "www.example.com"));
  }

  @Test
  @Tag("E21")
  void expiries_partitioned_twinForEachScope() {
    assertEquals(
        Set.of(
            "chip=; Max-Age=0; Path=/; Secure",
            "chip=; Max-Age=0; Path=/; Partitioned; Secure",
            "chip=; Max-Age=0; Path=/; Domain=a.example; Secure",
            "chip=; Max-Age=0; Path=/; Domain=a.example; Partitioned; Secure"),
        expiries("chip", "a.example"));
  }

  @ParameterizedTest
  @Tag("E19")
  @CsvSource(
      delimiter = '|',
      value = {
        "a.b.example.co.uk | a.b.example.co.uk b.example.co.uk example.co.uk co.uk",
        "Shop.Example.      | shop.example",
        "www.shop.example:8443 | www.shop.example shop.example",
        "xn--bcher-kva.example | xn--bcher-kva.example",
      })
  void expiries_hostName_itAndItsParents(String host, String domains) {
    Set<String> expected = new HashSet<>(Set.of("_ga_1=; Max-Age=0; Path=/; Secure"));
    for (String domain : List.of(domains.split(" ", -1))) {
      expected.add("_ga_1=; Max-Age=0; Path=/; Domain=" + domain + "; Secure");
    }
    assertEquals(expected, expiries("_ga_1", host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "127.0.0.1",
        "10.0.0.1:8080",
        "[::1]",
        "[2001:db8::1]:443",
        "::1",
        "",
        ".",
        "a..example",
        "evil.example\r\nX: y",
        "evil.example; Secure",
        "a b.example",
        "0x7f.0x1",
        "-"
      })
  void expiries_addressLabelOrNonsense_hostOnly(String host) {
    assertEquals(Set.of("_ga_1=; Max-Age=0; Path=/; Secure"), expiries("_ga_1", host));
  }

  @Test
  void expiries_allowedNecessaryOwnAndUndeclared_none() {
    List<String> names =
        List.of(
            "basket",
            "theme",
            "_ga",
            "__Host-session",
            "__Host-consent",
            "__Host-remember",
            "other",
            "",
            "a b");
    assertEquals(
        List.of(), SITE.gate.expiries(names, SITE.allowing("analytics"), "www.example.com"));
  }

  @Test
  void expiries_plainHttp_noSecureSaveWhereNeeded() {
    Site site = Site.of("http", "block", Site.USUAL_COOKIES);
    List<String> names = List.of("_ga_1", "__Host-count");
    assertEquals(
        Set.of("_ga_1=; Max-Age=0; Path=/", "__Host-count=; Max-Age=0; Path=/; Secure"),
        site.gate.expiries(names, site.undecided(), "localhost").stream()
            .map(SetCookie::header)
            .collect(Collectors.toSet()));
  }

  @Test
  void expiries_sameNameTwice_deletedOnce() {
    assertEquals(1, SITE.gate.expiries(List.of("_ga_1", "_ga_1"), NOTHING, "localhost").size());
  }

  @Test
  void expiries_flood_boundedAndAllInTurn() {
    List<String> names = IntStream.range(0, 100).mapToObj(i -> "_ga_" + i).toList();
    Set<String> deleted = new HashSet<>();
    for (int second = 0; second < 100; second++) {
      Clock clock = Clock.offset(Site.CLOCK, Duration.ofSeconds(second));
      List<SetCookie> deletions =
          new CookieGate(SITE.policy, clock).expiries(names, NOTHING, "www.example.com");
      int size = deletions.stream().mapToInt(cookie -> cookie.header().length()).sum();
      assertTrue(size <= 4096, () -> "bytes of headers: " + size);
      deletions.forEach(cookie -> deleted.add(cookie.name()));
    }
    assertEquals(new HashSet<>(names), deleted);
  }
}
