// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.accounts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a user may do in the books of the own firm. */
public enum Role {
  /** Everything, and decides who else gets in. */
  OWNER,
  /** Keeps the books. */
  BOOKKEEPER,
  /** Reads the books. */
  ACCOUNTANT,
  /** Works at Boekhuis; sees the books of a firm only while that firm lets it. */
  STAFF;

  /** The roles that an owner gives to others. */
  public static final List<Role> GIVEN = List.of(BOOKKEEPER, ACCOUNTANT);

  /** Returns the name in forms and texts. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the role with this name. */
  public static Optional<Role> named(String id) {
    return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
  }

  /** Returns whether this role changes books. */
  public boolean writes() {
    return this == OWNER || this == BOOKKEEPER;
  }

  /** Returns whether this role sees books at all. */
  public boolean reads() {
    return this != STAFF;
  }
}
