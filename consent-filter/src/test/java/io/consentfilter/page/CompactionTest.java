// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactionTest {

  private static String source(String name) throws IOException {
    String path = "/META-INF/resources/consent-ui/" + name;
    try (InputStream in = CompactionTest.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  @Test
  void style_commentsAndWhatMeansNothing_areLeftOut() {
    assertEquals(
        "a,b:is(c) d{e: f(g,h - i) \": \";j: k}@media (l >= m){n{o: p}}\n",
        Compaction.style(
            """
            /* y */
            a, b:is(c) d {
              e: f(g, h - i) ": ";
              j: k;
            }

            @media (l >= m) {
              n {
                o: p;
              }
            }
            """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"banner.css", "settings.css", "session.css"})
  void styles_source_keepToTheStyleThatCompactionNeeds(String name) throws IOException {
    for (String line : source(name).lines().map(String::strip).toList()) {
      boolean comment = line.startsWith("/*") && line.indexOf("*/") == line.length() - 2;
      assertFalse(!comment && line.contains("*/"), "comment with other things: " + line);
      assertFalse(line.matches(".*\"[^\"]*[{};,][^\"]*\".*"), "text: " + line);
      boolean whole = comment || line.isEmpty() || line.matches(".*[{};,]");
      assertFalse(!whole, "goes on at the next line: " + line);
    }
  }
}
