// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What changes for visitors between two policies: whoever answered the older one is asked about
 * what is new in meaning, and about nothing else. Immutable and thread-safe.
 *
 * @param asked the purposes and services of the newer policy that need an answer
 * @param dropped those of the older policy whose answers no longer count
 */
public record PolicyDiff(List<Item> asked, List<Item> dropped) {

  /** Copies the lists. */
  public PolicyDiff {
    asked = List.copyOf(asked);
    dropped = List.copyOf(dropped);
  }

  /** Returns the difference in meaning; texts, cookies and order make none. */
  public static PolicyDiff between(Policy older, Policy newer) {
    return new PolicyDiff(missing(newer, older), missing(older, newer));
  }

  private static List<Item> missing(Policy of, Policy in) {
    Set<Integer> known =
        in.items().stream().map(Item::fingerprint).collect(Collectors.toUnmodifiableSet());
    return of.items().stream().filter(item -> !known.contains(item.fingerprint())).toList();
  }
}
