// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import io.consentfilter.consent.Choice;
import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Item;
import io.consentfilter.policy.Policy;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that a visitor decided, as the ledger keeps it: no address, no browser, no name, no
 * page. Immutable and thread-safe.
 *
 * @param recordId 128 random bits as base64url, which only the visitor's cookie holds besides
 * @param replaces the record that no longer counts because of this one, if there is one
 * @param event what happened
 * @param source who made it happen
 * @param at when, to the second
 * @param expiresAt when it stops to count
 * @param revision the revision of the policy
 * @param notice the hash of what was shown, see {@link ShownNotice#hash()}
 * @param language the language in which it was shown
 * @param purposes granted or denied, for each purpose, in the order of the policy
 * @param services granted or denied, for each service that is asked for, in that order
 */
public record ConsentRecord(
    String recordId,
    Optional<String> replaces,
    Event event,
    Source source,
    Instant at,
    Instant expiresAt,
    int revision,
    String notice,
    String language,
    Map<String, Boolean> purposes,
    Map<String, Boolean> services) {

  /** The purpose of a remembered login, which is asked for beside the login form. */
  public static final String REMEMBER_ME = "remember-me";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What happened. */
  public enum Event {
    /** Something is allowed, and nothing was before. */
    GRANT,
    /** Nothing is allowed, and nothing was before. */
    REFUSAL,
    /** Something is allowed, and something was before. */
    CHANGE,
    /** Nothing is allowed any more. */
    WITHDRAWAL,
    /** A login is to be remembered. */
    REMEMBER_ME;

    /** Returns the word that the ledger uses. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Who made it happen. */
  public enum Source {
    /** The visitor chose. */
    VISITOR,
    /** The browser sent Global Privacy Control. */
    GPC;

    /** Returns the word that the ledger uses. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the answers; refuses an id or hash that is none, so that no line is broken by it. */
  public ConsentRecord {
    if (!ID.matcher(recordId).matches() || !HASH.matcher(notice).matches()) {
      throw new IllegalArgumentException("a record id or the hash of a notice is not base64url");
    }
    purposes = Collections.unmodifiableMap(new LinkedHashMap<>(purposes));
    services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
  }

  /**
   * Makes the record of a visitor's choice.
   *
   * @param before what counted until then
   * @param after what counts from now on
   * @throws IllegalArgumentException if {@code after} is not the decision of a visitor
   */
  public static ConsentRecord ofChoice(
      Decision before, Decision after, String notice, String language) {
    Choice choice =
        after.choice().orElseThrow(() -> new IllegalArgumentException("nobody chose this"));
    Policy policy = after.policy();
    return new ConsentRecord(
        choice.recordId(),
        before.choice().map(Choice::recordId),
        event(grants(before), grants(after)),
        Source.VISITOR,
        choice.decidedAt(),
        choice.decidedAt().plus(policy.choiceLifetime()),
        choice.revision(),
        notice,
        language,
        answers(after, true),
        answers(after, false));
  }

  /**
   * Makes the record of Global Privacy Control acting for a visitor who has not chosen.
   *
   * @param decision what counts because of the signal
   * @param at when, to the second
   */
  public static ConsentRecord ofSignal(
      Decision decision, Instant at, String notice, String language) {
    Policy policy = decision.policy();
    return new ConsentRecord(
        newId(),
        Optional.empty(),
        Event.REFUSAL,
        Source.GPC,
        at,
        at.plus(policy.choiceLifetime()),
        policy.revision(),
        notice,
        language,
        answers(decision, true),
        answers(decision, false));
  }

  /**
   * Makes the record of somebody's wish to have the login remembered, which no banner asks for.
   *
   * @param at when, to the second
   */
  public static ConsentRecord ofRememberMe(
      Policy policy, Instant at, String notice, String language) {
    return new ConsentRecord(
        newId(),
        Optional.empty(),
        Event.REMEMBER_ME,
        Source.VISITOR,
        at,
        at.plus(policy.rememberMe().maxAge()),
        policy.revision(),
        notice,
        language,
        Map.of(REMEMBER_ME, true),
        Map.of());
  }

  private static String newId() {
    byte[] id = new byte[16];
    RANDOM.nextBytes(id);
    return Hashes.encode(id);
  }

  private static boolean grants(Decision decision) {
    return decision.policy().items().stream().anyMatch(item -> decision.allows(item.id()));
  }

  private static Event event(boolean before, boolean after) {
    if (after) {
      return before ? Event.CHANGE : Event.GRANT;
    }
    return before ? Event.WITHDRAWAL : Event.REFUSAL;
  }

  private static Map<String, Boolean> answers(Decision decision, boolean purposes) {
    Map<String, Boolean> answers = new LinkedHashMap<>();
    for (Item item : decision.policy().items()) {
      if (item.isPurpose() == purposes) {
        answers.put(item.id(), decision.allows(item.id()));
      }
    }
    return answers;
  }
}
