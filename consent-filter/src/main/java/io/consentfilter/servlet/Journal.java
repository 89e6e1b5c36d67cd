// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.consentfilter.gate.Verdict;
import io.consentfilter.ledger.LedgerException;
import io.consentfilter.login.LoginStoreException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the filter tells the operator: names of cookies, never values, and nothing about a visitor.
 * What repeats at every request is said once. Thread-safe.
 */
final class Journal {

  private static final Logger LOG = System.getLogger("io.consentfilter");
  private static final int KNOWN_NAMES = 1_000;
  private static final long STORE_SILENCE_MILLIS = 60_000;

  private final Clock clock;
  private final Cache<String, Boolean> said =
      Caffeine.newBuilder().maximumSize(KNOWN_NAMES).executor(Runnable::run).build();
  private final AtomicLong storeSaid = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong ledgerSaid = new AtomicLong(Long.MIN_VALUE);

  Journal(Clock clock) {
    this.clock = clock;
  }

  void refused(Verdict.Refused refusal) {
    switch (refusal.reason()) {
      case DENIED -> LOG.log(Level.DEBUG, "withheld, not allowed: cookie {0}", refusal.name());
      case UNDECLARED ->
          once(
              Level.WARNING,
              "withheld: cookie \""
                  + refusal.name()
                  + "\" is not declared; declare it under a"
                  + " service; see docs/troubleshooting.md#undeclared-cookie");
      case RESERVED ->
          once(
              Level.WARNING,
              "withheld: cookie \"" + refusal.name() + "\" has the name of one of the filter's");
      case MALFORMED ->
          once(Level.WARNING, "withheld: cookie \"" + refusal.name() + "\" is malformed");
      case OVERSIZE ->
          once(
              Level.WARNING,
              "withheld: cookie \""
                  + refusal.name()
                  + "\" is over 4096 bytes, which browsers drop");
    }
  }

  void undeclared(String name) {
    once(
        Level.WARNING,
        "sent, since undeclared cookies are only reported: cookie \""
            + name
            + "\" is not declared");
  }

  void tooLate(String name) {
    once(Level.WARNING, "lost: cookie \"" + name + "\" was set after the response was committed");
  }

  void malformedCookies() {
    LOG.log(Level.DEBUG, "the container could not read the cookies of a request; went on without");
  }

  /** A store that fails would fail at every request, so this is said once a minute. */
  void storeFailed(LoginStoreException e) {
    long now = clock.millis();
    long last = storeSaid.get();
    if (now - STORE_SILENCE_MILLIS >= last && storeSaid.compareAndSet(last, now)) {
      LOG.log(Level.ERROR, "the login store fails; visitors are anonymous until it recovers", e);
    }
  }

  /** As {@link #storeFailed}, of the ledger. */
  void ledgerFailed(LedgerException e) {
    long now = clock.millis();
    long last = ledgerSaid.get();
    if (now - STORE_SILENCE_MILLIS >= last && ledgerSaid.compareAndSet(last, now)) {
      LOG.log(Level.ERROR, "the ledger fails; nothing can be granted until it recovers", e);
    }
  }

  void nothingRecorded() {
    LOG.log(
        Level.WARNING,
        "choices are not recorded, so that none can be proved: name a folder in the init-parameter"
            + " \"{0}\" of ConsentFilter; see docs/troubleshooting.md#no-ledger",
        Setup.LEDGER_PARAMETER);
  }

  void insecureTransport() {
    LOG.log(
        Level.WARNING,
        "transport is \"http\": cookies are neither Secure nor prefixed; for development only");
  }

  /** What browsers report is anybody's claim, so it is a hint, told once. */
  void violation(Violation violation) {
    once(
        Level.WARNING,
        "reported by a browser: "
            + violation.directive()
            + " of the Content-Security-Policy refuses "
            + violation.blocked()
            + "; declare it under a service, or take it out of the page; see"
            + " docs/troubleshooting.md#refused-by-the-browser");
  }

  void inventoryNotWritten(IOException e) {
    LOG.log(Level.ERROR, "the inventory cannot be written; it is kept in memory", e);
  }

  void nobodyTrusted() {
    LOG.log(
        Level.WARNING,
        "transport is \"proxied\" and no proxy is trusted: all visitors seem to come from the"
            + " same address, so that one attacker slows the logins of all; name the proxy in"
            + " the init-parameter \"{0}\" of ConsentFilter; see"
            + " docs/troubleshooting.md#behind-a-proxy",
        Setup.PROXIES_PARAMETER);
  }

  private void once(Level level, String message) {
    if (said.asMap().putIfAbsent(message, true) == null) {
      LOG.log(level, message);
    }
  }
}
