// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.Policy;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R22")
class LanguagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en    | nl                       | en
          EN-GB | nl                       | en
          fr    | en                       | en
          fr    |                          | nl
                | en                       | en
                | en-US,en;q=0.9           | en
                | nl;q=0.5, en;q=0.8       | en
                | nl;q=0.8, en;q=0.8       | nl
                | fr, de;q=0.9, en;q=0.1   | en
                | en;q=0, fr               | nl
                | en;q=0.0                 | nl
                | *                        | nl
                | fr-FR, *;q=0.1           | nl
                | zh-Hant-TW, en-Latn-GB-x | en
                | EN ; Q=1.000             | en
                | en;q=2                   | nl
                | en;q=NaN                 | nl
                | ,,;;q=,en                | en
                | ;q=1                     | nl
                | -                        | nl
          """)
  void choose_pageThenBrowserThenFirst(String page, String accept, String expected) {
    assertEquals(
        expected,
        Languages.choose(Printed.POLICY, Optional.ofNullable(page), Optional.ofNullable(accept)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          de-AT |                         | de
          fr-CH | de                      | fr
                | es-419,es;q=0.9,en;q=0.8 | es
                | it-IT                   | it
                | pl;q=0.9                | pl
                | ar-EG,ar;q=0.9          | ar
          ar    | nl                      | ar
          pt    | pt-BR                   | nl
          """)
  void choose_eachShippedLanguage_isFound(String page, String accept, String expected) {
    Policy policy =
        Policy.parse(
            """
            {"revision":1,"controller":{"name":"B","contact":"a@b.example"},
            "languages":["nl","en","de","fr","es","it","pl","ar"]}
            """);
    assertEquals(
        expected, Languages.choose(policy, Optional.ofNullable(page), Optional.ofNullable(accept)));
  }

  @Test
  @Tag("R54")
  void choose_anything_isALanguageOfThePolicy() {
    long seed = Long.getLong("seed", 4647L);
    Random random = new Random(seed);
    String alphabet = "en-l;q=01.,* \0\u00e9";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder header = new StringBuilder();
      random
          .ints(random.nextInt(40), 0, alphabet.length())
          .forEach(c -> header.append(alphabet.charAt(c)));
      Optional<String> text = Optional.of(header.toString());
      String chosen = Languages.choose(Printed.POLICY, text, text);
      assertTrue(Printed.POLICY.languages().contains(chosen), "seed " + seed + ": " + header);
    }
    String huge = "x,".repeat(500_000) + "en";
    assertEquals("nl", Languages.choose(Printed.POLICY, Optional.of(huge), Optional.of(huge)));
  }
}
