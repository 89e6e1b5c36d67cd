// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternsTest {

  private static NamePatterns<String> of(List<String> patterns) {
    NamePatterns<String> names = new NamePatterns<>();
    patterns.forEach(pattern -> names.add(pattern, pattern));
    return names;
  }

  @ParameterizedTest
  @Tag("E4")
  @CsvSource({
    "_ga, _ga",
    "_ga_, _ga_*",
    "_ga_1, _ga_*",
    "_ga_AB, _ga_A*",
    "_gac, _g*",
    "x_id, *_id",
    "_g_id, *_id",
    "a1b2c, a*b*c",
    "abc, a*b*c",
    "ab,",
    "acb,",
    "_GA,",
    "'',",
    "bb, b*b*",
    "bxb, b*b*",
    "ppp, p*p",
    "pp, p*p",
    "p,",
    "qrrq, q*r*rq",
    "qrq, q*r*q",
    "qrr,"
  })
  void find_severalMatch_mostSpecific(String name, @Nullable String expected) {
    NamePatterns<String> names =
        of(
            List.of(
                "_g*", "_ga_*", "_ga", "_ga_A*", "*_id", "a*b*c", "b*b*", "p*p", "q*r*q",
                "q*r*rq"));
    assertEquals(Optional.ofNullable(expected), names.find(name));
  }

  @Test
  void find_sameSpecificity_firstAdded() {
    assertEquals(Optional.of("ab*"), of(List.of("ab*", "*ab")).find("abab"));
    assertEquals(Optional.of("*ab"), of(List.of("*ab", "ab*")).find("abab"));
  }

  @Test
  void find_tenThousandPatterns_sameAsOneByOne() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("NamePatternsTest seed " + seed);
    Random random = new Random(seed);
    int rounds = System.getProperty("stress") == null ? 1 : 50;
    for (int round = 0; round < rounds; round++) {
      List<String> patterns = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        patterns.add(text(random, "abc*_", 1 + random.nextInt(8)));
      }
      NamePatterns<String> names = of(patterns);
      List<Naive> oracle = patterns.stream().distinct().map(Naive::of).toList();
      for (int i = 0; i < 100; i++) {
        String name = text(random, "abc_", random.nextInt(10));
        assertEquals(naive(oracle, name), names.find(name), () -> "seed " + seed + " " + name);
      }
    }
  }

  private static String text(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private record Naive(String text, Pattern pattern, boolean exact, long literals) {

    static Naive of(String text) {
      String regex = "\\Q" + text.replace("*", "\\E.*\\Q") + "\\E";
      long literals = text.chars().filter(c -> c != '*').count();
      return new Naive(text, Pattern.compile(regex), text.indexOf('*') < 0, literals);
    }
  }

  private static Optional<String> naive(List<Naive> patterns, String name) {
    Naive best = null;
    for (Naive candidate : patterns) {
      boolean better =
          best == null
              || (candidate.exact() && !best.exact())
              || (!best.exact() && candidate.literals() > best.literals());
      if (better && candidate.pattern().matcher(name).matches()) {
        best = candidate;
      }
    }
    return Optional.ofNullable(best).map(Naive::text);
  }
}
