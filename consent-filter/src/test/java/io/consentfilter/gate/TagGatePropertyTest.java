// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random pages; {@code -Dseed=…} plays a run again, {@code -Dstress} makes it long. */
class TagGatePropertyTest {

  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int ROUNDS = System.getProperty("stress") == null ? 3_000 : 500_000;
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
  private static final String FIRST = "<mark-a id=A></mark-a>";
  private static final String LAST = "<mark-z id=Z></mark-z>";
  private static final Inserts MARKS = Gated.inserts(FIRST, LAST);

  private static final String[] HEAD = {
    "<meta charset=utf-8>",
    "<title>a </body> b</title>",
    "<style>p > b {}</style>",
    " ",
    "\n",
    "<script>if (a < b) '<body>'</script>",
    "<!-- <body> -->",
    "<link rel=x href='</body>'>",
    "<script><!--<script></body></script>--></script>",
    "<base href=/>",
    "<?x y?>",
    "<template><p>x</p><template></body></template></template>",
    "<noscript><link></noscript>"
  };

  private static final String[] BODY = {
    "text ",
    "<p>one</p>",
    "<div class=\"</body>\">two</div>",
    "<ul><li>a<li>b</ul>",
    "&amp; <3 ",
    "<textarea></body></textarea>",
    "<!-- </body> -->",
    "<script>'</body>'</script>",
    "<br/>",
    "<script><!-- <script> </script> </body> --></script>",
    "<a href='>' title=x>link</a>",
    "<svg><title>t</title><style>x</style><path d=''/></svg>",
    "<xmp></body></xmp>",
    "<svg><![CDATA[</body>]]></svg>",
    "<iframe></body></iframe>",
    "<input value=</body>",
    "<math><mi>x</mi></math>",
    "<svg><foreignObject><p>x</p></foreignObject></svg>",
    "<noscript><p>off</p></noscript>",
    "<template></body></template>",
    "<svg/>",
    "<hr>",
    "<table><tr><td>c</table>",
    "<h1>\u00e9</h1>",
    "<style></body></style>",
    "<img alt='<!--'>"
  };

  private static final String[] SOUP = {
    "<",
    ">",
    "/",
    "!",
    "-",
    "--",
    "=",
    "\"",
    "'",
    " ",
    "\n",
    "?",
    "]",
    "]]>",
    "&",
    "a",
    "x",
    "\u00e9",
    "</",
    "<!",
    "<!--",
    "-->",
    "--!>",
    "<!doctype ",
    "<![CDATA[",
    "<script",
    "</script",
    "<style>",
    "</style>",
    "<title>",
    "</title",
    "<textarea>",
    "</textarea>",
    "<p",
    "<p>",
    "<b>",
    "</p>",
    "<div ",
    "id=",
    "<body",
    "<body>",
    "</body",
    "</body>",
    "<html>",
    "</html>",
    "<head>",
    "</head>",
    "<!-->",
    "<!--->",
    "script",
    "<script>",
    "</script>",
    "<a b='",
    "<xmp>",
    "</xmp>",
    "\t",
    "/>",
    "<iframe>",
    "</iframe>",
    "<svg><title>x</title></svg>",
    "<svg><style>x</style></svg>",
    "<svg><desc><b>x</b></desc><p/></svg>",
    "<math><mi>x</mi></math>",
    "<svg><![CDATA[<b>]]></svg>"
  };

  /** Foreign content inside out, for what must hold of any bytes. */
  private static final String[] FOREIGN_SOUP = {
    "<svg",
    "</svg>",
    "<math>",
    "</math>",
    "<desc>",
    "</desc>",
    "<mi>",
    "</mi>",
    "<svg><script>",
    "<foreignObject>",
    "</foreignObject>",
    "<annotation-xml encoding=text/html>",
    "<svg/>"
  };

  @BeforeAll
  static void tellSeed() {
    System.out.println("TagGatePropertyTest seed " + SEED);
  }

  private static String some(Random random, String[] parts, int atMost) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(atMost + 1); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  private static String either(Random random, String text) {
    return random.nextBoolean() ? text : "";
  }

  /** Returns a page as people write them: tokens are whole, many tags are left out. */
  private static String page(Random random) {
    String end = either(random, "</body>") + either(random, "\n</html>") + either(random, "\n");
    String head = either(random, "<head>") + some(random, HEAD, 6);
    return either(random, BYTE_ORDER_MARK)
        + either(random, "<!-- first --> ")
        + either(random, "<!doctype html>\n")
        + either(random, "<html lang=nl>")
        + (head.startsWith("<head>") ? head + "</head>" : head)
        + either(random, "<body class='a'>")
        + some(random, BODY, 12)
        + end;
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(60)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Stream<byte[]> anything(Random random) {
    String[] both = random.nextBoolean() ? SOUP : FOREIGN_SOUP;
    String soup = some(random, SOUP, 20) + some(random, both, 10) + some(random, SOUP, 20);
    return Stream.of(Gated.bytes(page(random)), Gated.bytes(soup), bytes(random));
  }

  @Test
  void write_anything_sameForEveryCut() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      int round = i;
      anything(random)
          .forEach(
              page ->
                  assertEquals(
                      Gated.text(Gated.cut(MARKS, false, page)),
                      Gated.text(Gated.cutAtRandom(MARKS, page, random)),
                      () -> "seed " + SEED + " round " + round + ": " + Gated.text(page)));
    }
  }

  @Test
  void write_anythingWithoutInserts_unchanged() {
    Random random = new Random(SEED);
    Inserts none = Gated.inserts("", "");
    for (int i = 0; i < ROUNDS; i++) {
      anything(random)
          .forEach(
              page ->
                  assertArrayEquals(
                      page,
                      Gated.cutAtRandom(none, page, random),
                      () -> "seed " + SEED + ": " + Gated.text(page)));
    }
  }

  @Test
  void write_anything_onlyInsertedTextIsNew() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      anything(random)
          .forEach(
              page -> {
                String out = Gated.text(Gated.cut(MARKS, false, page));
                assertEquals(Gated.text(page), out.replace(FIRST, "").replace(LAST, ""));
              });
    }
  }

  @Test
  @Tag("E70")
  void write_wellFormedPage_marksAreFirstAndLastOfTheBody() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      String page = page(random);
      if (blank(page)) {
        continue;
      }
      String out = Gated.whole(MARKS, false, page);
      Document parsed = Jsoup.parse(out.replace(BYTE_ORDER_MARK, ""));
      String message = "seed " + SEED + ": " + page + "\n" + parsed;
      Element first = parsed.getElementById("A");
      Element last = parsed.getElementById("Z");
      assertNotNull(first, message);
      assertNotNull(last, message);
      assertEquals("body", parentName(first), message);
      assertTrue(nothingBefore(first), message);
      assertEquals("body", parentName(last), message);
      assertTrue(nothingAfter(last), message);
    }
  }

  private static boolean blank(String page) {
    return Gated.whole(MARKS, false, page).equals(page)
        && page.replace(BYTE_ORDER_MARK, "").replaceAll("(?s)<!--.*?-->|<\\?.*?>", "").isBlank();
  }

  private static String parentName(Element element) {
    Element parent = element.parent();
    return parent == null ? "" : parent.normalName();
  }

  private static boolean nothingBefore(Node node) {
    Node previous = node.previousSibling();
    return previous == null || (!isContent(previous) && nothingBefore(previous));
  }

  private static boolean nothingAfter(Node node) {
    Node next = node.nextSibling();
    return next == null || (!isContent(next) && nothingAfter(next));
  }

  private static boolean isContent(Node node) {
    return node instanceof Element || (node instanceof TextNode text && !text.isBlank());
  }

  @Test
  @Tag("E70")
  void write_soup_marksAreElementsNeverTextOrScript() {
    Random random = new Random(SEED);
    int inserted = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String page = some(random, SOUP, 40);
      String out = Gated.whole(MARKS, false, page);
      Document parsed = Jsoup.parse(out);
      for (String mark : new String[] {FIRST, LAST}) {
        if (out.contains(mark)) {
          inserted++;
          String id = mark.equals(FIRST) ? "A" : "Z";
          assertNotNull(
              parsed.getElementById(id), () -> "seed " + SEED + ": " + out + "\n" + parsed);
        }
      }
    }
    assertTrue(inserted > ROUNDS / 4, "too few pages say anything: " + inserted);
  }
}
