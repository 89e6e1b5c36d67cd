// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random tag soup, the same each time; {@code -Dseed=…} plays another, {@code -Dstress} makes it
 * long.
 */
@Tag("R7")
@Tag("E70")
class TagGateOracleTest {

  private static final long SEED = Long.getLong("seed", 20_261_121);
  private static final int ROUNDS = System.getProperty("stress") == null ? 4_000 : 100_000;

  private static final TagRules RULES =
      TagRules.builder("/consent")
          .withhold("ads", List.of("https://" + Oracle.HOST), List.of(Oracle.PATTERN))
          .build();

  private static final String[] DENIED = {
    "<script src=//ads.example></script>",
    "<script>adsq.push()</script>",
    "<script type=module src='//ads.example'>",
    "<img src=//ads.example>",
    "<img/src=\"//ads.example\"alt>",
    "<img alt='x'src='https://ads.example/'>",
    "<iframe src=//ads.example></iframe>",
    "<iframe srcdoc='<img src=//ads.example>'>",
    "<link rel=stylesheet href=//ads.example>",
    "<svg><script href=//ads.example></script></svg>",
    "<svg><image xlink:href=//ads.example /></svg>",
    "<image src=//ads.example>",
    "<object data=//ads.example>",
    "<video poster=//ads.example>",
    "<img srcset='/a 1x, //ads.example 2x'>",
    "<frame src=//ads.example>",
    "<table background=//ads.example>",
    "<input type=image src=//ads.example>",
    "<img src=/x src=//ads.example>",
    "<img =src=//ads.example src=//ads.example>",
    "<SCRIPT\nSRC\n=\n//ads.example\n>"
  };

  private static final String[] SOUP = {
    "<select>",
    "</select>",
    "<option>",
    "<xmp>",
    "</xmp>",
    "<textarea>",
    "</textarea>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<iframe>",
    "</iframe>",
    "<noembed>",
    "</noembed>",
    "<noframes>",
    "</noframes>",
    "<noscript>",
    "</noscript>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "--!>",
    "<!-->",
    "<svg>",
    "</svg>",
    "<math>",
    "</math>",
    "<desc>",
    "</desc>",
    "<foreignObject>",
    "</foreignObject>",
    "<mi>",
    "</mi>",
    "<mglyph>",
    "<g>",
    "</g>",
    "<path/>",
    "<annotation-xml encoding=text/html>",
    "</annotation-xml>",
    "<![CDATA[",
    "]]>",
    "<template>",
    "</template>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<caption>",
    "<colgroup>",
    "<col>",
    "<frameset>",
    "</frameset>",
    "<p>",
    "</p>",
    "</br>",
    "<b>",
    "</b>",
    "<a>",
    "</a>",
    "<div>",
    "</div>",
    "<span>",
    "</span>",
    "<body>",
    "</body>",
    "<head>",
    "</head>",
    "<html>",
    "</html>",
    "<li>",
    "<font color=x>",
    "<form>",
    "</form>",
    "<button>",
    "\"",
    "'",
    ">",
    "<",
    "/",
    "=",
    " ",
    "<p title=\"",
    "<p title='",
    "<a b=",
    "<?",
    "<!",
    "</",
    "x",
    "<input>",
    "<hr>",
    "<script><!--",
    "<script><!--<script>",
    "\u0000",
    "<plaintext>",
    "<!doctype html>",
    "<br/>",
    "<ruby>",
    "<rt>",
    "<h1>",
    "</h1>",
    "<svg/>",
    "<svg><style>",
    "<svg><title>",
    "<base href=/x>",
    "<select><svg>",
    "</select",
    "</noscript",
    "<noscript><!--",
    "<math><mi>",
    "<b><p>"
  };

  @BeforeAll
  static void tellSeed() {
    System.out.println("TagGateOracleTest seed " + SEED);
  }

  private static String soup(Random random) {
    StringBuilder soup = new StringBuilder(random.nextInt(3) == 0 ? "<!doctype html><body>" : "");
    for (int i = random.nextInt(14); i >= 0; i--) {
      String[] parts = random.nextInt(4) == 0 ? DENIED : SOUP;
      soup.append(parts[random.nextInt(parts.length)]);
    }
    return soup.append(DENIED[random.nextInt(DENIED.length)]).toString();
  }

  private static String gated(String page) {
    return Gated.text(Gated.withheld(RULES, Gated.bytes(page)));
  }

  @Test
  void write_soup_nothingDeniedStaysAlive() {
    Random random = new Random(SEED);
    int denied = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String page = soup(random);
      denied += Oracle.alive(page).isPresent() ? 1 : 0;
      String out = gated(page);
      assertEquals(
          Optional.empty(), Oracle.alive(out), () -> "seed " + SEED + ": " + page + "\n" + out);
    }
    assertTrue(denied > ROUNDS / 3, "too few pages say anything: " + denied);
  }

  @Test
  void write_soup_sameForEveryCut() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] page = Gated.bytes(soup(random));
      int[] cuts = random.ints(random.nextInt(8), 0, page.length + 1).sorted().toArray();
      assertEquals(
          gated(Gated.text(page)),
          Gated.text(Gated.withheld(RULES, page, cuts)),
          () -> "seed " + SEED + ": " + Gated.text(page));
    }
  }

  @Test
  void write_soupTwice_changesNothingMore() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      String page = soup(random);
      String once = gated(page);
      assertEquals(once, gated(once), () -> "seed " + SEED + ": " + page);
    }
  }

  @Test
  void write_soup_insertedBytesAreAllThatIsNew() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      String page = soup(random);
      String out = gated(page);
      assertTrue(isSubsequence(page, out), () -> "seed " + SEED + ": " + page + "\n" + out);
    }
  }

  private static boolean isSubsequence(String part, String whole) {
    int at = 0;
    for (int i = 0; i < whole.length() && at < part.length(); i++) {
      at += whole.charAt(i) == part.charAt(at) ? 1 : 0;
    }
    return at == part.length();
  }

  @Test
  void write_soupWithNothingDenied_unchanged() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] page = Gated.bytes(soup(random));
      assertArrayEquals(page, Gated.withheld(TagRules.NONE, page));
    }
  }
}
