// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

  @ParameterizedTest
  @CsvSource({
    "abc, abc, true",
    "abc, abcd, false",
    "abc, Abc, false",
    "ab*, ab, true",
    "ab*, abcd, true",
    "*cd, abcd, true",
    "*cd, cdx, false",
    "a*d, abcd, true",
    "a*b*c, aXbbYc, true",
    "a*b*c, acb, false",
    "'**', anything, true",
    "a**b, ab, true",
    "ab, a, false",
    "'', '', true",
    "'*', '', true",
    "'', a, false",
    "*aab, aaaab, true"
  })
  void matches_patterns_matchTheWholeText(String pattern, String text, boolean matches) {
    assertEquals(matches, Wildcard.matches(pattern, text));
  }

  @ParameterizedTest
  @CsvSource({"a, true", "a*, false", "'*', false", "ab*, true", "*a*b*, true", "'**', false"})
  void telling_patterns_needTwoCharacters(String pattern, boolean telling) {
    assertEquals(telling, Wildcard.telling(pattern));
  }
}
