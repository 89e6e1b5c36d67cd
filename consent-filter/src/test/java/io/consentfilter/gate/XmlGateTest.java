// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is withheld from pages of XML, tag by tag. */
@Tag("R7")
@Tag("E70")
class XmlGateTest {

  private static final TagRules RULES =
      TagRules.builder("/consent")
          .withhold("ads", List.of("https://ads.example"), List.of("adsq.push"))
          .build();

  private static String gated(String page, int... cuts) {
    return Gated.text(Gated.xml(RULES, Gated.bytes(page), cuts));
  }

  /** What is between braces is inserted. */
  private static void assertInserted(String marked) {
    String page = marked.replaceAll("\\{[^}]*}", "");
    String expected = marked.replaceAll("[{}]", "");
    assertEquals(expected, gated(page));
    assertEquals(expected, gated(expected), "twice");
    assertEquals(expected, gated(page, IntStream.range(0, page.length()).toArray()), "in bytes");
    for (int cut = 0; cut <= page.length(); cut++) {
      assertEquals(expected, gated(page, cut), "cut at " + cut);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img{ data-consent=\"ads\"} {data-}src='//ads.example'/>",
        "<h:img{ data-consent=\"ads\"} alt='>' {data-}src='//ads.example' />",
        "<img{ data-consent=\"ads\"} {data-data-}src='//ads.example' data-src='x'/>",
        "<img{ data-consent=\"ads\"} {data-}src='//ads.example' {data-}data-consent='x'/>",
        "<image{ data-consent=\"ads\"} xlink:{data-}href='//ads.example'/>",
        "<image{ data-consent=\"ads\"} l:{data-data-}href='//ads.example' l:data-href='x'/>",
        "<img{ data-consent=\"ads\"} {data-}src='&any;'/>",
        "<img SRC='//ads.example' x:src='//ads.example'/>",
        "<script{ type=\"text/plain\" data-consent=\"ads\"} {data-}src='//ads.example'/>",
        "<script{ type=\"text/plain\" data-consent=\"ads\"} {data-}type='module'>"
            + "<![CDATA[adsq.push]]></script>",
        "<script{ type=\"text/plain\" data-consent=\"ads\"}>adsq<!-- x -->.<?y z?>push</script>",
        "<script{ type=\"text/plain\" data-consent=\"ads\"}>adsq&#46;push</script>",
        "<script{ type=\"text/plain\" data-consent=\"ads\"}>&code;</script>",
        "<script{ type=\"text/plain\" data-consent=\"ads\"}>a"
            + "<img{ data-consent=\"ads\"} {data-}src='//ads.example'/>b</script>",
        "<script src='/own'>own()</script><script/><p>adsq.push</p>",
        "<script><![CDATA[own() && x < 1]]></script><p/>",
        "<script type='text/plain'>adsq.push</script>",
        "<title><img{ data-consent=\"ads\"} {data-}src='//ads.example'/></title>",
        "<![CDATA[<img src='//ads.example'/>]]><!-- <img src='//ads.example'/> -->",
        "<!--><img src='//ads.example'/>--><img{ data-consent=\"ads\"} {data-}src='//ads.example'/>",
        "<iframe{ src=\"/consent/placeholder/ads\" data-consent=\"ads\"} {data-}src='//ads.example'/>",
        "<?{withheld-}xml-stylesheet type='text/css' href='//ads.example/a>b'?><html/>",
        "<?xml-stylesheet href='/own' title='//ads.example'?><?xml-style?><?x?>",
        "<html><?xml-stylesheet href='//ads.example/a'?></html><?xml-stylesheet href='//ads.example'?>",
        "<!DOCTYPE html [<!ENTITY nbsp \"&#160;\"><!ENTITY name 'Example \"Ltd\"'>]><html/>",
        "<!DOCTYPE html [<!ENTITY {withheld-}a \"<b>\"><!ENTITY {withheld-}b '&#x3C;'>]><html/>",
        "<!DOCTYPE html [<!ENTITY {withheld-}a '&b;'><!ENTITY {withheld-}c '//ads'>]><html/>",
        "<!DOCTYPE html [<!ENTITY % {withheld-}a 'x'> %a; <!ENTITY {withheld-}b SYSTEM 'x'>]><html/>",
        "<!DOCTYPE html [<!ATTLIST {withheld-}img src CDATA 'x'><!ATTLIST p id ID #IMPLIED>]><html/>",
        "<!DOCTYPE html SYSTEM '>[' [<!-- ' ]> --><?x ]> ?><!NOTATION a SYSTEM ']>'>] >"
            + "<img{ data-consent=\"ads\"} {data-}src='//ads.example'/>",
      })
  void write_pageOfXml_staysWellFormedAndInert(String marked) {
    assertInserted(marked);
  }

  @Test
  void write_longScript_isJudgedByItsBeginning() {
    String script = "<script>adsq.push(" + "x".repeat(20_000) + ")</script><p/>";
    assertTrue(gated(script).startsWith("<script type=\"text/plain\""));
    String late = "<script>" + "x<!-- -->".repeat(2_000) + "adsq.push</script>";
    assertEquals(late, gated(late));
    assertEquals(late, gated(late, IntStream.range(0, late.length()).toArray()));
  }

  @Test
  void write_longEntity_isWithheld() {
    String page = "<!DOCTYPE html [<!ENTITY a '" + "x".repeat(9_000) + "'>]><html/>";
    assertEquals(page.replace(" a ", " withheld-a "), gated(page));
  }

  @Test
  void write_longTag_isGated() {
    String tag = "<img alt='" + "x".repeat(9_000) + "' src='//ads.example'/>";
    assertFalse(gated(tag).contains(" src="));
  }

  @ParameterizedTest
  @CsvSource({"UTF-16LE", "UTF-16BE"})
  void write_utf16WithoutAMark_isRead(String charset) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PageGate gate = PageGate.xhtml(RULES, "UTF-8", out::write);
    byte[] page = "<img src='//ads.example'/>".getBytes(charset);
    for (byte octet : page) {
      gate.write(new byte[] {octet}, 0, 1);
    }
    gate.finish();
    assertEquals("<img data-consent=\"ads\" data-src='//ads.example'/>", out.toString(charset));
  }

  @Test
  void write_nothingWithheld_isNotCopied() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PageGate gate = PageGate.xhtml(TagRules.NONE, "UTF-8", out::write);
    byte[] page = "<html><body><p>x</p></body></html>".getBytes(StandardCharsets.UTF_8);
    gate.write(page, 0, page.length);
    gate.finish();
    assertArrayEquals(page, out.toByteArray());
  }
}
