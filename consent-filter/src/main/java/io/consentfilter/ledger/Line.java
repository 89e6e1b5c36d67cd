// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the ledger, as stores keep it: a JSON object with its number and the hash of the line
 * before it at its start, and its own hash at its end. Immutable and thread-safe.
 *
 * @param text the whole line, without an end of line
 * @param head where the chain stands after this line, as the line states it
 * @param recordId the id of the record in it
 */
public record Line(String text, Head head, String recordId) {

  static final String BEFORE_HASH = ",\"hash\":\"";
  static final String AFTER_HASH = "\"}";

  private static final String HASH = "([A-Za-z0-9_-]{43})";
  private static final int TAIL = BEFORE_HASH.length() + 43 + AFTER_HASH.length();
  private static final Pattern START =
      Pattern.compile(
          "\\{\"n\":([1-9][0-9]{0,17}),\"prev\":\""
              + HASH
              + "\",\"at\":\"([0-9TZ:-]{20})\","
              + "\"id\":\"([A-Za-z0-9_-]{1,64})\",\"notice\":\""
              + HASH
              + "\",");
  private static final Pattern END =
      Pattern.compile(BEFORE_HASH + HASH + Pattern.quote(AFTER_HASH));

  /**
   * Reads a line; whether its hashes are right is not looked at.
   *
   * @return empty for anything that this class did not write
   */
  public static Optional<Line> parse(String text) {
    Matcher start = START.matcher(text);
    int tail = text.length() - TAIL;
    if (!start.lookingAt() || tail < start.end()) {
      return Optional.empty();
    }
    Matcher end = END.matcher(text).region(tail, text.length());
    if (!end.matches()) {
      return Optional.empty();
    }
    Head head = new Head(Long.parseLong(start.group(1)), end.group(1));
    return Optional.of(new Line(text, head, start.group(4)));
  }

  /** Returns when the record in it was decided, or empty if it states no time. */
  public Optional<Instant> at() {
    try {
      return Optional.of(Instant.parse(group(3)));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  String previousHash() {
    return group(2);
  }

  String noticeHash() {
    return group(5);
  }

  /** Returns whether the hash at its end is that of everything before. */
  public boolean intact() {
    return Hashes.of(text.substring(0, text.length() - TAIL)).equals(head.hash());
  }

  private String group(int number) {
    Matcher start = START.matcher(text);
    if (!start.lookingAt()) {
      throw new IllegalStateException("not a line of the ledger");
    }
    return start.group(number);
  }
}
