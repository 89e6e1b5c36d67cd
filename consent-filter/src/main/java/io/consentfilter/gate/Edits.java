// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is inserted into held bytes, in the order of their places. Used by one thread at a time. */
final class Edits {

  private record Edit(int at, String text) {}

  private final List<Edit> edits = new ArrayList<>();

  static Edits one(int at, String text) {
    Edits edits = new Edits();
    edits.insert(at, text);
    return edits;
  }

  /**
   * Adds a text.
   *
   * @param at how many held bytes come before it, not less than for the one added before
   */
  void insert(int at, String text) {
    edits.add(new Edit(at, text));
  }

  /** Returns those that come before a place. */
  Edits before(int end) {
    Edits before = new Edits();
    edits.stream().filter(edit -> edit.at() < end).forEach(before.edits::add);
    return before;
  }

  int size() {
    return edits.size();
  }

  int at(int index) {
    return edits.get(index).at();
  }

  byte[] text(int index) {
    return edits.get(index).text().getBytes(StandardCharsets.US_ASCII);
  }
}
