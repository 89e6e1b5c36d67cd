// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.ChoiceLimiter;
import io.consentfilter.consent.Decisions;
import io.consentfilter.consent.Keys;
import io.consentfilter.gate.CookieGate;
import io.consentfilter.gate.SetCookie;
import io.consentfilter.gate.Verdict;
import io.consentfilter.page.Languages;
import io.consentfilter.page.PageContext;
import io.consentfilter.page.Pages;
import io.consentfilter.policy.Policy;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The parts of one filter, made once when it starts. Thread-safe. */
final class Toolkit {

  private static final int MOST_REFUSALS = 500;
  private static final int MOST_REPORTS_A_MINUTE = 120;

  private final Policy policy;
  private final Clock clock;
  private final Decisions decisions;
  private final CookieGate cookieGate;
  private final Pages pages;
  private final Journal journal;
  private final LoginFlow logins;
  private final OriginCheck originCheck;
  private final FormKeys formKeys;
  private final Hardening hardening;
  private final Enforcement enforcement;
  private final Standings standings;
  private final CspReports reports;
  private final Records records;
  private final ChoiceLimiter limiter;
  private final Versions versions;
  private final Upkeep upkeep;
  private final Sightings sightings;
  private final SecureRandom random = new SecureRandom();

  Toolkit(
      Policy policy,
      String contextPath,
      Keys keys,
      Clock clock,
      Optional<Records.Kept> ledger,
      List<Policy> earlier,
      LoginFlow logins,
      Sightings sightings,
      Journal journal) {
    this.policy = policy;
    this.clock = clock;
    this.decisions = new Decisions(policy, keys, clock);
    this.cookieGate = new CookieGate(policy, clock);
    this.pages = new Pages(policy, ledger.isPresent());
    this.originCheck = new OriginCheck(policy.transport());
    this.formKeys = new FormKeys(keys);
    this.hardening = new Hardening(policy);
    this.enforcement = new Enforcement(policy, contextPath);
    this.standings = new Standings(decisions, enforcement, policy.cookieNames());
    this.reports = new CspReports(clock, MOST_REFUSALS, MOST_REPORTS_A_MINUTE);
    this.records = new Records(policy, clock, pages, decisions, journal, ledger);
    this.versions = new Versions(policy, earlier);
    this.limiter = new ChoiceLimiter(clock);
    this.upkeep = new Upkeep(clock, List.of(records::purge));
    this.sightings = sightings;
    this.logins = logins;
    this.journal = journal;
  }

  Policy policy() {
    return policy;
  }

  Clock clock() {
    return clock;
  }

  Decisions decisions() {
    return decisions;
  }

  CookieGate cookieGate() {
    return cookieGate;
  }

  Pages pages() {
    return pages;
  }

  Journal journal() {
    return journal;
  }

  LoginFlow logins() {
    return logins;
  }

  OriginCheck originCheck() {
    return originCheck;
  }

  FormKeys formKeys() {
    return formKeys;
  }

  Hardening hardening() {
    return hardening;
  }

  Enforcement enforcement() {
    return enforcement;
  }

  Standings standings() {
    return standings;
  }

  Versions versions() {
    return versions;
  }

  Records records() {
    return records;
  }

  /** Says when one client chooses too often. */
  ChoiceLimiter limiter() {
    return limiter;
  }

  Upkeep upkeep() {
    return upkeep;
  }

  CspReports reports() {
    return reports;
  }

  Sightings sightings() {
    return sightings;
  }

  /** Returns a nonce for one page: 144 random bits in base64. */
  String newNonce() {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns the cookie as it may be sent, or empty if it must not be; tells the journal. */
  Optional<SetCookie> admit(Verdict verdict) {
    if (verdict instanceof Verdict.Allowed allowed) {
      return Optional.of(allowed.cookie());
    }
    if (verdict instanceof Verdict.Reported reported) {
      journal.undeclared(reported.name());
      return Optional.of(reported.cookie());
    }
    journal.refused((Verdict.Refused) verdict);
    return Optional.empty();
  }

  /** Takes denied cookies that the browser still sends away, in every scope they may have. */
  void expireDenied(Exchange exchange) {
    String host = exchange.request().getServerName();
    cookieGate
        .expiries(exchange.standing().cookies().names(), exchange.decision(), host)
        .forEach(exchange::send);
  }

  /** Returns where and for whom something is rendered; the page's own language comes first. */
  PageContext context(Exchange exchange, Optional<String> pageLanguage) {
    HttpServletRequest request = exchange.request();
    String language =
        Languages.choose(
            policy, pageLanguage, Optional.ofNullable(request.getHeader("Accept-Language")));
    return new PageContext(
        request.getContextPath(),
        request.getContextPath() + policy.prefix(),
        language,
        returnPath(exchange),
        RequestKind.globalPrivacyControl(request));
  }

  /** The page that the visitor is on; what a form posted cannot be asked for again. */
  private static String returnPath(Exchange exchange) {
    HttpServletRequest request = exchange.request();
    String home = request.getContextPath() + "/";
    if (!request.getMethod().equals("GET")) {
      return home;
    }
    return LocalPath.of(exchange.address()).orElse(home);
  }

  /** Returns the path and query that the visitor asked for, as sent. */
  static String address(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
  }
}
