// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import io.consentfilter.policy.Item;
import io.consentfilter.policy.Policy;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a visitor picked in a form: everything, nothing, or named purposes and services. Immutable
 * and thread-safe.
 *
 * <p>A purpose without any of its services stands for all of them; a purpose with some of its
 * services stands for just those; a service alone is granted without its purpose.
 */
public final class Selection {

  /** Everything that is asked about. */
  public static final Selection ALL = new Selection(true, Set.of(), Set.of());

  /** Nothing: a refusal. */
  public static final Selection NONE = new Selection(false, Set.of(), Set.of());

  private final boolean all;
  private final Set<String> purposes;
  private final Set<String> services;

  private Selection(boolean all, Set<String> purposes, Set<String> services) {
    this.all = all;
    this.purposes = Set.copyOf(purposes);
    this.services = Set.copyOf(services);
  }

  /** Returns the selection of the named purposes and services; unknown ids select nothing. */
  public static Selection of(Set<String> purposes, Set<String> services) {
    return new Selection(false, purposes, services);
  }

  /** Returns an answer for every item of the policy, by fingerprint. */
  NavigableMap<Integer, Boolean> answers(Policy policy) {
    NavigableMap<Integer, Boolean> answers = new TreeMap<>();
    for (Item item : policy.items()) {
      answers.put(item.fingerprint(), all || picks(item, policy));
    }
    return answers;
  }

  private boolean picks(Item item, Policy policy) {
    if (item.isPurpose()) {
      return purposes.contains(item.id());
    }
    return services.contains(item.id())
        || (purposes.contains(item.purpose()) && !picksSomeServiceOf(item.purpose(), policy));
  }

  private boolean picksSomeServiceOf(String purpose, Policy policy) {
    Predicate<Item> siblings = item -> !item.isPurpose() && item.purpose().equals(purpose);
    return policy.items().stream().filter(siblings).anyMatch(i -> services.contains(i.id()));
  }
}
