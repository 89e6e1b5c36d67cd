// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import io.consentfilter.policy.Item;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is allowed now: the visitor's choice, held against the policy. No choice, a broken one, an
 * expired one, and everything that was not asked yet mean <em>denied</em>. Immutable and
 * thread-safe.
 */
public final class Decision {

  /** Where a decision comes from. */
  public enum Source {
    /** Nobody decided: the default, which denies. */
    NONE,
    /** The visitor chose. */
    VISITOR,
    /** No choice, but the browser sent Global Privacy Control: sharing purposes are denied. */
    GPC
  }

  private final Policy policy;
  private final Optional<Choice> choice;
  private final Source source;
  private final List<Item> open;
  private final Set<String> allowed;
  private final Set<String> declared;
  private final Optional<Instant> expiresAt;
  private final long expiresAtMillis;

  private Decision(Policy policy, Optional<Choice> choice, Source source) {
    this.policy = policy;
    this.choice = choice;
    this.source = source;
    this.open =
        policy.items().stream()
            .filter(
                item -> choice.isEmpty() || !choice.get().answers().containsKey(item.fingerprint()))
            .toList();
    this.allowed = allowed(policy, choice);
    this.declared = declared(policy);
    this.expiresAt = choice.map(c -> c.decidedAt().plus(policy.choiceLifetime()));
    this.expiresAtMillis = expiresAt.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
  }

  private static Set<String> allowed(Policy policy, Optional<Choice> choice) {
    Set<String> ids = new HashSet<>();
    ids.add(Purpose.NECESSARY);
    policy.services().stream().filter(s -> !s.asked()).map(Service::id).forEach(ids::add);
    choice.ifPresent(
        c -> policy.items().stream().filter(c::grants).map(Item::id).forEach(ids::add));
    return Set.copyOf(ids);
  }

  private static Set<String> declared(Policy policy) {
    Set<String> ids = new HashSet<>();
    policy.purposes().forEach(purpose -> ids.add(purpose.id()));
    policy.services().forEach(service -> ids.add(service.id()));
    return Set.copyOf(ids);
  }

  /**
   * Returns the decision that follows from a choice.
   *
   * @param gpc whether the request carries Global Privacy Control
   * @param now the present; a choice older than {@link Policy#choiceLifetime()} no longer counts
   */
  public static Decision of(Policy policy, Optional<Choice> choice, boolean gpc, Instant now) {
    Optional<Choice> valid =
        choice.filter(c -> now.isBefore(c.decidedAt().plus(policy.choiceLifetime())));
    if (valid.isPresent()) {
      return new Decision(policy, valid, Source.VISITOR);
    }
    boolean acts = gpc && policy.purposes().stream().anyMatch(Purpose::sharing);
    return new Decision(policy, Optional.empty(), acts ? Source.GPC : Source.NONE);
  }

  /** Returns the policy that this decision was held against. */
  public Policy policy() {
    return policy;
  }

  /** Returns whether everything that is asked about has an answer. */
  public boolean decided() {
    return open.isEmpty();
  }

  /** Returns where it comes from. */
  public Source source() {
    return source;
  }

  /**
   * Returns whether a purpose or service is allowed; what was never asked is not.
   *
   * @param id the id of a declared purpose or service, or {@link Purpose#NECESSARY}
   * @throws IllegalArgumentException if the policy declares no such id
   */
  public boolean allows(String id) {
    if (allowed.contains(id)) {
      return true;
    }
    if (!declared.contains(id)) {
      throw new IllegalArgumentException(
          "the policy declares no purpose or service \"" + id + "\"; declared are " + ids());
    }
    return false;
  }

  private String ids() {
    return policy.purposes().stream().map(Purpose::id).toList()
        + " and "
        + policy.services().stream().map(Service::id).toList();
  }

  /** Returns what is still to be asked, in the order of the policy. */
  public List<Item> open() {
    return open;
  }

  /** Returns the valid choice behind this decision. */
  public Optional<Choice> choice() {
    return choice;
  }

  /** Returns when the choice stops counting. */
  public Optional<Instant> expiresAt() {
    return expiresAt;
  }

  /** Returns when the choice stops counting, in milliseconds since 1970; long ago without one. */
  long expiresAtMillis() {
    return expiresAtMillis;
  }
}
