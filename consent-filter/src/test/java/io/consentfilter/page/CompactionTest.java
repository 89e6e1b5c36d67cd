// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactionTest {

  private static final Pattern LITERAL =
      Pattern.compile("'(?:[^'\\\\\n]|\\\\.)*'|(?<=[(\\s!])/(?![/*])(?:[^/\\\\\n]|\\\\.)+/[a-z]*");

  private static String source(String name) throws IOException {
    String path = "/META-INF/resources/consent-ui/" + name;
    try (InputStream in = CompactionTest.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  @Test
  void style_wholeLineCommentsAndIndentation_areLeftOut() {
    assertEquals("a {\nb: c + d;\n}\n", Compaction.style("/* y */\na {\n\n  b: c + d;\n}\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      textBlock =
          """
          if (a) { b('x , y'); }   => if(a){b('x , y')}
          a + +b - -c              => a + +b - -c
          c('it\\'s { }', d)       => c('it\\'s { }',d)
          return [a ? b : c]       => return[a?b:c]
          $left = $right + $left   => a=b + a
          f('$left', $left)        => f('$left',a)
          """)
  void script_codeAndTexts_loseOnlyWhatMeansNothing(String source, String compact) {
    assertEquals(compact + "\n", Compaction.script(source));
  }

  @Test
  void script_lineEnds_stayWhereTheyMayEndAStatement() {
    assertEquals("a(b)\nc={d}\ne\n", Compaction.script("// x\na(\n  b)\n\nc = {\n  d }\ne\n"));
  }

  @Test
  void script_manyNames_getDifferentShortOnes() {
    String source =
        IntStream.range(0, 120).mapToObj(i -> "$name" + i).collect(Collectors.joining(" "));
    String[] names = Compaction.script(source).strip().split(" ");
    assertEquals(120, Set.of(names).size());
    assertEquals("a", names[0]);
    assertEquals("Z", names[51]);
    assertEquals("a_", names[52]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"banner.js", "session.js"})
  void scripts_source_keepToTheStyleThatCompactionNeeds(String name) throws IOException {
    String code = source(name);
    for (String line : code.lines().map(String::strip).toList()) {
      boolean comment = line.startsWith("//");
      String bare = line.replaceAll("'[^']*'", "");
      assertFalse(!comment && bare.matches(".*[;{},] *//.*"), "comment behind code: " + line);
      assertFalse(!comment && bare.contains("\""), "other quotes: " + line);
      assertFalse(line.contains("`"), "text over lines: " + line);
    }
    for (MatchResult literal : LITERAL.matcher(code).results().toList()) {
      String text = literal.group();
      assertFalse(text.startsWith("/") && text.matches(".*[ '].*"), text);
    }
  }

  @Test
  void sessionScript_names_doNotMeetTheShortOnes() throws IOException {
    String code = LITERAL.matcher(source("session.js").replaceAll("//.*", "")).replaceAll("''");
    Set<String> others =
        Pattern.compile("(?<![\\w$.])[A-Za-z]_*(?!\\w)")
            .matcher(code)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    assertEquals(Set.of(), others);
    assertTrue(code.contains("$tick"), "own names are marked");
  }
}
