// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagGateTest {

  private static String input(String expected) {
    return expected.replace("[A]", "").replace("[Z]", "");
  }

  @ParameterizedTest
  @MethodSource("io.consentfilter.gate.PageTable#pages")
  void write_page_insertedWhereMarked(String expected) {
    assertEquals(expected, Gated.whole(Gated.MARKS, false, input(expected)));
  }

  @ParameterizedTest
  @MethodSource("io.consentfilter.gate.PageTable#pages")
  void write_cutAnywhere_sameAsWhole(String expected) {
    byte[] page = Gated.bytes(input(expected));
    for (int first = 0; first <= page.length; first++) {
      byte[] cut = Gated.cut(Gated.MARKS, false, page, first);
      assertEquals(expected, Gated.text(cut), "cut at " + first);
    }
    int[] everywhere = IntStream.range(0, page.length).toArray();
    assertEquals(expected, Gated.text(Gated.cut(Gated.MARKS, false, page, everywhere)));
  }

  @ParameterizedTest
  @MethodSource("io.consentfilter.gate.PageTable#pages")
  void write_nothingToInsert_unchanged(String expected) {
    String page = input(expected);
    assertEquals(page, Gated.whole(Gated.inserts("", ""), false, page));
  }

  @ParameterizedTest
  @Tag("E69")
  @ValueSource(
      strings = {
        "<!doctype html>[A]<p>x[Z]",
        "<!DOCTYPE html><title>x</title>[A][Z]",
        "\u00EF\u00BB\u00BF \r\n<!-- a --><?xml version='1.0'?><!DocType x><body>[A][Z]</body>",
        " <html><body>[A]x[Z]</body></html>",
        "<HTML lang=nl>[A]x[Z]",
        "<p>fragment</p>",
        "text <html><body>x</body>",
        "</html><html><body></body>",
        "<div><!doctype html><body></body></div>",
        "<!-- only a comment -->",
        "{\"html\":\"<html><body></body>\"}",
        "<!doctyp html><p>x",
        "<html",
        "<htmlx><body></body>",
        "",
        "   ",
        "\u00EF\u00BB<!doctype html><body></body>",
      })
  void write_documentRequired_onlyDocumentsChange(String expected) {
    assertEquals(expected, Gated.whole(Gated.MARKS, true, input(expected)));
  }

  @Test
  void write_utf16_untouched() {
    for (var charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
      byte[] page = "\uFEFF<!doctype html><body><p>x</body>".getBytes(charset);
      assertArrayEquals(page, Gated.cut(Gated.MARKS, false, page));
      assertArrayEquals(page, Gated.cut(Gated.MARKS, false, page, 1));
    }
  }

  @Test
  void write_insertedText_asciiOnly() {
    Inserts inserts = Gated.inserts("d\u00e9j\u00e0 \uD83C\uDF6A <\uD83C> \u007f", "\u20ac");
    assertEquals(
        "<body>d&#233;j&#224; &#127850; <&#65533;> \u007f\u00e9&#8364;</body>",
        Gated.whole(inserts, false, "<body>\u00e9</body>"));
  }

  @Test
  void write_anyTime_withholdsAnIncompleteNameAtMost() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TagGate gate = new TagGate(Gated.MARKS, false, out::write);
    byte[] page =
        Gated.bytes(
            "<!doctype html><body a='1' b=2>text<b>x</b><!-- a -->"
                + "<xyz".repeat(9)
                + "><annotation-xml-and-more-of-a-name-that-does-not-end");
    for (int i = 0; i < page.length; i++) {
      gate.write(page, i, 1);
      int withheld = i + 1 - (out.size() - (Gated.text(out.toByteArray()).contains("[A]") ? 3 : 0));
      assertTrue(withheld >= 0 && withheld <= 17, "withheld at " + i + ": " + withheld);
      String last = Gated.text(page).substring(i + 1 - withheld, i + 1);
      assertTrue(withheld == 0 || last.matches("<[!/]?[a-z<-]*"), last);
    }
  }

  @Test
  void write_untouchedBytes_passedOnAsSlicesOfTheCallersArray() throws IOException {
    byte[] page = Gated.bytes("<!doctype html><body><p>one</p><script>two</script></body></html>");
    List<byte[]> arrays = new ArrayList<>();
    TagGate gate = new TagGate(Gated.MARKS, false, (bytes, offset, length) -> arrays.add(bytes));
    gate.write(page, 0, page.length);
    gate.finish();
    assertEquals(5, arrays.size());
    assertSame(page, arrays.get(0));
    assertSame(page, arrays.get(2));
    assertSame(page, arrays.get(4));
  }

  @Test
  void write_afterSettling_oneSlicePerArray() throws IOException {
    byte[] rest = Gated.bytes("<p>rest".repeat(99));
    List<Integer> lengths = new ArrayList<>();
    TagGate gate = new TagGate(Gated.MARKS, true, (bytes, offset, length) -> lengths.add(length));
    gate.write(Gated.bytes("no document"), 0, 11);
    gate.write(rest, 0, rest.length);
    assertEquals(List.of(11, rest.length), lengths);
  }

  @Test
  @Tag("E68")
  void finish_twice_insertsOnce() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TagGate gate = new TagGate(Gated.MARKS, false, out::write);
    gate.write(Gated.bytes("<p>x"), 0, 4);
    gate.finish();
    gate.finish();
    assertEquals("[A]<p>x[Z]", Gated.text(out.toByteArray()));
    assertThrows(IllegalStateException.class, () -> gate.write(new byte[1], 0, 1));
  }

  @Test
  void write_sliceOutsideArray_throws() {
    TagGate gate = new TagGate(Gated.MARKS, false, (bytes, offset, length) -> {});
    assertThrows(IndexOutOfBoundsException.class, () -> gate.write(new byte[4], 2, 3));
    assertThrows(IndexOutOfBoundsException.class, () -> gate.write(new byte[4], -1, 3));
  }

  @Test
  void write_sinkFails_exceptionPasses() {
    TagGate gate =
        new TagGate(
            Gated.MARKS,
            false,
            (bytes, offset, length) -> {
              throw new IOException("gone");
            });
    assertThrows(IOException.class, () -> gate.write(Gated.bytes("<p>"), 0, 3));
  }

  /** Marks the place before the first element that may run or load something. */
  private static final Inserts EARLY =
      new Inserts() {
        @Override
        public String beforeElements(Page page) {
          return "[E]";
        }

        @Override
        public String afterBodyStart(Page page) {
          return "";
        }

        @Override
        public String beforeBodyEnd(Page page) {
          return "";
        }
      };

  @ParameterizedTest
  @Tag("R91")
  @ValueSource(
      strings = {
        "<!doctype html><html><head>[E]<script src=a></script></head><body><p>x",
        "<!doctype html><meta charset=utf-8><title><script></title>[E]<script>a</script>",
        "<html><head><!-- <script> --><meta a='<script>'>[E]<link href=a><script>b</script>",
        "<html>[E]<base href=/x/><script src=a></script>",
        "<html>[E]<body>text<script src=a></script></body></html>",
        "<html>text</title>[E]<svg><script>a</script></svg><script>b</script>",
        "<html>[E]<noscript><img src=a></noscript><script>b</script>",
        "<html>[E]<template><script></script></template><script>b</script>",
        "<html>[E]<xyz><script>b</script>",
        "<html>[E]<frameset><frame src=a></frameset>",
        "<html><head><meta name=a></head>text</html>",
        "<p>a fragment</p><script>b</script>",
      })
  void beforeElements_anyPage_comesBeforeWhatMayRun(String expected) {
    String markup = expected.replace("[E]", "");
    assertEquals(expected, Gated.whole(EARLY, true, markup));
    for (int i = 0; i <= markup.length(); i++) {
      assertEquals(
          expected, Gated.text(Gated.cut(EARLY, true, Gated.bytes(markup), i)), "cut at " + i);
    }
  }

  // What the page tells

  /** Notes the page as it was at either place. */
  private static final class Notes implements Inserts {
    private final List<String> seen = new ArrayList<>();

    @Override
    public String afterBodyStart(Page page) {
      return note(page);
    }

    @Override
    public String beforeBodyEnd(Page page) {
      return note(page);
    }

    private String note(Page page) {
      seen.add(page.language().orElse("-") + " " + page.settingsControl() + " " + page.gated());
      return "";
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<html lang=nl><body>                  | nl false false | nl false false",
        "<html LANG=\"nl-BE\" lang=en><body>   | nl-be false false | nl-be false false",
        "<html class='a' lang='EN' ><body>     | en false false | en false false",
        "<html lang = de ><body>               | de false false | de false false",
        "<html data-lang=fr><body>             | - false false | - false false",
        "<html><body lang=fr>                  | - false false | - false false",
        "<html lang><body>                     | - false false | - false false",
        "<html lang=''><body>                  | - false false | - false false",
        "<html lang='x y'><body>               | - false false | - false false",
        "<html lang='e\"><script>'><body>      | - false false | - false false",
        "<html><html lang=sv><body>            | sv false false | sv false false",
        "<html lang=nl><html lang=sv><body>    | nl false false | nl false false",
        "<!-- <html lang=nl> --><html><body>   | - false false | - false false",
        "<body data-consent-open>              | - true false | - true false",
        "<body><a href=/ data-consent-open>    | - false false | - true false",
        "<body><a/DATA-consent-OPEN=''/>       | - false false | - true false",
        "<body><a x='data-consent-open'>       | - false false | - false false",
        "<body><a data-consent-opened>         | - false false | - false false",
        "<body><a x =data-consent-open>        | - false false | - false false",
        "<body><a data-consent-open            | - false false | -",
        "<body></a data-consent-open>          | - false false | - false false",
        "<body><!--<a data-consent-open>-->    | - false false | - false false",
        "<body><script><a data-consent-open></script> | - false false | - false false",
        "<body><template><a data-consent-open></template> | - false false | - false false",
        "<body><noscript><a data-consent-open></noscript> | - false false | - false false",
        "<body></body><a data-consent-open>    | - false false | - false false",
        "<head><script data-consent=ads></script><body> | - false true | - false true",
        "<body><template><i data-consent>      | - false false | - false true",
        "<body><svg><script data-consent/></svg> | - false false | - false true",
      })
  void page_markup_isTold(String markup, String atStart, String atEnd) {
    Notes notes = new Notes();
    Gated.whole(notes, false, markup);
    assertEquals(atEnd.equals("-") ? List.of(atStart) : List.of(atStart, atEnd), notes.seen);
  }

  @Test
  void page_longLanguage_isNone() {
    Notes notes = new Notes();
    Gated.whole(notes, false, "<html lang=" + "a-".repeat(40) + "a><body>");
    assertEquals("- false false", notes.seen.get(0));
  }

  @Test
  void primaryLanguage_fullTag_firstPart() {
    List<Optional<String>> primary = new ArrayList<>();
    Inserts inserts =
        new Inserts() {
          @Override
          public String afterBodyStart(Page page) {
            primary.add(page.primaryLanguage());
            return "";
          }

          @Override
          public String beforeBodyEnd(Page page) {
            return "";
          }
        };
    Gated.whole(inserts, false, "<html lang=nl-BE><body>");
    assertEquals(List.of(Optional.of("nl")), primary);
  }
}
