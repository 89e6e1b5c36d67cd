// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.consentfilter.policy.Policy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns consent cookies into decisions and decisions of visitors into consent cookies. Thread-safe.
 */
public final class Decisions {

  private static final int CACHED_CHOICES = 10_000;

  private final Policy policy;
  private final Clock clock;
  private final ChoiceCodec codec;
  private final SecureRandom random = new SecureRandom();
  private final Decision undecided;
  private final Decision undecidedGpc;

  /**
   * Verified cookie values only: a forged one must never take the place of a visitor's. An attacker
   * can fill this only with choices that he really made.
   */
  private final Cache<String, Decision> verified =
      Caffeine.newBuilder().maximumSize(CACHED_CHOICES).build();

  /**
   * Creates the decisions of one policy.
   *
   * @param clock tells when choices expire
   */
  public Decisions(Policy policy, Keys keys, Clock clock) {
    this.policy = policy;
    this.clock = clock;
    this.codec = new ChoiceCodec(keys, policy.cookieNames().consent());
    this.undecided = Decision.of(policy, Optional.empty(), false, clock.instant());
    this.undecidedGpc = Decision.of(policy, Optional.empty(), true, clock.instant());
  }

  /**
   * Returns the decision behind a request. Anything but exactly one value that we signed and that
   * has not expired counts as no choice. Never throws.
   *
   * @param cookieValues the values of all consent cookies of the request
   * @param gpc whether the request carries Global Privacy Control
   */
  public Decision decide(List<String> cookieValues, boolean gpc) {
    return chosen(cookieValues).orElse(undecided(gpc));
  }

  /**
   * Returns the decision that a visitor made, if there is one that counts. Never throws.
   *
   * @param cookieValues the values of all consent cookies of the request
   */
  public Optional<Decision> chosen(List<String> cookieValues) {
    return cookieValues.size() == 1
        ? Optional.ofNullable(known(cookieValues.get(0))).filter(this::counts)
        : Optional.empty();
  }

  /**
   * Returns the decision of who did not choose.
   *
   * @param gpc whether the request carries Global Privacy Control
   */
  public Decision undecided(boolean gpc) {
    return gpc ? undecidedGpc : undecided;
  }

  private @Nullable Decision known(String value) {
    Decision cached = verified.getIfPresent(value);
    if (cached != null) {
      return cached;
    }
    Optional<Choice> choice = codec.decode(value);
    if (choice.isEmpty()) {
      return null;
    }
    Decision decision = Decision.of(policy, choice, false, choice.get().decidedAt());
    verified.put(value, decision);
    return decision;
  }

  /** Returns whether the choice behind a decision has not expired; false without a choice. */
  public boolean counts(Decision decision) {
    return clock.millis() < decision.expiresAtMillis();
  }

  /**
   * Returns the decision after a visitor selected. A selection that changes no answer returns the
   * present decision itself, so that nothing needs to be recorded.
   */
  public Decision choose(Decision present, Selection selection) {
    NavigableMap<Integer, Boolean> answers = new TreeMap<>();
    present.choice().map(Choice::answers).filter(this::fits).ifPresent(answers::putAll);
    answers.putAll(selection.answers(policy));
    if (present.choice().filter(choice -> choice.answers().equals(answers)).isPresent()) {
      return present;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Choice choice = new Choice(newRecordId(), now, policy.revision(), answers);
    return Decision.of(policy, Optional.of(choice), false, now);
  }

  /** Answers to what other releases asked are kept until a cookie could no longer hold them. */
  private boolean fits(NavigableMap<Integer, Boolean> earlier) {
    return earlier.size() + policy.items().size() <= ChoiceCodec.MAX_ANSWERS;
  }

  private String newRecordId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return Base64Url.encode(id);
  }

  /** Returns the value of the consent cookie for a choice. */
  public String cookieValue(Choice choice) {
    return codec.encode(choice);
  }
}
