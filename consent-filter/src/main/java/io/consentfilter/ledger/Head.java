// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import java.util.Optional;

/**
 * Where the chain stands after a line: the number of that line and its hash, which vouches for all
 * lines before it. Immutable and thread-safe.
 *
 * @param number the number of the line, from 1; 0 before the first
 * @param hash 43 characters of base64url: SHA-256 over the line, which holds the hash before it
 */
public record Head(long number, String hash) {

  /** Where the chain of an empty ledger stands. */
  public static final Head START = new Head(0, "A".repeat(43));

  /** Returns where the chain stands after a line or a checkpoint, as its text states it. */
  public static Optional<Head> stated(String text) {
    return Line.parse(text).map(Line::head).or(() -> Checkpoint.stated(text));
  }

  /**
   * Returns the line that an entry becomes when it follows here.
   *
   * @throws IllegalArgumentException if the entry is not one that a ledger made
   */
  public Line next(Entry entry) {
    String open = "{\"n\":" + (number + 1) + ",\"prev\":\"" + hash + "\"," + entry.body();
    return Line.parse(open + Line.BEFORE_HASH + Hashes.of(open) + Line.AFTER_HASH)
        .orElseThrow(() -> new IllegalArgumentException("not the text of a record"));
  }
}
