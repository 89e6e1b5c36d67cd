// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * One remembered browser: the line of tokens that replace each other, as the store keeps it.
 *
 * <p>Holds no secret: tokens appear as hashes. Immutable and therefore safe for use by several
 * threads.
 *
 * @param selector names the series; the first part of every token of it
 * @param userId the application's own name for the user
 * @param current the hash of the token issued last
 * @param previous the hash of the token that was presented for it; empty until the first use
 * @param replacedAt when {@code current} replaced {@code previous}; empty until the first use
 * @param confirmed whether {@code current}, or a session issued with it, has been presented
 * @param created when the user ticked the box and typed a password, to the millisecond
 * @param lastUsed when a token was last issued
 * @param label what the user recognises the browser by; at most 100 characters
 */
public record Series(
    String selector,
    String userId,
    TokenHash current,
    Optional<TokenHash> previous,
    Optional<Instant> replacedAt,
    boolean confirmed,
    Instant created,
    Instant lastUsed,
    String label) {

  /**
   * Checks that nothing is null and that a predecessor has its time.
   *
   * @throws IllegalArgumentException if only one of {@code previous} and {@code replacedAt} is
   *     there
   */
  public Series {
    requireNonNull(selector, "selector");
    requireNonNull(userId, "userId");
    requireNonNull(current, "current");
    requireNonNull(created, "created");
    requireNonNull(lastUsed, "lastUsed");
    requireNonNull(label, "label");
    if (previous.isPresent() != replacedAt.isPresent()) {
      throw new IllegalArgumentException("a predecessor and the time it was replaced go together");
    }
  }

  /**
   * The same series after its current token, or the session issued with it, was presented.
   *
   * @return a confirmed copy, or this one if it is confirmed already
   */
  public Series confirm() {
    return confirmed
        ? this
        : new Series(
            selector, userId, current, previous, replacedAt, true, created, lastUsed, label);
  }

  /** The series after {@code presented} was answered with {@code successor}, which may get lost. */
  Series replaced(TokenHash presented, TokenHash successor, Instant at) {
    return new Series(
        selector,
        userId,
        successor,
        Optional.of(presented),
        Optional.of(at),
        false,
        created,
        at,
        label);
  }
}
