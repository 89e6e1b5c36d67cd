// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Sends pages through a gate. */
final class Gated {

  /** What the gate inserts in most tests. */
  static final Inserts MARKS = inserts("[A]", "[Z]");

  private Gated() {}

  static Inserts inserts(String first, String last) {
    return new Inserts() {
      @Override
      public String afterBodyStart(Page page) {
        return first;
      }

      @Override
      public String beforeBodyEnd(Page page) {
        return last;
      }
    };
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static String whole(Inserts inserts, boolean requireDocument, String page) {
    return text(cut(inserts, requireDocument, bytes(page)));
  }

  /** Sends a page, cut or not, through a gate that withholds and inserts nothing. */
  static byte[] withheld(TagRules rules, byte[] page, int... cuts) {
    return withheld(inserts("", ""), rules, page, cuts);
  }

  static byte[] withheld(Inserts inserts, TagRules rules, byte[] page, int... cuts) {
    return cut(inserts, rules, false, page, cuts);
  }

  /** Sends a page of XML, cut or not, through a gate. */
  static byte[] xml(TagRules rules, byte[] page, int... cuts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    send(TagGate.xml(rules, out::write), page, cuts);
    return out.toByteArray();
  }

  /** Cuts the page before each of the indexes, which ascend. */
  static byte[] cut(Inserts inserts, boolean requireDocument, byte[] page, int... cuts) {
    return cut(inserts, TagRules.NONE, requireDocument, page, cuts);
  }

  private static byte[] cut(
      Inserts inserts, TagRules rules, boolean requireDocument, byte[] page, int... cuts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    send(new TagGate(inserts, rules, requireDocument, out::write), page, cuts);
    return out.toByteArray();
  }

  private static void send(TagGate gate, byte[] page, int... cuts) {
    try {
      int start = 0;
      for (int cut : cuts) {
        writeAndReuse(gate, page, start, cut);
        start = cut;
      }
      writeAndReuse(gate, page, start, page.length);
      gate.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands in a slice of an array and spoils the array afterwards. */
  private static void writeAndReuse(TagGate gate, byte[] page, int start, int end)
      throws IOException {
    byte[] array = new byte[end - start + 7];
    System.arraycopy(page, start, array, 3, end - start);
    gate.write(array, 3, end - start);
    Arrays.fill(array, (byte) '!');
  }

  static byte[] cutAtRandom(Inserts inserts, byte[] page, Random random) {
    int[] cuts = random.ints(random.nextInt(8), 0, page.length + 1).sorted().toArray();
    return cut(inserts, false, page, cuts);
  }
}
