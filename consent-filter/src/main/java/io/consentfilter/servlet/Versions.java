// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.page.PageContext;
import io.consentfilter.page.Pages;
import io.consentfilter.policy.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The statement in its present version and in those before it. Immutable and thread-safe. */
final class Versions {

  /** The newest first, the present one before all others. */
  private final List<Policy> policies;

  Versions(Policy present, List<Policy> earlier) {
    List<Policy> all = new ArrayList<>(List.of(present));
    earlier.stream()
        .filter(policy -> policy.revision() != present.revision())
        .sorted(Comparator.comparingInt(Policy::revision).reversed())
        .forEach(all::add);
    this.policies = List.copyOf(all);
  }

  /**
   * Returns the statement of a version.
   *
   * @param revision as somebody asked for it; anything but an earlier revision gets the present one
   */
  String statement(PageContext context, String revision) {
    int found = 0;
    for (int i = 1; i < policies.size(); i++) {
      if (Integer.toString(policies.get(i).revision()).equals(revision)) {
        found = i;
      }
    }
    return new Pages(policies.get(found))
        .statement(context, policies.subList(found + 1, policies.size()));
  }
}
