// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.BreakInRegister.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BreakInRegisterPropertyTest {

  private static final int STORIES = System.getProperty("stress") == null ? 200 : 20_000;
  private static final int STEPS = 120;

  private final long seed = Long.getLong("seed", System.nanoTime());

  private static BreakInRules rules(int failures, int most) {
    return new BreakInRules(
        failures,
        Duration.ofMinutes(2),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(7),
        most);
  }

  /** The slowest way to say what the register holds: every failure there was, looked at anew. */
  private static final class Model {

    private final BreakInRules rules;
    private final Map<String, List<Instant>> failures = new HashMap<>();
    private final Set<String> named = new HashSet<>();

    Model(BreakInRules rules) {
      this.rules = rules;
    }

    void failed(String address, Instant now) {
      List<Instant> all = failures.computeIfAbsent(address, none -> new ArrayList<>());
      all.add(now);
      if (!named.contains(address)) {
        all.removeIf(then -> !then.plus(rules.window()).isAfter(now));
        if (all.size() >= rules.failures()) {
          named.add(address);
        }
      }
    }

    void forget(Instant now) {
      failures
          .entrySet()
          .removeIf(
              suspect -> {
                List<Instant> all = suspect.getValue();
                boolean isNamed = named.contains(suspect.getKey());
                Duration kept = isNamed ? rules.retention() : rules.window();
                boolean over = !all.get(all.size() - 1).plus(kept).isAfter(now);
                if (over) {
                  named.remove(suspect.getKey());
                }
                return over;
              });
    }

    Set<Entry> entries() {
      Set<Entry> entries = new HashSet<>();
      for (String address : named) {
        List<Instant> all = failures.getOrDefault(address, List.of());
        entries.add(new Entry(address, all.size(), all.get(0), all.get(all.size() - 1)));
      }
      return entries;
    }

    int suspected() {
      return failures.size() - named.size();
    }
  }

  @Test
  @Tag("R95")
  @Tag("R96")
  @Tag("R97")
  void register_randomStories_holdsWhatTheModelHolds() {
    Random random = new Random(seed);
    for (int story = 0; story < STORIES; story++) {
      HandClock clock = new HandClock();
      BreakInRules rules = rules(2 + random.nextInt(4), 1_000);
      BreakInRegister register = new BreakInRegister(rules, clock);
      Model model = new Model(rules);
      for (int step = 0; step < STEPS; step++) {
        String where = "seed " + seed + ", story " + story + ", step " + step;
        clock.advance(Duration.ofSeconds(pause(random)));
        model.forget(clock.instant());
        String address = "192.0.2." + random.nextInt(6);
        if (random.nextInt(4) == 0) {
          register.mustWait(address);
        } else {
          register.failed(address);
          model.failed(address, clock.instant());
        }
        assertEquals(model.entries(), new HashSet<>(register.entries()), where);
        assertEquals(model.suspected(), register.suspected(), where);
      }
    }
  }

  /** Mostly short, sometimes as long as the window or the retention to the second. */
  private static int pause(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> 120;
      case 1 -> 60 + random.nextInt(120);
      case 2 -> random.nextInt(3) == 0 ? 420 : 300;
      default -> random.nextInt(15);
    };
  }

  @Test
  @Tag("R95")
  void register_floodOfAddresses_staysBoundedAndKeepsTheSerious() {
    Random random = new Random(seed);
    for (int story = 0; story < STORIES / 10; story++) {
      HandClock clock = new HandClock();
      int most = 3 + random.nextInt(20);
      BreakInRegister register = new BreakInRegister(rules(4, most), clock);
      fail(register, "203.0.113.1", 30);
      fail(register, "203.0.113.2", 3);
      for (int flood = 0; flood < most * 20; flood++) {
        String where = "seed " + seed + ", story " + story + ", flood " + flood;
        String address = "10." + story % 250 + "." + flood / 250 + "." + flood % 250;
        fail(register, address, flood % 2 == 0 ? 4 + random.nextInt(20) : 1 + random.nextInt(2));
        assertTrue(register.suspected() <= most, where);
        List<String> named = register.entries().stream().map(Entry::address).toList();
        assertTrue(named.size() <= most, where);
        assertTrue(named.contains("203.0.113.1"), where);
        assertTrue(flood % 2 == 1 || named.contains(address), where);
      }
      assertEquals(most, register.entries().size());
      assertTrue(register.failed("203.0.113.2"), "the suspect was forgotten, seed " + seed);
    }
  }

  private static void fail(BreakInRegister register, String address, int times) {
    for (int i = 0; i < times; i++) {
      register.failed(address);
    }
  }
}
