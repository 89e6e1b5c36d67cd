// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is declared about one cookie, or about all cookies whose names match a pattern. Immutable
 * and thread-safe.
 *
 * @param name the exact, case-sensitive name, or a pattern with {@code *} for any run of characters
 * @param lifetime the longest time it may live; empty for a cookie that ends with the browser
 *     session
 * @param httpOnly whether the filter adds {@code HttpOnly}; false where scripts must read it
 * @param sameSite the value that the filter sets where the application names none or a weaker one
 * @param domains the domains, besides the host itself, for which it may be set and must be expired
 * @param paths the paths, besides {@code /}, at which it must be expired
 * @param partitioned whether it is partitioned by top-level site (CHIPS)
 * @param thirdParty whether another site than this one sets or reads it
 * @param description what it holds, if declared
 */
public record CookieRule(
    String name,
    Optional<Duration> lifetime,
    boolean httpOnly,
    SameSite sameSite,
    List<String> domains,
    List<String> paths,
    boolean partitioned,
    boolean thirdParty,
    Optional<Localized> description) {

  /** Copies the lists. */
  public CookieRule {
    domains = List.copyOf(domains);
    paths = List.copyOf(paths);
  }
}
