// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.consentfilter.policy.Policy;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

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
  private final Cache<Signature, Verified> verified =
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
    Optional<Decision> chosen =
        cookieValues.size() == 1 ? chosen(cookieValues.get(0)) : Optional.empty();
    return chosen.orElse(undecided(gpc));
  }

  /**
   * Returns the decision that a visitor made, if we signed it and it has not expired. Never throws.
   *
   * @param cookieValue the value of the only consent cookie of the request
   */
  public Optional<Decision> chosen(CharSequence cookieValue) {
    return codec
        .bytes(cookieValue)
        .flatMap(this::known)
        .filter(decision -> counts(decision, clock.millis()));
  }

  /**
   * Returns the decision of who did not choose.
   *
   * @param gpc whether the request carries Global Privacy Control
   */
  public Decision undecided(boolean gpc) {
    return gpc ? undecidedGpc : undecided;
  }

  private Optional<Decision> known(byte[] bytes) {
    Signature signature = Signature.of(bytes);
    Verified cached = verified.getIfPresent(signature);
    if (cached != null && MessageDigest.isEqual(cached.bytes, bytes)) {
      return Optional.of(cached.decision);
    }
    if (!codec.signed(bytes)) {
      return Optional.empty();
    }
    Choice choice = ChoiceCodec.parse(bytes);
    Decision decision = Decision.of(policy, Optional.of(choice), false, choice.decidedAt());
    verified.put(signature, new Verified(bytes, decision));
    return Optional.of(decision);
  }

  /** The last 16 bytes of a value, which differ between any two that we signed. */
  private record Signature(long high, long low) {

    static Signature of(byte[] bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new Signature(buffer.getLong(bytes.length - 16), buffer.getLong(bytes.length - 8));
    }
  }

  private static final class Verified {

    private final byte[] bytes;
    private final Decision decision;

    Verified(byte[] bytes, Decision decision) {
      this.bytes = bytes;
      this.decision = decision;
    }
  }

  /**
   * Returns whether the choice behind a decision has not expired; false without a choice.
   *
   * @param now the present, in milliseconds since 1970
   */
  public boolean counts(Decision decision, long now) {
    return now < decision.expiresAtMillis();
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
