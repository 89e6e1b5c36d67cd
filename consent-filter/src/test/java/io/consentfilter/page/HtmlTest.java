// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R51")
class HtmlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          plain               | plain
          <script>            | &lt;script&gt;
          a & b               | a &amp; b
          " onload="x         | &quot; onload=&quot;x
          pagina's            | pagina's
          &lt;                | &amp;lt;
          één ‘twee’ 😀       | één ‘twee’ 😀
          """)
  void escape_text_isInert(String text, String expected) {
    assertEquals(expected, Html.escape(text));
  }

  @Test
  void escape_controlCharacters_areReplaced() {
    assertEquals("a\ufffdb\ufffdc&#10;&#13;&#9;", Html.escape("a\0b\u001bc\n\r\t"));
  }

  @Test
  void of_markup_isKept_textIsEscaped() {
    Html inner = Html.of("<b>{}</b>", "<i>");
    assertEquals(
        "<p><b>&lt;i&gt;</b>&lt;/p&gt;</p>", Html.of("<p>{}{}</p>", inner, "</p>").markup());
  }

  @Test
  void of_valueWithHole_isNotFilled() {
    assertEquals("<p>{}x</p>", Html.of("<p>{}{}</p>", "{}", "x").markup());
  }

  @Test
  void of_wrongNumberOfValues_isAProgrammersError() {
    assertThrows(IllegalArgumentException.class, () -> Html.of("{}"));
    assertThrows(IllegalArgumentException.class, () -> Html.of("{}", "a", "b"));
  }

  @Test
  void of_anyText_comesBackFromAnAttributeAndAnElement() {
    long seed = Long.getLong("seed", 20261121L);
    int rounds = System.getProperty("stress") != null ? 200_000 : 2_000;
    Random random = new Random(seed);
    String alphabet = "<>&\"'`=/ {}abc;#x\u00e9\u2028-!";
    for (int i = 0; i < rounds; i++) {
      StringBuilder text = new StringBuilder("x");
      random
          .ints(random.nextInt(12), 0, alphabet.length())
          .forEach(c -> text.append(alphabet.charAt(c)));
      String expected = text.append('x').toString();
      Element parsed =
          Jsoup.parse(Html.of("<pre title=\"{}\">{}</pre>", expected, expected).markup()).body();
      Element pre = parsed.children().get(0);
      assertEquals(expected, pre.attr("title"), "seed " + seed);
      assertEquals(expected, pre.wholeText(), "seed " + seed);
      assertTrue(parsed.childrenSize() == 1 && pre.childrenSize() == 0, "seed " + seed);
    }
  }
}
