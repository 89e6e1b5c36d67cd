// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages in every charset that browsers know. */
@Tag("R7")
@Tag("E70")
class PageGateTest {

  private static final long SEED = Long.getLong("seed", 20_261_121);
  private static final int ROUNDS = System.getProperty("stress") == null ? 3_000 : 100_000;
  private static final Charset JAPANESE = Charset.forName("ISO-2022-JP");
  private static final String TEXT = "日本語ｶﾅの<b title='あ=\"い\"'>ページ</b>";
  private static final String PAGE =
      "<!doctype html><html lang=ja><body>"
          + TEXT
          + "<img alt='広告' src=//ads.example>"
          + TEXT
          + "</body></html>";
  private static final String WITHHELD =
      PAGE.replace("<img alt='広告' src", "<img data-consent=\"ads\" alt='広告' data-src");

  private static byte[] gated(
      TagRules rules, Inserts inserts, String charset, byte[] page, int... cuts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PageGate gate = new PageGate(inserts, rules, false, charset, out::write);
      int start = 0;
      for (int cut : cuts) {
        writeAndSpoil(gate, Arrays.copyOfRange(page, start, cut));
        start = cut;
      }
      writeAndSpoil(gate, Arrays.copyOfRange(page, start, page.length));
      gate.finish();
      gate.finish();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static void writeAndSpoil(PageGate gate, byte[] bytes) throws IOException {
    gate.write(bytes, 0, bytes.length);
    Arrays.fill(bytes, (byte) '!');
  }

  private static byte[] gated(String charset, byte[] page, int... cuts) {
    return gated(WithheldTable.RULES, Inserts.NONE, charset, page, cuts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTF-8",
        "ISO-8859-2",
        "windows-1251",
        "KOI8-R",
        "IBM866",
        "x-MacRoman",
        "Shift_JIS",
        "windows-31j",
        "EUC-JP",
        "Big5",
        "Big5-HKSCS",
        "GBK",
        "GB18030",
        "EUC-KR",
        "TIS-620"
      })
  void write_charsetThatExtendsAscii_isRead(String name) {
    Charset charset = Charset.forName(name);
    assertArrayEquals(WITHHELD.getBytes(charset), gated(name, PAGE.getBytes(charset)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no-such-charset", "UTF-7", "UTF-32", "ISO-2022-KR", "IBM037"})
  void write_charsetThatNoBrowserKnows_isReadAsOneThatExtendsAscii(String name) {
    assertArrayEquals(WITHHELD.getBytes(UTF_8), gated(name, PAGE.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-16, UTF-16LE, ''",
    "utf-16le, UTF-16LE, ''",
    "' Unicode ', UTF-16LE, ''",
    "iso-10646-ucs-2, UTF-16LE, ''",
    "UTF-16BE, UTF-16BE, ''",
    "unicodeFFFE, UTF-16BE, ''",
    "ISO-2022-JP, ISO-2022-JP, ''",
    "csISO2022JP, ISO-2022-JP, ''",
    "UTF-16, UTF-16BE, \uFEFF",
    "UTF-16BE, UTF-16LE, \uFEFF",
    "UTF-8, UTF-16LE, \uFEFF",
    "windows-1252, UTF-16BE, \uFEFF",
    "ISO-2022-JP, UTF-16BE, \uFEFF",
    "ISO-2022-JP, UTF-8, \uFEFF",
    "UTF-16, UTF-8, \uFEFF"
  })
  void write_otherCharset_isReadAsBrowsersDo(String declared, Charset written, String mark) {
    byte[] page = (mark + PAGE).getBytes(written);
    byte[] expected = (mark + WITHHELD).getBytes(written);
    assertArrayEquals(expected, gated(declared, page));
    int[] everywhere = IntStream.range(0, page.length).toArray();
    assertArrayEquals(expected, gated(declared, page, everywhere));
    for (int cut = 0; cut <= page.length; cut++) {
      assertArrayEquals(expected, gated(declared, page, cut), "cut at " + cut);
    }
    assertArrayEquals(expected, gated(declared, expected), "twice");
    assertArrayEquals(page, gated(TagRules.NONE, Inserts.NONE, declared, page));
  }

  @ParameterizedTest
  @CsvSource({"UTF-16BE, UTF-16BE", "UTF-16, UTF-16LE", "ISO-2022-JP, ISO-2022-JP"})
  void write_inserts_areInTheCharsetOfThePage(String declared, Charset written) {
    byte[] out = gated(TagRules.NONE, Gated.MARKS, declared, PAGE.getBytes(written));
    String expected = PAGE.replace("<body>", "<body>[A]").replace("</body>", "[Z]</body>");
    assertEquals(expected, new String(out, written));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void finish_beginningOfAMarkAlone_isKept(int length) {
    for (int first : new int[] {0xEF, 0xFE, 0xFF}) {
      byte[] page = Arrays.copyOf(new byte[] {(byte) first, (byte) 0xBB}, length);
      assertArrayEquals(page, gated("UTF-8", page));
      assertArrayEquals(page, gated("UTF-16", page));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00FE", "\u00FF", "\u00EF", "\u00EF\u00BB", "\u00FF\u00FF"})
  void write_beginningOfAMarkThatIsNone_isText(String text) {
    byte[] page = Gated.bytes(text + "<img src=//ads.example>");
    String expected = text + "<img data-consent=\"ads\" data-src=//ads.example>";
    for (int cut = 0; cut < 4; cut++) {
      assertEquals(expected, Gated.text(gated("ISO-8859-1", page, cut)));
    }
  }

  @ParameterizedTest
  @CsvSource({"UTF-16BE, true", "UTF-16LE, false"})
  void write_anyBytesInUtf16_keepsThem(String declared, boolean bigEndian) {
    Random random = new Random(SEED);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] page = surrogates(random, bigEndian);
      int[] cuts = random.ints(random.nextInt(8), 0, page.length + 1).sorted().toArray();
      assertArrayEquals(
          page,
          gated(WithheldTable.RULES, Inserts.NONE, declared, page, cuts),
          () -> "seed " + SEED + ": " + Arrays.toString(page));
    }
  }

  /** Random units, of which many are surrogates, and now and then half of one. */
  private static byte[] surrogates(Random random, boolean bigEndian) {
    byte[] page = new byte[random.nextInt(40)];
    random.nextBytes(page);
    for (int i = bigEndian ? 0 : 1; i < page.length; i += 2) {
      page[i] = (byte) (random.nextBoolean() ? 0xD8 + random.nextInt(8) : page[i]);
    }
    return page;
  }

  @Test
  void finish_halfOfACharacterAtTheEnd_comesAfterWhatIsInserted() {
    byte[] page = Arrays.copyOf("<body>".getBytes(UTF_16LE), 13);
    byte[] out = gated(TagRules.NONE, Gated.MARKS, "UTF-16", page);
    assertArrayEquals(Arrays.copyOf("<body>[A][Z]".getBytes(UTF_16LE), 25), out);
  }

  @ParameterizedTest
  @CsvSource({
    // A tag within which nothing but the way of writing changes
    "<im^(Bg src=//ads.example>, <img data-consent=\"ads\" data-src=//ads.example>",
    "<img src=//a^(Jds.example>, <img data-consent=\"ads\" data-src=//ads.example>",
    "^(J<img src=//ads.example>, <img data-consent=\"ads\" data-src=//ads.example>",
    // Characters whose bytes look like tags
    "^$B<img src=//ads.example>>^(B, ^$B<img!src=//ads.example>!^(B",
    "^$@<p>!^(Bx, ^$B<p>!^(Bx",
    "^(I<img^(B, ^(I<!!!^(B",
    // Sequences that are none
    "^<img src=//ads.example>, !<img data-consent=\"ads\" data-src=//ads.example>",
    "^(<img src=//ads.example>, !(<img data-consent=\"ads\" data-src=//ads.example>",
    "^$B^(B<b>, !<b>",
    "^$B<^(B<img src=//ads.example>, !<img data-consent=\"ads\" data-src=//ads.example>",
    "^$B<, !",
    "^, !",
    "^(, !(",
    "^(J\\~^(B\\~, ^(J\\~^(B\\~",
  })
  void write_japaneseEscapes_areReadAsBrowsersDo(String in, String expected) {
    // The caret stands for the escape character, in what comes out ! for the byte of an error.
    String page = in.replace('^', '\u001B');
    String out = Gated.text(gated("ISO-2022-JP", Gated.bytes(page)));
    String shown = out.replace('\u001B', '^').replace('\u0080', '!');
    assertEquals(expected, shown);
  }

  @Test
  void write_anyBytesInJapanese_sameForEveryCutAndTheSecondTime() {
    Random random = new Random(SEED);
    String bytes = "\u001B\u001B\u001B$$((BBJI@ <>!abc\u0080\n\u000E";
    for (int i = 0; i < ROUNDS; i++) {
      byte[] page = new byte[random.nextInt(40)];
      for (int j = 0; j < page.length; j++) {
        page[j] = (byte) bytes.charAt(random.nextInt(bytes.length()));
      }
      byte[] whole = gated("ISO-2022-JP", page);
      int[] cuts = random.ints(random.nextInt(8), 0, page.length + 1).sorted().toArray();
      assertArrayEquals(whole, gated("ISO-2022-JP", page, cuts), () -> "seed " + SEED);
      assertArrayEquals(whole, gated("ISO-2022-JP", whole), () -> "seed " + SEED);
    }
  }

  @Test
  void write_japaneseText_isTheSameText() {
    String text = "\u2252\u3042\uFF61\uFF9F\u30A1\u6F22 a\\\u00A5~\u203E";
    byte[] page = text.getBytes(JAPANESE);
    assertEquals(text, new String(gated("ISO-2022-JP", page), JAPANESE));
  }

  @Test
  void write_afterFinish_throws() throws IOException {
    PageGate gate = new PageGate(Inserts.NONE, TagRules.NONE, false, "", (b, o, l) -> {});
    gate.finish();
    assertThrows(IllegalStateException.class, () -> gate.write(new byte[1], 0, 1));
  }

  @Test
  void write_pageThatExtendsAscii_isNotCopied() throws IOException {
    byte[] page = PAGE.getBytes(UTF_8);
    boolean[] same = {false, false};
    PageGate gate =
        new PageGate(
            Inserts.NONE,
            TagRules.NONE,
            false,
            "UTF-8",
            (bytes, offset, length) -> {
              same[bytes == page ? 0 : 1] = true;
            });
    gate.write(page, 0, page.length);
    assertTrue(same[0]);
    assertFalse(same[1]);
  }
}
