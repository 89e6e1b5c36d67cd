// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed statement of where the chain stood: at the start of a ledger it stands for the lines
 * that were removed, apart from it for the lines that must be there. Immutable and thread-safe.
 */
record Checkpoint(Kind kind, Head head, String text) {

  /** What is stated. It is signed, so that none can be passed off for the other. */
  enum Kind {
    /** The lines up to this one were removed because they were old. */
    START,
    /** The ledger went at least this far. */
    SEAL
  }

  private static final String BEFORE_SIGNATURE = ",\"sig\":\"";
  private static final Pattern TEXT =
      Pattern.compile(
          "\\{\"checkpoint\":\"(START|SEAL)\",\"n\":([1-9][0-9]{0,17}),"
              + "\"hash\":\"([A-Za-z0-9_-]{43})\",\"at\":\"[0-9TZ:-]{20}\","
              + "\"kid\":\"([A-Za-z0-9_-]{43})\"(,\"sig\":\"([A-Za-z0-9_-]{86})\"\\})");

  static Checkpoint signed(Kind kind, Head head, Instant at, SigningKeys keys) {
    SigningKey key = keys.signing();
    String open =
        "{\"checkpoint\":\""
            + kind
            + "\",\"n\":"
            + head.number()
            + ",\"hash\":\""
            + head.hash()
            + "\",\"at\":\""
            + at.truncatedTo(ChronoUnit.SECONDS)
            + "\",\"kid\":\""
            + key.id()
            + "\"";
    return new Checkpoint(kind, head, open + BEFORE_SIGNATURE + key.sign(open) + "\"}");
  }

  /** Returns what a text states, whoever signed it. */
  static Optional<Head> stated(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? Optional.of(new Head(Long.parseLong(parts.group(2)), parts.group(3)))
        : Optional.empty();
  }

  /** Returns the statement, or empty unless it is of this kind and one of the keys signed it. */
  static Optional<Checkpoint> verified(String text, Kind kind, SigningKeys keys) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || !parts.group(1).equals(kind.name())) {
      return Optional.empty();
    }
    String open = text.substring(0, parts.start(5));
    Head head = new Head(Long.parseLong(parts.group(2)), parts.group(3));
    return keys.withId(parts.group(4))
        .filter(key -> key.verifies(open, parts.group(6)))
        .map(key -> new Checkpoint(kind, head, text));
  }
}
