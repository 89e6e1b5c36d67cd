// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Finds the constant that a name in lower-case bytes stands for, without making an object of the
 * name. Immutable and thread-safe.
 */
final class NameTable<E extends Enum<E>> {

  private final byte[][] names;
  private final List<E> constants;
  private final int[] slots;
  private final E other;

  NameTable(E[] constants, Function<E, String> name, E other) {
    this.constants = List.of(constants);
    this.names = new byte[constants.length][];
    this.slots = new int[Integer.highestOneBit(constants.length) * 8];
    this.other = other;
    Arrays.fill(slots, -1);
    for (int i = 0; i < constants.length; i++) {
      names[i] = name.apply(constants[i]).getBytes(StandardCharsets.US_ASCII);
      slots[freeSlot(names[i])] = i;
    }
  }

  private int freeSlot(byte[] name) {
    int slot = slot(name, name.length);
    while (slots[slot] >= 0) {
      slot = next(slot);
    }
    return slot;
  }

  E find(byte[] name, int length) {
    for (int slot = slot(name, length); slots[slot] >= 0; slot = next(slot)) {
      byte[] known = names[slots[slot]];
      if (Arrays.equals(known, 0, known.length, name, 0, length)) {
        return constants.get(slots[slot]);
      }
    }
    return other;
  }

  /** Finds the constant of a name in any case. */
  E findAnyCase(byte[] bytes, int from, int to) {
    byte[] name = Arrays.copyOfRange(bytes, from, to);
    for (int i = 0; i < name.length; i++) {
      name[i] = (byte) (name[i] >= 'A' && name[i] <= 'Z' ? name[i] | 0x20 : name[i]);
    }
    return find(name, name.length);
  }

  private int slot(byte[] name, int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + name[i];
    }
    return (hash ^ (hash >>> 7)) & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }
}
