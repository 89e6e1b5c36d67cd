// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetCookieTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static SetCookie parsed(String header) {
    return SetCookie.parse(header).orElseThrow();
  }

  @ParameterizedTest
  @Tag("E23")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=b                        | a | b          | a=b",
        "` \t a \t=\t b  ; Path = /x `| a | b        | a=b; Path=/x",
        "a=b=c                      | a | b=c        | a=b=c",
        "a=                         | a | ``         | a=",
        "a=b;;; ;Secure;            | a | b          | a=b; Secure",
        "a=1, b=2; Path=/           | a | 1, b=2     | a=1, b=2; Path=/",
        "a=b; =c; Priority=High     | a | b          | a=b; Priority=High",
        "a=\"q, r\"; X-New=1; httponly | a | \"q, r\" | a=\"q, r\"; X-New=1; httponly",
      })
  void parse_lenientHeader_nameValueAndAttributes(
      String header, String name, String value, String written) {
    SetCookie cookie = parsed(header);
    assertEquals(name, cookie.name());
    assertEquals(value, cookie.value());
    assertEquals(written, cookie.header());
  }

  @Test
  @Tag("E23")
  void attribute_givenTwice_lastWinsInAnyCase() {
    SetCookie cookie = parsed("a=b; Path=/1; PATH=/2; sEcUrE");
    assertEquals(Optional.of("/2"), cookie.attribute("path"));
    assertEquals(Optional.of(""), cookie.attribute("Secure"));
    assertEquals(Optional.empty(), cookie.attribute("Domain"));
  }

  @Test
  @Tag("E23")
  void parse_attributeOverKilobyte_ignoredLikeInBrowsers() {
    assertEquals("a=b", parsed("a=b; Domain=" + "x".repeat(1025)).header());
    assertTrue(parsed("a=b; Domain=" + "x".repeat(1024)).has("Domain"));
  }

  @ParameterizedTest
  @Tag("E25")
  @ValueSource(
      strings = {
        "",
        ";",
        "a",
        "=b",
        " =b",
        "a;b=c",
        "a=b\r\nX: y",
        "a=b\n",
        "a=b\0",
        "a=b\u007f",
        "a=b; Path=/\u0001",
        "a\u0008=b",
        "a=\u010A",
        "a=b; Path=/\u560A"
      })
  void parse_namelessOrUnsendable_empty(String header) {
    assertEquals(Optional.empty(), SetCookie.parse(header));
  }

  @Test
  @Tag("E24")
  void parse_nameAndValueOver4096Bytes_empty() {
    assertTrue(SetCookie.parse("abcd=" + "x".repeat(4092)).isPresent());
    assertFalse(SetCookie.parse("abcd=" + "x".repeat(4093)).isPresent());
    assertFalse(SetCookie.parse("abcd=" + "\u00e9".repeat(2047)).isPresent());
    assertTrue(SetCookie.parse("abcd=" + "\u00e9".repeat(2046)).isPresent());
  }

  @ParameterizedTest
  @Tag("E18")
  @ValueSource(
      strings = {
        "a=b; Max-Age=0",
        "a=b; max-age=-1",
        "a=; MAX-AGE = -99999999999999999999",
        "a=b; Max-Age=0; Expires=Wed, 01 Jan 2098 00:00:00 GMT",
        "a=b; Max-Age=60; Max-Age=0",
        "a=b; Max-Age=0; Max-Age=x",
        "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "a=; Expires=Thu, 01-Jan-1970 00:00:10 GMT",
        "a=; Expires=Thursday, 01-Jan-70 00:00:00 GMT",
        "a=; Expires=Thu Jan  1 00:00:00 1970",
        "a=; expires=1 jan 1999 1:2:3",
        "a=; Expires=Sat, 21 Nov 2026 12:00:00 GMT",
        "a=; Expires=Wed, 01 Jan 2098 00:00:00 GMT; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "a=; Max-Age=soon; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
      })
  void deletes_endNotInFuture_true(String header) {
    assertTrue(parsed(header).deletes(NOW));
  }

  @ParameterizedTest
  @Tag("E18")
  @ValueSource(
      strings = {
        "a=b",
        "a=",
        "a=b; Max-Age=1",
        "a=b; Max-Age=99999999999999999999",
        "a=b; Max-Age=",
        "a=b; Max-Age=-",
        "a=b; Max-Age=+0",
        "a=b; Max-Age=0.0",
        "a=b; Max-Age=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "a=b; Max-Age=0; Max-Age=60",
        "a=b; Expires=Sat, 21 Nov 2026 12:00:01 GMT",
        "a=b; Expires=Thu, 01 Jan 69 00:00:00 GMT",
        "a=b; Expires=Thu, 01 Jan 1600 00:00:00 GMT",
        "a=b; Expires=Thu, 32 Jan 1970 00:00:00 GMT",
        "a=b; Expires=Thu, 30 Feb 1970 00:00:00 GMT",
        "a=b; Expires=Thu, 01 Jan 1970 24:00:00 GMT",
        "a=b; Expires=Thu, 01 Jan 1970",
        "a=b; Expires=0",
        "a=b; Expires=",
        "a=b; Expires=Thu, 01 Jab 1970 00:00:00 GMT",
      })
  void deletes_endInFutureOrNone_false(String header) {
    assertFalse(parsed(header).deletes(NOW));
  }

  @Test
  @Tag("E17")
  void with_anyAttribute_newCookieAndOldUnchanged() {
    SetCookie cookie = parsed("a=b; path=/x; Path=/y; Secure");
    assertEquals("a=b; Secure; Path=/", cookie.with("Path", "/").header());
    assertEquals("a=b; path=/x; Path=/y", cookie.without("secure").header());
    assertEquals("a=b; path=/x; Path=/y; Secure; Max-Age=5", cookie.maxAge(5).header());
    assertEquals("a=b; path=/x; Path=/y; Secure", cookie.header());
  }

  @Test
  void maxAge_cookieWithExpires_expiresIsGone() {
    SetCookie cookie = parsed("a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=9");
    assertEquals("a=b; Max-Age=5", cookie.maxAge(5).header());
    assertEquals("a=b", cookie.withoutLifetime().header());
  }

  @ParameterizedTest
  @Tag("E25")
  @CsvSource({"'',b", "a b,c", "a=,b", "a;,b", "'a,',b", "a,b;c", "a,'b\n'", "a,'\u010A'"})
  void of_unsendable_throws(String name, String value) {
    assertThrows(IllegalArgumentException.class, () -> SetCookie.of(name, value));
    assertEquals(Optional.empty(), SetCookie.build(name, value, Map.of()));
  }

  @Test
  void with_unsendableAttribute_throws() {
    SetCookie cookie = SetCookie.of("a", "b");
    assertThrows(IllegalArgumentException.class, () -> cookie.with("Path", "/;Domain=x"));
    assertThrows(IllegalArgumentException.class, () -> cookie.with("Pa=th", "/"));
    assertThrows(IllegalArgumentException.class, () -> cookie.with("Path", "/\r\n"));
  }

  @Test
  void build_containerAttributes_falseFlagsAndNegativeMaxAgeAreNone() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("Max-Age", "-1");
    attributes.put("Secure", "false");
    attributes.put("HttpOnly", "true");
    attributes.put("Path", "/p");
    assertEquals(
        "a=b; HttpOnly; Path=/p", SetCookie.build("a", "b", attributes).orElseThrow().header());
  }

  @Test
  @Tag("E25")
  void build_attributeThatInjects_empty() {
    assertEquals(Optional.empty(), SetCookie.build("a", "b", Map.of("Path", "/; Domain=evil")));
    assertEquals(Optional.empty(), SetCookie.build("a", "b", Map.of("Path", "/\r\nX: y")));
    assertEquals(Optional.empty(), SetCookie.build("a", "b", Map.of("X; Domain", "evil")));
  }

  @Test
  void toString_anyCookie_valueRedacted() {
    String text = parsed("a=secret; Path=/").toString();
    assertFalse(text.contains("secret"));
    assertTrue(text.contains("a=") && text.contains("Path=/"));
  }
}
