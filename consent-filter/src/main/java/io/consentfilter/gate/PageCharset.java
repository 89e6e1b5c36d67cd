// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a page is written, as far as it matters for finding its tags. Browsers know two charsets in
 * which an ASCII byte may be something else (Encoding Standard, section 4.2); a name that they do
 * not know makes them take one that extends ASCII. In those with two or more bytes for a character,
 * no byte that HTML gives a meaning to is ever a later byte of one.
 */
enum PageCharset {
  /** Extends ASCII. */
  ASCII_BASED,
  UTF_16_BIG_ENDIAN,
  UTF_16_LITTLE_ENDIAN,
  ISO_2022_JP;

  private static final Set<String> BIG_ENDIAN = Set.of("unicodefffe", "utf-16be");
  private static final Set<String> LITTLE_ENDIAN =
      Set.of(
          "csunicode", "iso-10646-ucs-2", "ucs-2", "unicode", "unicodefeff", "utf-16", "utf-16le");
  private static final Set<String> JAPANESE = Set.of("csiso2022jp", "iso-2022-jp");

  private static final byte[] MARK_BIG_ENDIAN = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] MARK_LITTLE_ENDIAN = {(byte) 0xFF, (byte) 0xFE};

  /** How a page of XML begins without a mark (XML 1.0, appendix F.1). */
  private static final byte[] XML_BIG_ENDIAN = {0, '<'};

  private static final byte[] XML_LITTLE_ENDIAN = {'<', 0};
  private static final byte[] MARK_UTF_8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Returns what browsers take a declared name for. */
  static PageCharset named(String name) {
    String label = name.strip().toLowerCase(Locale.ROOT);
    if (BIG_ENDIAN.contains(label)) {
      return UTF_16_BIG_ENDIAN;
    }
    if (LITTLE_ENDIAN.contains(label)) {
      return UTF_16_LITTLE_ENDIAN;
    }
    return JAPANESE.contains(label) ? ISO_2022_JP : ASCII_BASED;
  }

  /**
   * Returns what the beginning of a page says, of which a byte order mark is stronger than what was
   * declared; empty if it is too short to tell.
   */
  static Optional<PageCharset> of(
      byte[] bytes, int offset, int length, boolean xml, PageCharset declared) {
    if (begins(bytes, offset, length, MARK_UTF_8)) {
      return decided(ASCII_BASED, MARK_UTF_8, length);
    }
    if (begins(bytes, offset, length, MARK_BIG_ENDIAN)) {
      return decided(UTF_16_BIG_ENDIAN, MARK_BIG_ENDIAN, length);
    }
    if (begins(bytes, offset, length, MARK_LITTLE_ENDIAN)) {
      return decided(UTF_16_LITTLE_ENDIAN, MARK_LITTLE_ENDIAN, length);
    }
    if (xml && begins(bytes, offset, length, XML_BIG_ENDIAN)) {
      return decided(UTF_16_BIG_ENDIAN, XML_BIG_ENDIAN, length);
    }
    if (xml && begins(bytes, offset, length, XML_LITTLE_ENDIAN)) {
      return decided(UTF_16_LITTLE_ENDIAN, XML_LITTLE_ENDIAN, length);
    }
    return Optional.of(declared);
  }

  /** Returns whether the bytes begin with a mark, or are the beginning of it. */
  private static boolean begins(byte[] bytes, int offset, int length, byte[] mark) {
    int compared = Math.min(length, mark.length);
    return Arrays.equals(bytes, offset, offset + compared, mark, 0, compared);
  }

  private static Optional<PageCharset> decided(PageCharset found, byte[] mark, int length) {
    return length < mark.length ? Optional.empty() : Optional.of(found);
  }

  /** Returns what turns this charset into UTF-8; not for one that extends ASCII. */
  ToUtf8 reader(OutputSink out) {
    return this == ISO_2022_JP
        ? new JapaneseReader(out)
        : new Utf16Reader(this == UTF_16_BIG_ENDIAN, out);
  }

  /** Returns what turns UTF-8 back into this charset. */
  FromUtf8 writer(OutputSink out) {
    return this == ISO_2022_JP
        ? new JapaneseWriter(out)
        : new Utf16Writer(this == UTF_16_BIG_ENDIAN, out);
  }
}
