// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.BreakInRegister.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BreakInRegisterTest {

  private static final String ADDRESS = "203.0.113.77";
  private static final String OTHER = "198.51.100.5";
  private static final BreakInRules RULES = BreakInRules.standard();
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration WINDOW = RULES.window();
  private static final Duration RETENTION = RULES.retention();

  private final HandClock clock = new HandClock();
  private final BreakInRegister register = new BreakInRegister(RULES, clock);

  private void fail(int times, String address) {
    for (int i = 0; i < times; i++) {
      register.failed(address);
    }
  }

  private void registered(String address) {
    fail(RULES.failures(), address);
    assertEquals(address, register.entries().get(0).address());
  }

  private Optional<Duration> seconds(long seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  // Registering

  @Test
  @Tag("R95")
  void failed_asOftenAsAllowed_registersWithCountAndTimes() {
    List<Boolean> registers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      registers.add(register.failed(ADDRESS));
      clock.advance(SECOND);
    }
    List<Boolean> expected = new ArrayList<>(Collections.nCopies(12, false));
    expected.set(9, true);
    assertEquals(expected, registers);
    Instant last = HandClock.START.plusSeconds(11);
    assertEquals(List.of(new Entry(ADDRESS, 12, HandClock.START, last)), register.entries());
  }

  @Test
  @Tag("R95")
  @Tag("R96")
  void failed_onceTooFew_registersNothingAndSlowsNothing() {
    fail(9, ADDRESS);
    assertEquals(List.of(), register.entries());
    assertEquals(Optional.empty(), register.mustWait(ADDRESS));
  }

  @ParameterizedTest
  @CsvSource({"PT14M59.999S, true", "PT15M, false", "PT15M0.001S, false"})
  @Tag("R95")
  void failed_firstOfTenGettingOld_countsUntilExactlyTheWindow(Duration later, boolean counts) {
    register.failed(ADDRESS);
    clock.advance(later.minusMinutes(5));
    fail(8, ADDRESS);
    clock.advance(Duration.ofMinutes(5));
    assertEquals(counts, register.failed(ADDRESS));
  }

  @Test
  @Tag("R95")
  void failed_steadilyAcrossManyKeys_isStillCountedTogether() {
    // The key is replaced once a window; failures before and after must add up.
    clock.advance(WINDOW.minusSeconds(4));
    fail(5, ADDRESS);
    clock.advance(Duration.ofSeconds(8));
    fail(4, ADDRESS);
    assertTrue(register.failed(ADDRESS));
  }

  @Test
  @Tag("R95")
  void failed_nineInEveryWindow_isNeverRegistered() {
    for (int round = 0; round < 50; round++) {
      fail(9, ADDRESS);
      clock.advance(WINDOW);
    }
    assertEquals(List.of(), register.entries());
  }

  @Test
  void entries_ofSeveral_haveTheLatestFirst() {
    registered(OTHER);
    clock.advance(SECOND);
    registered(ADDRESS);
    clock.advance(SECOND);
    register.failed(OTHER);
    assertEquals(List.of(OTHER, ADDRESS), register.entries().stream().map(Entry::address).toList());
  }

  @Test
  @Tag("R51")
  void entry_asText_leavesTheAddressOut() {
    registered(ADDRESS);
    assertFalse(register.entries().toString().contains("203"));
  }

  @Test
  @Tag("R95")
  void failed_registerFullOfEquals_pushesOutTheOneLongestAgo() {
    Duration second = SECOND;
    BreakInRegister small =
        new BreakInRegister(new BreakInRules(2, WINDOW, second, second, RETENTION, 2), clock);
    for (String address : List.of("192.0.2.1", "192.0.2.2", "192.0.2.3")) {
      small.failed(address);
      small.failed(address);
      clock.advance(second);
    }
    assertEquals(
        List.of("192.0.2.3", "192.0.2.2"), small.entries().stream().map(Entry::address).toList());
  }

  // Nothing about visitors

  @Test
  @Tag("R96")
  @Tag("R42")
  void register_afterVisitsAndAMistypedPassword_holdsNoAddress() {
    IpAddress address = IpAddress.parse(ADDRESS).orElseThrow();
    for (int visit = 0; visit < 20; visit++) {
      register.mustWait(ADDRESS);
      clock.advance(SECOND);
    }
    fail(9, ADDRESS);
    register.failed("2001:db8:1:2::3");
    register.failed(OTHER, "the-token");
    Remains remains = Remains.of(register);
    assertTrue(remains.texts().size() > 5, remains.toString());
    for (String text : remains.texts()) {
      assertFalse(text.matches(".*(?:203\\.0|198\\.51|2001:db8|the-token).*"), text);
    }
    assertFalse(remains.numbers().contains(address.low()));
    assertFalse(remains.numbers().contains(address.low() & 0xffff_ffffL));
    assertFalse(remains.numbers().contains(0x2001_0db8_0001_0002L));
  }

  @Test
  void remains_ofARegisteredAddress_nameIt() {
    registered(ADDRESS);
    assertTrue(Remains.of(register).texts().contains(ADDRESS));
  }

  @Test
  @Tag("R96")
  void register_sameAddressInTwoRegistersOrTwoWindows_isHashedDifferently() {
    register.failed(ADDRESS);
    Remains first = Remains.of(register);
    BreakInRegister another = new BreakInRegister(RULES, clock);
    another.failed(ADDRESS);
    Remains elsewhere = Remains.of(another);
    clock.advance(WINDOW);
    register.failed(ADDRESS);
    Remains later = Remains.of(register);
    for (Remains other : List.of(elsewhere, later)) {
      assertEquals(List.of(), other.hashes().stream().filter(first.hashes()::contains).toList());
      assertEquals(2, other.hashes().size());
    }
  }

  @Test
  @Tag("R96")
  @Tag("R97")
  void register_whenTheWindowHasPassed_holdsNotEvenAHash() {
    fail(9, ADDRESS);
    clock.advance(WINDOW.minusMillis(1));
    register.purge();
    assertEquals(1, register.suspected());
    clock.advance(Duration.ofMillis(1));
    register.purge();
    assertEquals(0, register.suspected());
    assertEquals(List.of(), Remains.of(register).hashes());
  }

  // Slowing

  @Test
  @Tag("R95")
  void mustWait_afterEachFailure_isDoubledUpToAMinute() {
    registered(ADDRESS);
    for (long expected : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      assertEquals(seconds(expected), register.mustWait(ADDRESS));
      clock.advance(Duration.ofSeconds(expected).minusMillis(1));
      assertEquals(seconds(1), register.mustWait(ADDRESS));
      clock.advance(Duration.ofMillis(1));
      assertEquals(Optional.empty(), register.mustWait(ADDRESS));
      register.failed(ADDRESS);
    }
  }

  @Test
  @Tag("R95")
  void mustWait_partOfASecond_isRoundedUp() {
    registered(ADDRESS);
    clock.advance(SECOND);
    register.failed(ADDRESS);
    clock.advance(Duration.ofMillis(1));
    assertEquals(seconds(2), register.mustWait(ADDRESS));
    clock.advance(Duration.ofMillis(999));
    assertEquals(seconds(1), register.mustWait(ADDRESS));
  }

  @Test
  @Tag("R95")
  void mustWait_whileOneAttemptIsChecked_holdsTheOthersBack() {
    registered(ADDRESS);
    fail(3, ADDRESS);
    clock.advance(Duration.ofSeconds(8));
    assertEquals(Optional.empty(), register.mustWait(ADDRESS));
    assertEquals(seconds(8), register.mustWait(ADDRESS));
    clock.advance(Duration.ofSeconds(8));
    assertEquals(Optional.empty(), register.mustWait(ADDRESS));
  }

  @Test
  @Tag("R95")
  void mustWait_afterAQuietWindow_beginsAnewAtOneSecond() {
    registered(ADDRESS);
    fail(9, ADDRESS);
    clock.advance(WINDOW.minusMillis(1));
    assertEquals(Optional.empty(), register.mustWait(ADDRESS));
    assertEquals(seconds(60), register.mustWait(ADDRESS));
    clock.advance(Duration.ofMinutes(1));
    assertEquals(Optional.empty(), register.mustWait(ADDRESS));
    assertEquals(seconds(1), register.mustWait(ADDRESS));
    register.failed(ADDRESS);
    assertEquals(seconds(1), register.mustWait(ADDRESS));
    register.failed(ADDRESS);
    assertEquals(seconds(2), register.mustWait(ADDRESS));
  }

  @Test
  @Tag("R95")
  void mustWait_everySecondOfADayFourAtOnce_letsOneAMinuteThrough() {
    registered(ADDRESS);
    int tries = 0;
    for (int second = 0; second < 24 * 3_600; second++) {
      for (int parallel = 0; parallel < 4; parallel++) {
        if (register.mustWait(ADDRESS).isEmpty()) {
          tries++;
          register.failed(ADDRESS);
        }
      }
      clock.advance(SECOND);
    }
    assertEquals(6 + (24 * 3_600 - 63) / 60, tries);
  }

  @Test
  @Tag("R95")
  void mustWait_asked_neitherCountsNorKeepsTheEntryLonger() {
    registered(ADDRESS);
    List<Entry> before = register.entries();
    clock.advance(RETENTION.minusMillis(1));
    assertEquals(Optional.empty(), register.mustWait(ADDRESS));
    assertEquals(before, register.entries());
    clock.advance(Duration.ofMillis(1));
    assertEquals(List.of(), register.entries());
  }

  @Test
  @Tag("R98")
  void mustWait_ofAnotherAddress_isNeverAsked() {
    fail(500, ADDRESS);
    assertEquals(Optional.empty(), register.mustWait(OTHER));
    assertEquals(Optional.empty(), register.mustWait("2001:db8::1"));
    assertEquals(Optional.empty(), register.mustWait("203.0.113.78"));
  }

  @Test
  @Tag("R95")
  void waitLeft_asked_saysTheSameAndStartsNoWait() {
    assertEquals(Optional.empty(), register.waitLeft(ADDRESS));
    registered(ADDRESS);
    assertEquals(seconds(1), register.waitLeft(ADDRESS));
    clock.advance(SECOND);
    assertEquals(Optional.empty(), register.waitLeft(ADDRESS));
    assertEquals(Optional.empty(), register.waitLeft(ADDRESS));
    assertEquals(Optional.empty(), register.mustWait(ADDRESS));
    assertEquals(seconds(1), register.waitLeft(ADDRESS));
  }

  // Tokens

  @Test
  @Tag("R95")
  void failed_differentTokens_areCountedEach() {
    for (int i = 1; i < 10; i++) {
      assertFalse(register.failed(ADDRESS, "token " + i));
    }
    assertTrue(register.failed(ADDRESS, "token 10"));
    assertEquals(10, register.entries().get(0).failures());
  }

  @Test
  @Tag("R96")
  void failed_sameTokenWithEveryRequest_countsOnceAWindow() {
    for (int i = 0; i < 100; i++) {
      register.failed(ADDRESS, "stale");
    }
    fail(8, ADDRESS);
    assertEquals(List.of(), register.entries());
    register.failed(OTHER, "stale");
    assertEquals(1, register.suspected());
    assertTrue(register.failed(ADDRESS, "another"));
    clock.advance(WINDOW);
    register.failed(ADDRESS, "stale");
    assertEquals(11, register.entries().get(0).failures());
  }

  // Retention

  @Test
  @Tag("R97")
  void entries_whenRetentionHasPassed_areGoneFromMemoryToo() {
    registered(ADDRESS);
    clock.advance(Duration.ofDays(1));
    register.failed(ADDRESS);
    clock.advance(RETENTION.minusMillis(1));
    assertEquals(1, register.entries().size());
    clock.advance(Duration.ofMillis(1));
    register.purge();
    assertFalse(Remains.of(register).texts().contains(ADDRESS));
    assertEquals(List.of(), register.entries());
  }

  @Test
  @Tag("R97")
  void failed_afterRetention_startsFromNothing() {
    registered(ADDRESS);
    clock.advance(RETENTION);
    fail(9, ADDRESS);
    assertEquals(List.of(), register.entries());
    assertTrue(register.failed(ADDRESS));
    assertEquals(10, register.entries().get(0).failures());
  }

  @Test
  @Tag("R97")
  @Tag("E41")
  void register_clockSetBack_lengthensNoWaitAndNoRetention() {
    registered(ADDRESS);
    clock.advance(Duration.ofDays(-10));
    assertEquals(seconds(1), register.mustWait(ADDRESS));
    clock.advance(SECOND);
    assertEquals(Optional.empty(), register.mustWait(ADDRESS));
    register.failed(ADDRESS);
    Entry entry = register.entries().get(0);
    assertFalse(entry.last().isBefore(entry.first()));
    clock.advance(RETENTION);
    assertEquals(List.of(), register.entries());
  }

  @ParameterizedTest
  @ValueSource(strings = {ADDRESS, "::ffff:203.0.113.77", "[::FFFF:cb00:714d]"})
  @Tag("R97")
  void clear_anySpelling_forgetsTheEntryAndItsWait(String spelling) {
    registered(ADDRESS);
    fail(9, OTHER);
    assertTrue(register.clear(spelling));
    assertFalse(register.clear(spelling));
    assertEquals(List.of(), register.entries());
    assertEquals(Optional.empty(), register.mustWait(ADDRESS));
    assertFalse(register.failed(ADDRESS));
    assertTrue(register.failed(OTHER));
  }

  @Test
  @Tag("R97")
  void clear_aSuspect_forgetsItsFailures() {
    fail(9, ADDRESS);
    assertFalse(register.clear(ADDRESS));
    assertEquals(0, register.suspected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2001:db8:1:2::/64", "2001:DB8:1:2::77"})
  @Tag("R97")
  void clear_networkOrAddressInIt_forgetsTheNetwork(String spelling) {
    fail(10, "2001:db8:1:2::3");
    assertTrue(register.clear(spelling));
    assertEquals(List.of(), register.entries());
  }

  @Test
  void clear_nonsense_changesNothing() {
    fail(10, "no address");
    assertFalse(register.clear("no address"));
    assertTrue(register.clear("unknown"));
  }

  @Test
  @Tag("R97")
  void clearAll_always_leavesNothing() {
    registered(ADDRESS);
    fail(9, OTHER);
    register.failed(OTHER, "stale");
    register.clearAll();
    register.failed(OTHER, "stale");
    assertEquals(1, register.suspected());
    register.clear(OTHER);
    assertEquals(List.of(), register.entries());
    assertEquals(0, register.suspected());
    assertEquals(Optional.empty(), register.mustWait(ADDRESS));
  }

  // Addresses

  @Test
  @Tag("R95")
  void failed_fromTheWholeOfANetwork_countsAsOneAndSaysSo() {
    for (int host = 1; host <= 10; host++) {
      register.failed("2001:db8:1:2:" + host + "::" + host);
    }
    assertEquals("2001:db8:1:2::/64", register.entries().get(0).address());
    assertEquals(seconds(1), register.mustWait("2001:db8:1:2:ffff::"));
    assertEquals(Optional.empty(), register.mustWait("2001:db8:1:3::1"));
  }

  @Test
  @Tag("R95")
  void failed_mappedAndPlain_countAsOneAddress() {
    fail(5, ADDRESS);
    fail(5, "::ffff:203.0.113.77");
    assertEquals(ADDRESS, register.entries().get(0).address());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unix:", "evil.example", "1.2.3", "a\r\nevent=LOGIN", "\u001b[31m"})
  @Tag("R51")
  void failed_noAddress_countsAsUnknownAndIsNotRepeated(String text) {
    fail(9, text);
    assertTrue(register.failed("something else"));
    assertEquals("unknown", register.entries().get(0).address());
    assertEquals(seconds(1), register.mustWait(text));
  }

  // Threads

  @Test
  @Tag("R95")
  void failed_fromManyThreads_isCountedExactly() throws Exception {
    for (int round = 0; round < Together.ROUNDS; round++) {
      BreakInRegister shared = new BreakInRegister(RULES, clock);
      List<Callable<Integer>> tasks =
          Collections.nCopies(
              8,
              () -> {
                int registered = 0;
                for (int i = 0; i < 25; i++) {
                  registered += shared.failed(ADDRESS) ? 1 : 0;
                }
                return registered;
              });
      assertEquals(1, Together.run(tasks).stream().mapToInt(Integer::intValue).sum());
      assertEquals(200, shared.entries().get(0).failures());
    }
  }

  @Test
  @Tag("R95")
  void mustWait_fromManyThreads_letsExactlyOneThroughEach() throws Exception {
    List<String> addresses =
        IntStream.range(0, 2_000).mapToObj(i -> "10.1." + i / 250 + "." + i % 250).toList();
    addresses.forEach(address -> fail(10, address));
    for (int round = 0; round < Together.ROUNDS; round++) {
      clock.advance(RULES.longestWait());
      Callable<Long> attempts =
          () -> addresses.stream().filter(a -> register.mustWait(a).isEmpty()).count();
      List<Long> letThrough = Together.run(Collections.nCopies(4, attempts));
      assertEquals(2_000, letThrough.stream().mapToLong(Long::longValue).sum());
    }
  }
}
