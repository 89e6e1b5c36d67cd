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
 * Random XHTML, the same each time; {@code -Dseed=…} plays another, {@code -Dstress} makes it long.
 */
@Tag("R7")
@Tag("E70")
class XmlOracleTest {

  private static final long SEED = Long.getLong("seed", 20_261_121);
  private static final int ROUNDS = System.getProperty("stress") == null ? 4_000 : 100_000;

  private static final TagRules RULES =
      TagRules.builder("/consent")
          .withhold("ads", List.of("https://" + Oracle.HOST), List.of(Oracle.PATTERN))
          .build();

  private static final String ROOT =
      "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:h='http://www.w3.org/1999/xhtml'"
          + " xmlns:s='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'"
          + " xmlns:l='http://www.w3.org/1999/xlink'>";

  private static final String[] DENIED = {
    "<script src='//ads.example'></script>",
    "<script src=\"//ads.example\"/>",
    "<script type='text/javascript' data-type='x' src='//ads.example' data-src='y'></script>",
    "<h:script\nsrc = '//ads.example'\t></h:script >",
    "<script>adsq.push()</script>",
    "<script><![CDATA[adsq.push()]]></script>",
    "<script>//<![CDATA[\nif (a && b < c) adsq.push();\n//]]></script>",
    "<script>adsq<!-- x -->.<![CDATA[pu]]>sh</script>",
    "<script>adsq<?x y?>.push</script>",
    "<script>adsq&#46;push</script>",
    "<script>adsq.&#x70;ush</script>",
    "<script>adsq.<b/>push</script>",
    "<script>x<img src='//ads.example'/>adsq.push</script>",
    "<script>a &lt; b &amp;&amp; adsq.push</script>",
    "<script TYPE='text/plain'>adsq.push</script>",
    "<script type='&#109;odule'>adsq.push</script>",
    "<s:script>adsq.push</s:script>",
    "<s:script href='//ads.example'/>",
    "<s:script l:href='//ads.example'></s:script>",
    "<s:image xlink:href='//ads.example' l:title='x'/>",
    "<s:image l:href='//ads.example' l:data-href='y'/>",
    "<img src='//ads.example' alt='>'/>",
    "<img src='//ads.example' data-src='a' data-data-src='b' data-consent='c'/>",
    "<img SRC='/a' src='//ads.example'/>",
    "<img alt=\"'\" src=\"https:&#47;/ads.example/?a=1&amp;b\"/>",
    "<iframe src='//ads.example' data-src='x'></iframe>",
    "<iframe srcdoc='&lt;img src=//ads.example&gt;'/>",
    "<object data='//ads.example'><p/></object>",
    "<link rel='stylesheet' href='//ads.example'/>",
    "<form action='//ads.example'><p/></form>",
    "<video poster='//ads.example'/>",
    "<noscript><img src='//ads.example'/></noscript>",
    "<template><img src='//ads.example'/></template>",
    "<title><img src='//ads.example'/></title>",
    "<style><img src='//ads.example'/></style>",
    "<textarea><script>adsq.push</script></textarea>",
    "<img src='&slash;/ads.example'/>",
    "<img src='//&name;.example'/>",
    "<img src='//&quest;.example'/>",
    "<script>adsq.&quest;</script>",
    "<img src='&all;'/>",
    "<script src='&all;'/>",
    "<script>adsq.&name;</script>",
    "<script>&code;</script>",
    "<script type='&module;'>adsq.push</script>",
    "&markup;",
    "<p>&outer;</p>",
    "<embed/>",
    "<?xml-stylesheet href='/x' ?><?xml-stylesheet href=\"//ads.example\"?>"
  };

  private static final String[] SOUP = {
    "text ",
    "&amp;",
    "&#38;#60;",
    "&nbsp;",
    "<p title='>' class=\"&lt;\">x</p>",
    "<br/>",
    "<br />",
    "<!-- <img src='//ads.example'/> -->",
    "<!-->-->",
    "<!-- - -> ]]> ? -->",
    "<![CDATA[ <script>adsq.push</script> ]]>",
    "<![CDATA[]]]]>",
    "<![CDATA[]]>]]&gt;",
    "<?x <img src='//ads.example'/> ?>",
    "<?xml-stylesheet href='/own.css'?>",
    "<?x??>",
    "<script>own()</script>",
    "<script src='/own.js'/>",
    "<script type='text/plain' data-consent='ads' data-src='//ads.example'/>",
    "<script><!-- a --></script>",
    "<script>a<b>c</b></script>",
    "<script type='application/json'>{\"a\": \"<![CDATA[<>]]>\"}</script>",
    "<title>t</title>",
    "<title/>",
    "<textarea/>",
    "<style>a > b {}</style>",
    "<s:svg><s:title>x</s:title></s:svg>",
    "<iframe src='/own'/>",
    "<plaintext/>",
    "<xmp>&lt;</xmp>",
    "<select><option>a</option></select>",
    "<a href='//ads.example'>x</a>",
    "\n",
    "]]",
    "\u00e9",
    "'\""
  };

  private static final String[] BROKEN = {
    "<",
    ">",
    "</p>",
    "<p",
    "<p title=",
    "<!",
    "<![",
    "<![CDATA[",
    "<!--",
    "--",
    "-->",
    "<?",
    "?>",
    "]]>",
    "&",
    "&x;",
    "<script>",
    "</script>",
    "<img src='//ads.example'",
    "'",
    "\"",
    "<p a='1' a='2'>",
    "<!DOCTYPE html>",
    "\u0000",
    "<SCRIPT>",
    "<p:q>",
    "/>",
    "="
  };

  /** What may stand in a document type declaration, harmless or not. */
  private static final String[] DECLARATIONS = {
    "<!ENTITY nbsp \"&#160;\">",
    "<!ENTITY name 'ads'>",
    "<!ENTITY quest 'ads'>",
    "<!ENTITY quest 'push'>",
    "<!ENTITY name 'push'>",
    "<!ENTITY module 'module'>",
    "<!ENTITY  slash  \"/\" >",
    "<!ENTITY slash '&#47;'>",
    "<!ENTITY slash '&#x2F;'>",
    "<!ENTITY all \"//ads.example\">",
    "<!ENTITY all '&#x2f;/ads.example'>",
    "<!ENTITY code 'adsq.push'>",
    "<!ENTITY markup \"<script>adsq.push</script>\">",
    "<!ENTITY markup '&#60;img src=\"//ads.example\"/>'>",
    "<!ENTITY outer '&markup;'>",
    "<!ENTITY outer '<![CDATA[x]]>'>",
    "<!ENTITY % inner \"<!ENTITY all '//ads.example'>\">%inner;",
    "<!ENTITY % inner '&#60;!ENTITY markup \"&#38;#60;img src=&#39;//ads.example&#39;/>\">'>%inner;",
    "<!ENTITY other SYSTEM \"//ads.example\">",
    "<!ATTLIST embed src CDATA '//ads.example'>",
    "<!ATTLIST embed src CDATA #FIXED \"//ads.example\" type CDATA #IMPLIED>",
    "<!ATTLIST p title CDATA #IMPLIED>",
    "<!ELEMENT p (#PCDATA)>",
    "<!NOTATION n SYSTEM '>]>'>",
    "<!-- ' ]> <!ENTITY markup '<b/>'> -->",
    "<?x ' ]> ?>",
    " \n"
  };

  @BeforeAll
  static void tellSeed() {
    System.out.println("XmlOracleTest seed " + SEED);
  }

  private static String any(Random random, String[] parts) {
    return parts[random.nextInt(parts.length)];
  }

  private static String prolog(Random random) {
    StringBuilder prolog = new StringBuilder();
    prolog.append(random.nextInt(3) == 0 ? "<?xml version='1.0'?>\n" : "");
    prolog.append(random.nextInt(6) == 0 ? "<?xml-stylesheet href=\"//ads.example\"?>" : "");
    switch (random.nextInt(4)) {
      case 0 -> prolog.append("<!DOCTYPE html PUBLIC \"-//W3C'>//\" '\">'>");
      case 1, 2 -> {
        prolog.append("<!DOCTYPE html [");
        for (int i = random.nextInt(6); i > 0; i--) {
          prolog.append(any(random, DECLARATIONS));
        }
        prolog.append("] >");
      }
      default -> {}
    }
    return prolog.toString();
  }

  private static String content(Random random, int depth) {
    StringBuilder content = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      content.append(any(random, random.nextInt(3) == 0 ? DENIED : SOUP));
      if (depth > 0 && random.nextInt(3) == 0) {
        content.append("<div>").append(content(random, depth - 1)).append("</div>");
      }
    }
    return content.toString();
  }

  private static String page(Random random) {
    String content = content(random, 2);
    if (random.nextInt(4) == 0) {
      int at = random.nextInt(content.length() + 1);
      content = content.substring(0, at) + any(random, BROKEN) + content.substring(at);
    }
    return prolog(random) + ROOT + content + "</html>";
  }

  private static String gated(TagRules rules, String page, int... cuts) {
    return Gated.text(Gated.xml(rules, Gated.bytes(page), cuts));
  }

  @Test
  void write_page_nothingDeniedStaysAlive() {
    Random random = new Random(SEED);
    int denied = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String page = page(random);
      denied += XmlOracle.read(page).alive().isPresent() ? 1 : 0;
      String out = gated(RULES, page);
      assertEquals(
          Optional.empty(),
          XmlOracle.read(out).alive(),
          () -> "seed " + SEED + ": " + page + "\n" + out);
    }
    assertTrue(denied > ROUNDS / 4, "too few pages say anything: " + denied);
  }

  @Test
  void write_wellFormedPage_staysSo() {
    Random random = new Random(SEED);
    int wellFormed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String page = page(random);
      String out = gated(RULES, page);
      if (XmlOracle.read(page).wellFormed() && !out.contains(XmlDoctype.WITHHELD)) {
        wellFormed++;
        assertTrue(
            XmlOracle.read(out).wellFormed(), () -> "seed " + SEED + ": " + page + "\n" + out);
      }
    }
    assertTrue(wellFormed > ROUNDS / 10, "too few pages say anything: " + wellFormed);
  }

  @Test
  void write_page_sameForEveryCutAndTheSecondTime() {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      String page = page(random);
      int[] cuts = random.ints(random.nextInt(8), 0, page.length() + 1).sorted().toArray();
      String once = gated(RULES, page);
      assertEquals(once, gated(RULES, page, cuts), () -> "seed " + SEED + ": " + page);
      assertEquals(once, gated(RULES, once), () -> "seed " + SEED + ": " + page);
    }
  }

  @Test
  void write_nothingDenied_unchanged() {
    Random random = new Random(SEED);
    TagRules others =
        TagRules.builder("").withhold("o", List.of("https://other.example"), List.of()).build();
    for (int i = 0; i < ROUNDS; i++) {
      String page =
          ROOT
              + content(random, 2).replaceAll("&[a-z]{4,};|src(?:doc)?='&[a-z]+;'", "")
              + "</html>";
      assertArrayEquals(Gated.bytes(page), Gated.xml(TagRules.NONE, Gated.bytes(page)));
      assertEquals(page, gated(others, page));
    }
  }
}
