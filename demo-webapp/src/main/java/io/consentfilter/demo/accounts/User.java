// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.accounts;

import io.consentfilter.demo.store.Row;
import java.time.Instant;

/**
 * Somebody who can log in.
 *
 * @param id what the login remembers, never shown
 * @param username what is typed at the login
 * @param role what the user may do
 * @param name the person
 * @param email where Boekhuis writes to
 * @param phone where Boekhuis calls, may be empty
 * @param firm whose books the user sees
 * @param seenPolicy the privacy statement that the user was told of, by its date
 * @param seenNotice the time of the newest notice that the user has read
 * @param invited whether the user has yet to choose a password
 */
public record User(
    String id,
    String username,
    Role role,
    String name,
    String email,
    String phone,
    Firm firm,
    String seenPolicy,
    Instant seenNotice,
    boolean invited) {

  static User of(Row row) {
    return new User(
        row.text("id"),
        row.text("username"),
        Role.valueOf(row.text("role")),
        row.text("name"),
        row.text("email"),
        row.text("phone"),
        Firm.of(row),
        row.text("seen_policy"),
        row.moment("seen_notice"),
        row.optional("invite_hash").isPresent());
  }

  /** Returns the name of the user's firm. */
  public String company() {
    return firm.company();
  }
}
