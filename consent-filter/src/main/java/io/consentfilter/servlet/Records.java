// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.consentfilter.consent.Choice;
import io.consentfilter.consent.Decision;
import io.consentfilter.consent.Decisions;
import io.consentfilter.ledger.ConsentRecord;
import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.LedgerException;
import io.consentfilter.ledger.Receipts;
import io.consentfilter.ledger.ShownNotice;
import io.consentfilter.ledger.SigningKeys;
import io.consentfilter.ledger.Terms;
import io.consentfilter.page.PageContext;
import io.consentfilter.page.Pages;
import io.consentfilter.page.RecordedChoice;
import io.consentfilter.policy.LedgerTerms;
import io.consentfilter.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What goes into the ledger, and what comes out of it for a visitor. Without a ledger nothing is
 * recorded and nothing comes out. Thread-safe.
 */
final class Records {

  private static final int MOST_SIGNALS = 100_000;
  private static final Duration SIGNAL_LIFE = Duration.ofHours(24);

  private final Policy policy;
  private final Clock clock;
  private final Pages pages;
  private final Journal journal;
  private final Terms terms;
  private final Decision undecided;
  private final Optional<Ledger> ledger;
  private final Optional<SigningKeys> keys;
  private final Map<String, String> notices = new ConcurrentHashMap<>();

  private final String signalKey;

  /** Who sent Global Privacy Control within a day, by a keyed hash. */
  private final Cache<String, Boolean> signals;

  /** A ledger and the keys that sign for it. */
  record Kept(Ledger ledger, SigningKeys keys) {}

  Records(
      Policy policy,
      Clock clock,
      Pages pages,
      Decisions decisions,
      Journal journal,
      Optional<Kept> kept) {
    this.policy = policy;
    this.clock = clock;
    this.pages = pages;
    this.journal = journal;
    this.terms = terms(policy);
    this.undecided = decisions.decide(List.of(), false);
    this.ledger = kept.map(Kept::ledger);
    this.keys = kept.map(Kept::keys);
    this.signalKey = newKey();
    this.signals =
        Caffeine.newBuilder()
            .maximumSize(MOST_SIGNALS)
            .expireAfterWrite(SIGNAL_LIFE)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .executor(Runnable::run)
            .build();
  }

  private static String newKey() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static Terms terms(Policy policy) {
    LedgerTerms declared = policy.ledger();
    return new Terms(
        declared.jurisdiction(),
        declared.storageLocation(),
        declared.retention(),
        "at " + policy.prefix() + ": refuse, or take away what was ticked and save");
  }

  /** What is done with the ledger; a failure is told to the operator and to the caller. */
  private boolean done(Consumer<Ledger> step) {
    try {
      ledger.ifPresent(step);
      return true;
    } catch (LedgerException e) {
      journal.ledgerFailed(e);
      return false;
    }
  }

  /**
   * Records a choice before it takes effect. A choice that changes nothing is no choice.
   *
   * @return false if it could not be recorded; then nothing may be granted
   */
  boolean choice(Decision before, Decision after, String language) {
    return after == before
        || done(
            kept ->
                kept.append(
                    ConsentRecord.ofChoice(before, after, shown(kept, language), language)));
  }

  /**
   * Records that Global Privacy Control keeps sharing off for somebody who has not chosen: once a
   * day for each client, since nothing in the browser remembers it. A signal grants nothing, so it
   * counts whether or not it can be recorded.
   *
   * @param client tells clients apart; kept as a keyed hash, in memory, for a day
   */
  void signal(Decision decision, String client, String language) {
    if (decision.source() == Decision.Source.GPC
        && ledger.isPresent()
        && signals.asMap().putIfAbsent(hash(client), true) == null) {
      done(
          kept ->
              kept.append(
                  ConsentRecord.ofSignal(decision, now(), shown(kept, language), language)));
    }
  }

  /** Addresses are few enough to be tried one by one, so the hash has a key that nobody keeps. */
  private String hash(String client) {
    byte[] keyed = sha256().digest((signalKey + client).getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(keyed);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Records the wish to stay logged in, before it is granted.
   *
   * @return false if it could not be recorded; then no login may be remembered
   */
  boolean rememberMe(PageContext context) {
    return done(
        kept -> {
          String shown = pages.rememberBox(context);
          String label = pages.rememberLabel(context);
          ShownNotice notice =
              ShownNotice.ofRememberMe(policy, terms, context.language(), label, shown);
          kept.append(
              ConsentRecord.ofRememberMe(policy, now(), kept.keep(notice), context.language()));
        });
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Keeps what a visitor is shown who has not chosen: both layers, with nobody's data in them. */
  private String shown(Ledger kept, String language) {
    String known = notices.get(language);
    if (known != null) {
      return known;
    }
    PageContext nobody = new PageContext("", policy.prefix(), language, "/", false);
    String shown =
        pages.banner(undecided, nobody)
            + pages.settingsLayer(undecided, nobody)
            + pages.settings(undecided, nobody, Optional.empty());
    String hash = kept.keep(ShownNotice.of(policy, terms, language, shown));
    notices.put(language, hash);
    return hash;
  }

  /**
   * Returns the signed receipt of a visitor's choice as JSON; empty if nothing is recorded.
   *
   * @throws LedgerException if the ledger cannot be read
   */
  Optional<String> receipt(Decision decision) {
    return decision.choice().flatMap(this::receipt);
  }

  private Optional<String> receipt(Choice choice) {
    return ledger.flatMap(
        kept ->
            new Receipts(kept, keys.orElseThrow(), clock)
                .of(choice.recordId(), choice.decidedAt()));
  }

  /** Returns whether there is a ledger. */
  boolean kept() {
    return ledger.isPresent();
  }

  /**
   * Returns what the ledger has of a visitor's choice; empty if nothing is recorded.
   *
   * @throws LedgerException if the ledger cannot be read
   */
  Optional<RecordedChoice> recorded(Decision decision) {
    return decision
        .choice()
        .flatMap(choice -> ledger.flatMap(kept -> kept.find(choice.recordId(), choice.decidedAt())))
        .map(RecordWords::of);
  }

  /** Returns the keys that verify receipts, as a JSON Web Key set. */
  Optional<String> publicKeys() {
    return keys.map(SigningKeys::publicKeys);
  }

  /** Removes records whose time has come. */
  void purge() {
    done(kept -> kept.purge(clock.instant().minus(terms.retention())));
  }

  /** Signs the head of the ledger and lets go of it. */
  void close() {
    ledger.ifPresent(Ledger::close);
  }
}
