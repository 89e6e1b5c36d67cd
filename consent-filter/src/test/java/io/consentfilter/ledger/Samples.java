// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import io.consentfilter.consent.Decision;
import io.consentfilter.consent.Decisions;
import io.consentfilter.consent.Keys;
import io.consentfilter.consent.Selection;
import io.consentfilter.policy.Policy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A site, its notice, and records of its visitors. Safe for use by several threads. */
public final class Samples {

  /** When everything begins. */
  public static final Instant START = Instant.parse("2026-11-01T09:00:00Z");

  /** The keys of all tests. */
  public static final SigningKeys KEYS = SigningKeys.parse(SigningKeys.generate());

  /** A site with two purposes and two services that are asked for. */
  public static final Policy POLICY =
      Policy.parse(
          """
          {"revision":3,
           "controller":{"name":"Boekhuis","address":"Gracht 1, Amsterdam",
                         "contact":"info@boekhuis.example","privacyPage":"/privacy"},
           "languages":["nl","en"],
           "purposes":[
             {"id":"analytics","name":{"nl":"Statistieken","en":"Statistics"},
              "description":{"nl":"We tellen.","en":"We count."}},
             {"id":"video","name":{"nl":"Films","en":"Films"},
              "description":{"nl":"Films.","en":"Films."},"sharing":true}],
           "services":[{"use":"youtube"},{"use":"matomo","origins":["https://stats.boekhuis.example"]}]}
          """);

  private static final Terms TERMS =
      new Terms("NL", "EU", Duration.ofDays(5 * 365), "/consent, button \"Intrekken\"");

  /** What the visitors of that site were shown. */
  public static final ShownNotice NOTICE =
      ShownNotice.of(POLICY, TERMS, "nl", "Mogen wij tellen? [Accepteren] [Weigeren]");

  /** What is shown beside the login form. */
  public static final ShownNotice REMEMBER_NOTICE =
      ShownNotice.ofRememberMe(
          POLICY, TERMS, "nl", "Ingelogd blijven", "30 dagen, niet op openbare pc's");

  private Samples() {}

  /** A clock that stands still. */
  public static Clock at(Instant instant) {
    return Clock.fixed(instant, ZoneOffset.UTC);
  }

  /** A clock that a test moves by hand. */
  public static final class HandClock extends Clock {
    private volatile Instant now = START;

    /** Moves it forward. */
    public void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** The decision of a visitor who chose at a time, or of nobody where nothing is selected. */
  public static Decision decision(Decision before, Selection selection, Instant at) {
    return new Decisions(POLICY, Keys.parse(Keys.generate()), at(at)).choose(before, selection);
  }

  /** Nobody has decided anything. */
  public static Decision undecided() {
    return Decision.of(POLICY, Optional.empty(), false, START);
  }

  /** A visitor who allowed statistics alone, each time another one. */
  public static ConsentRecord record(Instant at) {
    Decision after = decision(undecided(), Selection.of(Set.of("analytics"), Set.of()), at);
    return ConsentRecord.ofChoice(undecided(), after, NOTICE.hash(), "nl");
  }

  /** As many records, a second apart. */
  public static void fill(Ledger ledger, int count) {
    ledger.keep(NOTICE);
    for (int i = 0; i < count; i++) {
      ledger.append(record(START.plusSeconds(i)));
    }
  }

  /** Verifies a ledger. */
  public static Verification verify(LedgerStore store) {
    return new Ledger(store, KEYS, at(START)).verify(List.of(), progress -> {});
  }

  /** The faults as text. */
  public static List<String> faults(LedgerStore store) {
    return verify(store).faults().stream().map(Fault::toString).toList();
  }

  /** A record of nothing in particular, with a given id. */
  public static ConsentRecord named(String recordId, Instant at) {
    ConsentRecord any = record(at);
    return new ConsentRecord(
        recordId,
        Optional.empty(),
        any.event(),
        any.source(),
        at,
        any.expiresAt(),
        any.revision(),
        any.notice(),
        any.language(),
        Map.copyOf(any.purposes()),
        Map.copyOf(any.services()));
  }
}
