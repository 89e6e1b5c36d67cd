// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.Item;
import io.consentfilter.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionsTest {

  private static final String KEY = Keys.generate();

  private Instant now = Instant.parse("2026-11-21T12:00:00.5Z");
  private final Policy policy = Policies.usual();
  private final Decisions decisions = decisions(policy, KEY);

  private Decisions decisions(Policy of, String keys) {
    return new Decisions(of, Keys.parse(keys), new MovedClock());
  }

  private final class MovedClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private Decision undecided() {
    return decisions.decide(List.of(), false);
  }

  private String choose(Selection selection) {
    return decisions.cookieValue(decisions.choose(undecided(), selection).choice().orElseThrow());
  }

  private Decision read(String value) {
    return decisions.decide(List.of(value), false);
  }

  @Test
  @Tag("E59")
  void decide_noCookie_deniesAndAsksAll() {
    assertFalse(undecided().decided());
    assertFalse(undecided().allows("analytics"));
    assertFalse(undecided().allows("counter"));
    assertTrue(undecided().allows("necessary"));
    assertEquals(5, undecided().open().size());
    assertEquals(Decision.Source.NONE, undecided().source());
  }

  @Test
  void allows_undeclaredId_isAProgrammersErrorThatNamesTheDeclared() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> undecided().allows("analitycs"))
            .toString();
    assertTrue(message.contains("analitycs") && message.contains("analytics"), message);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void decide_ownCookie_givesBackTheChoice(boolean all) {
    Decision read = read(choose(all ? Selection.ALL : Selection.NONE));
    assertTrue(read.decided());
    for (Item item : policy.items()) {
      assertEquals(all, read.allows(item.id()), item.id());
    }
    assertEquals(Decision.Source.VISITOR, read.source());
    assertEquals(Instant.parse("2026-11-21T12:00:00Z"), read.choice().orElseThrow().decidedAt());
    assertEquals(7, read.choice().orElseThrow().revision());
  }

  @ParameterizedTest
  @CsvSource({
    "analytics, '',      true,  true,  true",
    "analytics, counter, true,  true,  false",
    "'',        meter,   false, false, true",
    "marketing, '',      false, false, false",
    "'',        '',      false, false, false",
  })
  @Tag("R16")
  @Tag("R18")
  void choose_selected_grantsJustThat(
      String purpose, String service, boolean analytics, boolean counter, boolean meter) {
    Decision read = read(choose(Selection.of(set(purpose), set(service))));
    assertEquals(analytics, read.allows("analytics"));
    assertEquals(counter, read.allows("counter"));
    assertEquals(meter, read.allows("meter"));
    assertEquals(purpose.equals("marketing"), read.allows("ads"));
    assertTrue(read.decided());
  }

  private static Set<String> set(String id) {
    return id.isEmpty() ? Set.of() : Set.of(id);
  }

  @Test
  @Tag("R35")
  void choose_sameAgain_isTheSameRecord() {
    Decision first = read(choose(Selection.NONE));
    now = now.plusSeconds(60);
    assertSame(first, decisions.choose(first, Selection.NONE));
    Decision changed = decisions.choose(first, Selection.ALL);
    assertNotEquals(
        first.choice().orElseThrow().recordId(), changed.choice().orElseThrow().recordId());
  }

  @Test
  @Tag("R25")
  @Tag("R26")
  @Tag("R27")
  void decide_lifetimeOver_asksAgainForRefusalAndGrantAlike() {
    String granted = choose(Selection.ALL);
    String refused = choose(Selection.NONE);
    now = now.plus(Duration.ofDays(184)).minusSeconds(1);
    assertTrue(read(granted).allows("analytics"));
    assertTrue(read(refused).decided());
    now = now.plusSeconds(1);
    assertFalse(read(granted).allows("analytics"));
    assertFalse(read(granted).decided());
    assertFalse(read(refused).decided());
  }

  @Test
  @Tag("R53")
  @Tag("E60")
  void decide_anyBitFlipped_isNoChoice() {
    byte[] bytes = Base64.getUrlDecoder().decode(choose(Selection.ALL));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);
      assertFalse(read(forged).allows("analytics"), "bit " + bit);
    }
  }

  @Test
  @Tag("R53")
  void decide_truncatedOrExtended_isNoChoice() {
    String value = choose(Selection.ALL);
    for (int length = 0; length < value.length(); length++) {
      assertFalse(read(value.substring(0, length)).decided(), "length " + length);
    }
    assertFalse(read(value + "A").decided());
    assertFalse(read(value + "=").decided());
    assertFalse(read(" " + value).decided());
  }

  @Test
  @Tag("R53")
  void decide_randomText_neverThrows() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      assertFalse(read(new String(bytes, StandardCharsets.ISO_8859_1)).decided());
      assertFalse(read(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)).decided());
    }
  }

  @Test
  @Tag("R53")
  void decide_twoCookies_isNoChoice() {
    String value = choose(Selection.ALL);
    assertFalse(decisions.decide(List.of(value, value), false).decided());
    assertFalse(decisions.decide(List.of(choose(Selection.NONE), value), false).decided());
  }

  @Test
  @Tag("R53")
  void decide_rotatedKeys_acceptsUntilRetired() {
    String value = choose(Selection.ALL);
    String next = Keys.generate();
    assertTrue(decisions(policy, next + "\n" + KEY).decide(List.of(value), false).decided());
    assertFalse(decisions(policy, next).decide(List.of(value), false).decided());
  }

  @Test
  void decide_choiceOfAnotherApplication_isNoChoice() {
    ChoiceCodec other = new ChoiceCodec(Keys.parse(KEY), "__Host-consent-other");
    String value =
        other.encode(decisions.choose(undecided(), Selection.ALL).choice().orElseThrow());
    assertFalse(read(value).decided());
  }

  @Test
  @Tag("R33")
  @Tag("E61")
  void decide_newPurposeOrRecipient_asksOnlyForThat() {
    String value = choose(Selection.ALL);
    Policy wider =
        Policies.of(
            String.join(
                ",", Policies.ANALYTICS, Policies.MARKETING, Policies.purpose("media", false)),
            String.join(
                ",",
                Policies.COUNTER,
                Policies.service("meter", "analytics", "[\"Data Ltd\"]"),
                Policies.ADS));
    Decision read = decisions(wider, KEY).decide(List.of(value), false);
    assertEquals(List.of("media", "meter"), read.open().stream().map(Item::id).toList());
    assertTrue(read.allows("analytics"));
    assertTrue(read.allows("counter"));
    assertFalse(read.allows("meter"));
    assertFalse(read.allows("media"));
    assertFalse(read.decided());
  }

  @Test
  @Tag("E80")
  void choose_onAnOlderNode_keepsWhatTheNewerAsked() {
    Policy newer =
        Policies.of(Policies.ANALYTICS + "," + Policies.purpose("media", false), Policies.COUNTER);
    Decisions newerNode = decisions(newer, KEY);
    Decision onNewer =
        newerNode.choose(
            newerNode.decide(List.of(), false), Selection.of(Set.of("media"), Set.of()));
    String value = newerNode.cookieValue(onNewer.choice().orElseThrow());
    Decision onOlder = decisions.choose(read(value), Selection.of(Set.of("analytics"), Set.of()));
    String back = decisions.cookieValue(onOlder.choice().orElseThrow());
    Decision again = newerNode.decide(List.of(back), false);
    assertTrue(again.allows("media"));
    assertTrue(again.allows("analytics"));
  }

  @Test
  @Tag("R36")
  void decide_gpc_deniesWithThatSourceUntilTheVisitorGrants() {
    Decision signalled = decisions.decide(List.of(), true);
    assertEquals(Decision.Source.GPC, signalled.source());
    assertFalse(signalled.allows("marketing"));
    Decision granted = decisions.decide(List.of(choose(Selection.ALL)), true);
    assertTrue(granted.allows("marketing"));
    assertEquals(Decision.Source.VISITOR, granted.source());
  }

  @Test
  @Tag("R36")
  void decide_gpcWithoutSharingPurposes_doesNotAct() {
    Decisions unshared = decisions(Policies.of(Policies.ANALYTICS, Policies.COUNTER), KEY);
    assertEquals(Decision.Source.NONE, unshared.decide(List.of(), true).source());
  }

  @ParameterizedTest
  @CsvSource({"5, 12, 200", "5, 13, 204", "20, 60, 452", "100, 200, 1332"})
  @Tag("R52")
  void cookie_size_staysInItsBudget(int purposes, int services, int most) {
    Policy large = Policies.large(purposes, services);
    Decisions many = decisions(large, KEY);
    Decision all = many.choose(many.decide(List.of(), false), Selection.ALL);
    String value = many.cookieValue(all.choice().orElseThrow());
    int size = large.cookieNames().consent().length() + value.length();
    assertTrue(size <= most, size + " bytes");
    assertTrue(many.decide(List.of(value), false).decided());
  }

  @Test
  @Tag("R52")
  void choose_overManyReleases_keepsTheCookieSendable() {
    Decision decision = undecided();
    for (int release = 0; release < 400; release++) {
      Policy next =
          Policies.of(
              Policies.purpose("analytics" + release, false)
                  + ","
                  + Policies.purpose("b" + release, true),
              Policies.service("s" + release, "b" + release, "[]"));
      decision = decisions(next, KEY).choose(decision, Selection.ALL);
    }
    String value = decisions.cookieValue(decision.choice().orElseThrow());
    assertTrue(value.length() <= ChoiceCodec.MAX_LENGTH, value.length() + " characters");
    assertTrue(decisions.decide(List.of(value), false).choice().isPresent());
  }
}
