// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.util.Optional;
import java.util.Set;

/**
 * The application's answer to who a remembered user is today.
 *
 * <p>Asked whenever a token rather than a password vouches for somebody, so that an account that
 * was closed yesterday is refused today. Implementations must be safe for use by several threads.
 */
@FunctionalInterface
public interface RememberedUser {

  /**
   * The roles that the user has now.
   *
   * @param userId as given when the login was remembered
   * @return the roles, possibly none; empty if the user is disabled or deleted and must be refused
   */
  Optional<Set<String>> roles(String userId);
}
