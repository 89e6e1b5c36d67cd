// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Every search, beside one that looks at each byte. */
class ByteSearchTest {

  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int ARRAYS = 200_000;
  private static final int LONGEST = 80;

  /** Bytes that differ in one bit from those that are searched for, and these, but rarely. */
  private static final byte[] NEAR = {
    '<', '=', '>', '?', ':', '/', '\\', '&', '"', 0, -1, (byte) 0xBC
  };

  private final Random random = new Random(SEED);

  private byte[] array() {
    byte[] bytes = new byte[random.nextInt(LONGEST)];
    Arrays.fill(bytes, (byte) "ax;.|\u00bd".charAt(random.nextInt(6)));
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = NEAR[random.nextInt(NEAR.length)];
    }
    return bytes;
  }

  private static int first(byte[] bytes, int from, int end, IntPredicate wanted) {
    int i = from;
    while (i < end && !wanted.test(bytes[i])) {
      i++;
    }
    return i;
  }

  @Test
  void search_ofAnyRange_findsWhatLookingAtEachByteFinds() {
    for (int i = 0; i < ARRAYS; i++) {
      byte[] bytes = array();
      int from = random.nextInt(bytes.length + 1);
      int end = from + random.nextInt(bytes.length - from + 1);
      String run = "seed " + SEED + ", " + from + " to " + end + " of " + Arrays.toString(bytes);
      int wanted = "<\"".charAt(random.nextInt(2));
      assertEquals(
          first(bytes, from, end, c -> c == wanted),
          ByteSearch.find(bytes, from, end, wanted),
          run);
      assertEquals(
          first(bytes, from, end, c -> c >= '<' && c <= '?'),
          ByteSearch.sign(bytes, from, end),
          run);
      assertEquals(
          first(bytes, from, end, c -> ":/\\&".indexOf(c) >= 0) < end,
          ByteSearch.hasAddressSign(bytes, from, end),
          run);
    }
  }
}
