// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * One login of one browser, as the store keeps it.
 *
 * <p>Immutable and therefore safe for use by several threads.
 *
 * @param id random, at least 128 bits; names the login and is no credential, since browsers hold
 *     the session cookie instead
 * @param userId the application's own name for the user
 * @param series the selector of the remembered login this one was born of or issued with
 * @param begun when it began, to the millisecond
 * @param lastActive the latest activity known to the store, at most a minute behind the truth
 * @param label what the user recognises the browser by; at most 100 characters
 * @param remembered whether a token began it rather than a password
 * @param authenticated when the user last typed a password, for pages that ask for a recent one
 */
public record LoginRow(
    String id,
    String userId,
    Optional<String> series,
    Instant begun,
    Instant lastActive,
    String label,
    boolean remembered,
    Instant authenticated) {

  /** Checks that nothing is null. */
  public LoginRow {
    requireNonNull(id, "id");
    requireNonNull(userId, "userId");
    requireNonNull(series, "series");
    requireNonNull(begun, "begun");
    requireNonNull(lastActive, "lastActive");
    requireNonNull(label, "label");
    requireNonNull(authenticated, "authenticated");
  }

  /**
   * The same login with a later activity.
   *
   * @param at the activity; an earlier one than is known changes nothing
   * @return this row, or a copy that was last active at {@code at}
   */
  public LoginRow activeAt(Instant at) {
    return at.isAfter(lastActive)
        ? new LoginRow(id, userId, series, begun, at, label, remembered, authenticated)
        : this;
  }

  /**
   * The same login after a password was typed again.
   *
   * @param at when it was typed; an earlier time than is known changes nothing
   * @return this row, or a copy that was authenticated at {@code at}
   */
  public LoginRow authenticatedAt(Instant at) {
    return at.isAfter(authenticated)
        ? new LoginRow(id, userId, series, begun, lastActive, label, remembered, at)
        : this;
  }
}
