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

  private ByteSearch() {}

  /** Returns eight bytes as one number, the first the lowest. */
  static long eight(byte[] bytes, int at) {
    return (long) EIGHT.get(bytes, at);
  }

  /** Returns the index of the first such byte, or {@code end}. */
  static int find(byte[] bytes, int from, int end, int wanted) {
    long pattern = wanted * ONES;
    int i = from;
    for (; i <= end - 32; i += 32) {
      long found = hits(bytes, i, pattern);
      if (found != 0) {
        return i + first(found);
      }
      long more =
          hits(bytes, i + 8, pattern) | hits(bytes, i + 16, pattern) | hits(bytes, i + 24, pattern);
      if (more != 0) {
        return plain(bytes, i + 8, end, wanted);
      }
    }
    return plain(bytes, i, end, wanted);
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
    long differences = eight(bytes, at) ^ pattern;
    return (differences - ONES) & ~differences & HIGH_BITS;
  }

  private static int first(long found) {
    return Long.numberOfTrailingZeros(found) >>> 3;
  }
}
