// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import io.consentfilter.policy.CookieRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Deletes a cookie in every scope that it may live in. A cookie is known by name, domain, whether
 * it is of the host only, path and partition (RFC 6265bis section 5.7), and a request shows just
 * the name. Immutable and thread-safe.
 */
final class CookieExpiry {

  private final CookieHardener hardener;

  CookieExpiry(CookieHardener hardener) {
    this.hardener = hardener;
  }

  /** Returns the deletions of one cookie, as short as browsers understand them. */
  List<SetCookie> of(String name, CookieRule rule, String host) {
    SetCookie bare = SetCookie.of(name, "").with("Max-Age", "0");
    if (CookiePrefix.host(name)) {
      return twins(bare, rule);
    }
    List<SetCookie> deletions = new ArrayList<>();
    for (String path : paths(rule)) {
      SetCookie there = bare.with("Path", path);
      deletions.addAll(twins(there, rule));
      domains(rule, host).forEach(d -> deletions.addAll(twins(there.with("Domain", d), rule)));
    }
    return deletions;
  }

  private List<SetCookie> twins(SetCookie deletion, CookieRule rule) {
    SetCookie plain = hardener.acceptable(deletion);
    return rule.partitioned()
        ? List.of(plain, hardener.acceptable(deletion.with("Partitioned")))
        : List.of(plain);
  }

  private static Set<String> paths(CookieRule rule) {
    Set<String> paths = new LinkedHashSet<>(List.of("/"));
    // At a path that no header can carry there is no cookie either.
    rule.paths().stream().filter(SetCookie::sendable).forEach(paths::add);
    return paths;
  }

  private static Set<String> domains(CookieRule rule, String host) {
    Set<String> domains = new LinkedHashSet<>();
    for (String domain : rule.domains()) {
      String lower = domain.toLowerCase(Locale.ROOT);
      domains.add(lower.startsWith(".") ? lower.substring(1) : lower);
    }
    domains.addAll(HostDomains.of(host));
    return domains;
  }
}
