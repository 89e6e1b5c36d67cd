// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everybody who can log in. There is no database of customers behind this demonstration: a changed
 * password is kept in memory, as its hash, and a restart brings the old one back. Thread-safe.
 */
final class Users {

  /** Longer input is refused unread: no such password was ever set. */
  static final int LONGEST_PASSWORD = 256;

  private static final List<User> ALL =
      List.of(
          new User(
              "u-4107",
              "anna",
              "Anna de Wit",
              "De Wit Keramiek",
              "anna@dewitkeramiek.example",
              "72104415",
              "Delft"),
          new User(
              "u-5288",
              "bram",
              "Bram Hoekstra",
              "Hoekstra Fietsen",
              "bram@hoekstrafietsen.example",
              "68330927",
              "Leeuwarden"));

  private final Map<String, User> byUsername =
      ALL.stream().collect(Collectors.toUnmodifiableMap(User::username, Function.identity()));
  private final Map<String, User> byId =
      ALL.stream().collect(Collectors.toUnmodifiableMap(User::id, Function.identity()));
  private final Passwords passwords;
  private final Map<String, Passwords.Hash> hashes;

  Users(Passwords passwords) {
    this.passwords = passwords;
    this.hashes =
        ALL.stream()
            .collect(Collectors.toConcurrentMap(User::id, user -> passwords.hash("boekhouden")));
  }

  static List<User> all() {
    return ALL;
  }

  Optional<User> withId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns the user if the password is right; an unknown name takes as long as a wrong one. */
  Optional<User> authenticate(String username, String password) {
    Optional<User> user = Optional.ofNullable(byUsername.get(username.strip()));
    boolean right = password.length() <= LONGEST_PASSWORD && hashOf(user).matches(password);
    return user.filter(found -> right);
  }

  /** Sets a password, of at most {@link #LONGEST_PASSWORD} characters, in place of the old one. */
  void changePassword(User user, String password) {
    if (password.length() > LONGEST_PASSWORD) {
      throw new IllegalArgumentException("A password that long would never be accepted");
    }
    hashes.put(user.id(), passwords.hash(password));
  }

  private Passwords.Hash hashOf(Optional<User> user) {
    return user.flatMap(u -> Optional.ofNullable(hashes.get(u.id()))).orElse(passwords.unmatched);
  }
}
