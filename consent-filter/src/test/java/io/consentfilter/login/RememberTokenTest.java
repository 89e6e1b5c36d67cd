// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RememberTokenTest {

  private static final String SELECTOR = "AAAAAAAAAAAAAAAAAAAAA-";
  private static final String VALIDATOR = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB_";

  private final SecureRandom random = new SecureRandom();

  @Test
  @Tag("R82")
  void cookieValue_issued_isCookieSafeAndOfFixedLength() {
    for (int i = 0; i < 1_000; i++) {
      String value = RememberToken.first(random).cookieValue();
      assertTrue(value.matches("[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}"), "form");
    }
  }

  @Test
  @Tag("R64")
  void first_manyTimes_isUniqueAndUsesEveryBit() {
    Set<String> selectors = new HashSet<>();
    Set<String> validators = new HashSet<>();
    List<Set<Character>> columns = new ArrayList<>();
    for (int i = 0; i < 66; i++) {
      columns.add(new HashSet<>());
    }
    for (int i = 0; i < 5_000; i++) {
      String value = RememberToken.first(random).cookieValue();
      selectors.add(value.substring(0, 22));
      validators.add(value.substring(23));
      for (int column = 0; column < 66; column++) {
        columns.get(column).add(value.charAt(column));
      }
    }
    assertEquals(5_000, selectors.size());
    assertEquals(5_000, validators.size());
    for (int column = 0; column < 66; column++) {
      // The last character of each part carries the 2 or 4 bits that are left.
      int expected = column == 21 ? 4 : column == 22 ? 1 : column == 65 ? 16 : 64;
      assertEquals(expected, columns.get(column).size(), "column " + column);
    }
  }

  @Test
  void successor_sameSelector_differsInValidator() {
    RememberToken token = RememberToken.first(random);
    RememberToken next = token.successor(random);
    assertEquals(token.selector(), next.selector());
    assertNotEquals(token, next);
    assertNotEquals(token.hash(), next.hash());
  }

  @Test
  void parse_ownValue_returnsTheSameToken() {
    RememberToken token = RememberToken.first(random);
    assertEquals(Optional.of(token), RememberToken.parse(token.cookieValue()));
    assertEquals(
        Optional.of(token.hash()),
        RememberToken.parse(token.cookieValue()).map(RememberToken::hash));
  }

  static List<String> malformed() {
    String good = SELECTOR + "." + VALIDATOR;
    return List.of(
        "",
        ".",
        "x",
        SELECTOR,
        SELECTOR + ".",
        "." + VALIDATOR,
        good + "=",
        good + "A",
        good.substring(1),
        good.substring(0, good.length() - 1),
        good + "\n",
        " " + good,
        good.replace('.', ':'),
        good.replace('-', '+'),
        good.replace('_', '/'),
        good.replace('A', '\u00c0'),
        good.replace('A', '\u0000'),
        "\"" + good + "\"",
        good.repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  @Tag("R88")
  void parse_malformed_isEmpty(String value) {
    assertEquals(Optional.empty(), RememberToken.parse(value));
  }

  @Test
  void parse_anyText_neverThrows() {
    long seed = System.nanoTime();
    Random characters = new Random(seed);
    int rounds = System.getProperty("stress") == null ? 2_000 : 1_000_000;
    for (int i = 0; i < rounds; i++) {
      StringBuilder text = new StringBuilder(SELECTOR + "." + VALIDATOR);
      int edits = characters.nextInt(3);
      for (int edit = 0; edit < edits; edit++) {
        text.setCharAt(characters.nextInt(66), (char) characters.nextInt(0x10000));
      }
      boolean intact = text.toString().matches("[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}");
      assertEquals(intact, RememberToken.parse(text.toString()).isPresent(), "seed " + seed);
    }
  }

  @Test
  @Tag("E54")
  void toString_tokenHashAndOutcome_tellNothing() {
    RememberToken token = RememberToken.first(random);
    String validator = token.cookieValue().substring(23);
    Instant now = HandClock.START;
    LoginRow row = new LoginRow("1", "anna", Optional.empty(), now, now, "", true, now);
    Outcome outcome = new Outcome.Resumed(row, token, Duration.ofDays(1));
    assertEquals("RememberToken[redacted]", token.toString());
    assertEquals("TokenHash[redacted]", token.hash().toString());
    assertFalse(outcome.toString().contains(validator));
  }

  @Test
  void equals_tokensAndHashes_compareByValue() {
    RememberToken token = RememberToken.first(random);
    RememberToken same = RememberToken.parse(token.cookieValue()).orElseThrow();
    assertEquals(token, same);
    assertEquals(token.hashCode(), same.hashCode());
    assertEquals(token.hash(), same.hash());
    assertEquals(token.hash().hashCode(), same.hash().hashCode());
    assertNotEquals(token, RememberToken.first(random));
    assertNotEquals(token.hash(), RememberToken.first(random).hash());
    assertFalse(token.equals((Object) token.cookieValue()));
    assertFalse(token.hash().equals((Object) token.hash().text()));
  }

  @Test
  void hash_knownValidator_isItsSha256() {
    RememberToken token = RememberToken.parse(SELECTOR + "." + VALIDATOR).orElseThrow();
    assertEquals("DI496DTvURadTc-leBcDx86bGcJ2e4Zhjv_mZ2dYZaw", token.hash().text());
  }

  @Test
  void ofText_ownText_isTheSameHash() {
    TokenHash hash = RememberToken.first(random).hash();
    assertEquals(43, hash.text().length());
    assertEquals(hash, TokenHash.ofText(hash.text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "secret!", "c2VjcmV0"})
  @Tag("E54")
  void ofText_anythingElse_throwsWithoutRepeatingIt(String text) {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> TokenHash.ofText(text));
    assertFalse(!text.isEmpty() && thrown.toString().contains(text));
    assertEquals(null, thrown.getCause());
  }
}
