// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "cookies, cookies, 0",
    "Cookies, cookies, 0",
    "cookie, cookies, 1",
    "coookies, cookies, 1",
    "cokoies, cookies, 1",
    "cxxkies, cookies, 2",
    "'', abc, 3",
    "abc, '', 3",
    "ca, abc, 3"
  })
  void distance_words_countsLetters(String left, String right, int distance) {
    assertEquals(distance, Spelling.distance(left, right));
  }

  @ParameterizedTest
  @CsvSource({
    "cookie, ', did you mean \"cookies\"?'",
    "use, ', did you mean \"used\"?'",
    "password, ''",
    "ab, ''"
  })
  void hint_words_namesTheNearest(String word, String hint) {
    assertEquals(hint, Spelling.hint(word, List.of("cookies", "origins", "used")));
  }
}
