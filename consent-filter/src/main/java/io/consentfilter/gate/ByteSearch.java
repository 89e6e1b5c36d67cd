// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches bytes, eight at a time. */
final class ByteSearch {

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** The four signs from {@code <} to {@code ?} differ in their two lowest bits only. */
  private static final long SIGNS = '<' * ONES;

  private static final long ALL_BUT_WHICH_SIGN = 0xFCFCFCFCFCFCFCFCL;

  private ByteSearch() {}

  /** Returns eight bytes as one number, the first the lowest. */
  static long eight(byte[] bytes, int at) {
    return (long) EIGHT.get(bytes, at);
  }

  /** Returns the index of the first such byte of ASCII, or {@code end}: at once if it is near. */
  static int find(byte[] bytes, int from, int end, int wanted) {
    long pattern = wanted * ONES;
    if (from > end - 16) {
      return plain(bytes, from, end, wanted);
    }
    long near = hits(bytes, from, pattern);
    if (near != 0) {
      return from + first(near);
    }
    near = hits(bytes, from + 8, pattern);
    if (near != 0) {
      return from + 8 + first(near);
    }
    int i = from + 16;
    while (i <= end - 32
        && (hits(bytes, i, pattern)
                | hits(bytes, i + 8, pattern)
                | hits(bytes, i + 16, pattern)
                | hits(bytes, i + 24, pattern))
            == 0) {
      i += 32;
    }
    return plain(bytes, i, end, wanted);
  }

  /** Returns the index of the first of {@code < = > ?}, or {@code end}. */
  static int sign(byte[] bytes, int from, int end) {
    int i = from;
    for (; i <= end - 8; i += 8) {
      long found = zeros((eight(bytes, i) ^ SIGNS) & ALL_BUT_WHICH_SIGN);
      if (found != 0) {
        return i + first(found);
      }
    }
    while (i < end && (bytes[i] & 0xFC) != '<') {
      i++;
    }
    return i;
  }

  /** Returns whether there is any of {@code : / \\ &}, without which there is no address. */
  static boolean hasAddressSign(byte[] bytes, int from, int to) {
    long found = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      found |= addressSigns(eight(bytes, i));
    }
    if (i < to && i >= from + 8) {
      // These eight overlap the last ones, which does no harm.
      return (found | addressSigns(eight(bytes, to - 8))) != 0;
    }
    for (; i < to; i++) {
      found |= addressSigns(bytes[i]);
    }
    return found != 0;
  }

  private static long addressSigns(long word) {
    return zeros(word ^ ':' * ONES)
        | zeros(word ^ '/' * ONES)
        | zeros(word ^ '\\' * ONES)
        | zeros(word ^ '&' * ONES);
  }

  private static int plain(byte[] bytes, int from, int end, int wanted) {
    long pattern = wanted * ONES;
    int i = from;
    for (; i <= end - 8; i += 8) {
      long found = hits(bytes, i, pattern);
      if (found != 0) {
        return i + first(found);
      }
    }
    while (i < end && bytes[i] != wanted) {
      i++;
    }
    return i;
  }

  /** Returns a number whose lowest set bit is in the first byte that is wanted; 0 for none. */
  private static long hits(byte[] bytes, int at, long pattern) {
    return zeros(eight(bytes, at) ^ pattern);
  }

  /** Returns a number whose lowest set bit is in the first byte that is zero; 0 for none. */
  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGH_BITS;
  }

  private static int first(long found) {
    return Long.numberOfTrailingZeros(found) >>> 3;
  }
}
