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
 */
public final class Line {

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

  private final String text;
  private final Head head;
  private final Matcher start;

  private Line(String text, Matcher start, String hash) {
    this.text = text;
    this.start = start;
    this.head = new Head(Long.parseLong(start.group(1)), hash);
  }

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
    return Optional.of(new Line(text, start, end.group(1)));
  }

  /** Returns the whole line, without an end of line. */
  public String text() {
    return text;
  }

  /** Returns where the chain stands after this line, as the line states it. */
  public Head head() {
    return head;
  }

  /** Returns the id of the record in it. */
  public String recordId() {
    return start.group(4);
  }

  /** Returns when the record in it was decided, or empty if it states no time. */
  public Optional<Instant> at() {
    try {
      return Optional.of(Instant.parse(start.group(3)));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  String previousHash() {
    return start.group(2);
  }

  String noticeHash() {
    return start.group(5);
  }

  /** Returns whether the hash at its end is that of everything before. */
  public boolean intact() {
    return Hashes.of(text.substring(0, text.length() - TAIL)).equals(head.hash());
  }
}
