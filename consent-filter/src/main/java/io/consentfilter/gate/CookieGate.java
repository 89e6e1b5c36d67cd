// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import io.consentfilter.consent.Decision;
import io.consentfilter.policy.CookieNames;
import io.consentfilter.policy.CookieRule;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.SameSite;
import io.consentfilter.policy.Service;
import io.consentfilter.policy.Undeclared;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides which cookies the application may read and set. What is not declared, or declared and not
 * allowed, stays out. Every decision passed in must be held against this gate's policy. Immutable
 * and thread-safe.
 */
public final class CookieGate {

  /**
   * How much of a response's headers the deletions may take; Tomcat and Jetty fail a response with
   * more than 8 KiB of headers.
   */
  private static final int EXPIRY_BUDGET = 4096;

  private final CookieNames own;
  private final SameSite sessionSameSite;
  private final Undeclared undeclared;
  private final NamePatterns<Declared> rules = new NamePatterns<>();
  private final CookieHardener hardener;
  private final CookieExpiry expiry;
  private final Clock clock;

  private record Declared(Service service, CookieRule rule) {

    boolean allowedBy(Decision decision) {
      return decision.allows(service.id());
    }
  }

  /** Indexes the cookies that the policy declares; of equal patterns the first counts. */
  public CookieGate(Policy policy, Clock clock) {
    this.own = policy.cookieNames();
    this.sessionSameSite = policy.session().sameSite();
    this.undeclared = policy.undeclared();
    for (Service service : policy.services()) {
      service.cookies().forEach(rule -> rules.add(rule.name(), new Declared(service, rule)));
    }
    this.hardener = new CookieHardener(policy.transport().secure());
    this.expiry = new CookieExpiry(hardener);
    this.clock = clock;
  }

  /**
   * Returns the service that declares a cookie: by its exact name, else by the pattern with the
   * most literal characters. The filter's own cookies belong to none.
   *
   * @param cookieName the name, case-sensitive
   */
  public Optional<Service> serviceOf(String cookieName) {
    return isOwn(cookieName) ? Optional.empty() : rules.find(cookieName).map(Declared::service);
  }

  /** Returns whether a cookie is one of the filter's own or declared by a service. */
  public boolean declares(String cookieName) {
    return isOwn(cookieName) || rules.get(cookieName) != null;
  }

  private boolean isOwn(String name) {
    return name.equals(own.session()) || isReserved(name);
  }

  private boolean isReserved(String name) {
    return name.equals(own.consent()) || name.equals(own.remember());
  }

  /**
   * Returns whether the application may read a request cookie: the session cookie and those of
   * allowed services; undeclared ones only while the policy merely reports them. The filter's
   * consent and remember cookies it never sees.
   */
  public boolean visible(String requestCookieName, Decision decision) {
    if (isOwn(requestCookieName)) {
      return requestCookieName.equals(own.session());
    }
    Declared declared = rules.get(requestCookieName);
    return declared == null ? undeclared == Undeclared.REPORT : declared.allowedBy(decision);
  }

  /**
   * Returns a request's {@code Cookie} header without the cookies that the application may not
   * read. Pairs end at {@code ;} whatever quotes there are, as RFC 6265bis has it; a pair without
   * {@code =} counts as a name.
   *
   * @return the same text where nothing is hidden; else what is left, perhaps nothing, every pair
   *     unchanged
   */
  public String visibleHeader(String cookieHeader, Decision decision) {
    return new CookieHeader(cookieHeader).keep(name -> visible(name, decision));
  }

  /**
   * Returns a request's {@code Cookie} headers without the cookies that the application may not
   * read; headers of which nothing is left are gone.
   *
   * @return the same list where nothing is hidden
   */
  public List<String> visibleHeaders(List<String> cookieHeaders, Decision decision) {
    List<String> visible =
        cookieHeaders.stream()
            .map(header -> visibleHeader(header, decision))
            .filter(header -> !header.isEmpty())
            .toList();
    return visible.equals(cookieHeaders) ? cookieHeaders : visible;
  }

  /**
   * Judges a {@code Set-Cookie} header of the application.
   *
   * @param setCookieHeader its value, which may be anything
   */
  public Verdict judge(String setCookieHeader, Decision decision) {
    return SetCookie.parse(setCookieHeader)
        .map(cookie -> judge(cookie, decision))
        .orElseGet(() -> unsound(setCookieHeader));
  }

  /**
   * Judges a cookie that the application built.
   *
   * @param attributes the attributes by name, as {@link SetCookie#build} takes them
   */
  public Verdict judge(
      String name, String value, Map<String, String> attributes, Decision decision) {
    return SetCookie.build(name, value, attributes)
        .map(cookie -> judge(cookie, decision))
        .orElseGet(() -> unsound(name, value));
  }

  private static Verdict unsound(String header) {
    String pair =
        header.substring(0, header.indexOf(';') < 0 ? header.length() : header.indexOf(';'));
    int equals = pair.indexOf('=');
    return equals < 0
        ? new Verdict.Refused(Verdict.Reason.MALFORMED, "")
        : unsound(SetCookie.trim(pair.substring(0, equals)), pair.substring(equals + 1));
  }

  private static Verdict unsound(String name, String value) {
    boolean oversize = !SetCookie.fits(name, SetCookie.trim(value));
    return new Verdict.Refused(oversize ? Verdict.Reason.OVERSIZE : Verdict.Reason.MALFORMED, name);
  }

  /**
   * Judges a cookie of the application. Deletions always pass. What passes is tightened, never
   * loosened: {@code Secure}, {@code HttpOnly}, {@code SameSite}, {@code Partitioned} and lifetime
   * as the policy declares them, at most 400 days (RFC 6265bis section 5.5).
   */
  public Verdict judge(SetCookie cookie, Decision decision) {
    Instant now = clock.instant();
    String name = cookie.name();
    Optional<Declared> declared = isOwn(name) ? Optional.empty() : rules.find(name);
    if (cookie.deletes(now)) {
      return new Verdict.Allowed(hardener.deletion(cookie, declared.map(Declared::rule)));
    }
    if (isReserved(name)) {
      return new Verdict.Refused(Verdict.Reason.RESERVED, name);
    }
    if (name.equals(own.session())) {
      return new Verdict.Allowed(harden(cookie.withoutLifetime()));
    }
    return declared.map(d -> judge(cookie, d, decision, now)).orElseGet(() -> stray(cookie, now));
  }

  private Verdict judge(SetCookie cookie, Declared declared, Decision decision, Instant now) {
    return declared.allowedBy(decision)
        ? new Verdict.Allowed(hardener.declared(cookie, declared.rule(), now))
        : new Verdict.Refused(Verdict.Reason.DENIED, cookie.name());
  }

  private Verdict stray(SetCookie cookie, Instant now) {
    return undeclared == Undeclared.REPORT
        ? new Verdict.Reported(hardener.undeclared(cookie, now))
        : new Verdict.Refused(Verdict.Reason.UNDECLARED, cookie.name());
  }

  /**
   * Returns a cookie of the filter itself as it is to be sent: {@code HttpOnly}, {@code Path=/}, no
   * {@code Domain}, {@code Secure} where visitors speak https, {@code SameSite} at least as
   * declared for the session, at most 400 days. The application's cookies go through {@code judge}.
   */
  public SetCookie harden(SetCookie ownCookie) {
    return hardener.own(ownCookie, sessionSameSite, clock.instant());
  }

  /**
   * Returns the deletions of all declared but not allowed cookies that a request carries, in every
   * scope that they may live in: of the host only and of each declared and parent domain, at {@code
   * /} and each declared path, unpartitioned and partitioned.
   *
   * <p>They take about 4 KiB of headers at most; of more cookies than that a changing part is
   * deleted with each response, so that nothing a client sends can break a response.
   *
   * @param requestCookieNames the names that the request carries, visible or not
   * @param host the host that the browser asked for; an address has no parent domains
   */
  public List<SetCookie> expiries(
      Iterable<String> requestCookieNames, Decision decision, String host) {
    Set<String> names = Set.of();
    for (String name : requestCookieNames) {
      if (denied(name, decision)) {
        names = names.isEmpty() ? new TreeSet<>() : names;
        names.add(name);
      }
    }
    if (names.isEmpty()) {
      return List.of();
    }
    List<SetCookie> deletions = new ArrayList<>();
    int spent = 0;
    for (String name : rotated(names)) {
      List<SetCookie> scopes = expiry.of(name, rules.find(name).orElseThrow().rule(), host);
      spent += scopes.stream().mapToInt(cookie -> cookie.header().length()).sum();
      if (spent > EXPIRY_BUDGET && !deletions.isEmpty()) {
        break;
      }
      deletions.addAll(scopes);
    }
    return deletions;
  }

  private boolean denied(String name, Decision decision) {
    return !isOwn(name)
        && withheld(name, decision)
        && SetCookie.build(name, "", Map.of()).isPresent();
  }

  private boolean withheld(String name, Decision decision) {
    Declared declared = rules.get(name);
    return declared != null && !declared.allowedBy(decision);
  }

  private List<String> rotated(Set<String> names) {
    List<String> list = new ArrayList<>(names);
    if (!list.isEmpty()) {
      Collections.rotate(list, (int) (clock.instant().getEpochSecond() % list.size()));
    }
    return list;
  }
}
