// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import io.consentfilter.policy.CookieRule;
import io.consentfilter.policy.SameSite;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Gives cookies the attributes that the policy and the browsers ask for; tightens only. Immutable
 * and thread-safe.
 */
final class CookieHardener {

  /** The longest that browsers keep a cookie (RFC 6265bis section 5.5). */
  private static final Duration LONGEST = Duration.ofDays(400);

  private final boolean secure;

  CookieHardener(boolean secure) {
    this.secure = secure;
  }

  /** Returns a cookie that follows its rule. */
  SetCookie declared(SetCookie cookie, CookieRule rule, Instant now) {
    SetCookie hard = sameSite(cookie, rule.sameSite());
    hard = rule.httpOnly() ? hard.with("HttpOnly") : hard;
    hard = rule.partitioned() ? hard.with("Partitioned") : hard;
    Duration cap = rule.lifetime().orElse(Duration.ZERO);
    return acceptable(cap.isZero() ? hard.withoutLifetime() : capped(hard, cap, now));
  }

  private static SetCookie capped(SetCookie cookie, Duration cap, Instant now) {
    return cookie
        .lifetime(now)
        .map(life -> cookie.maxAge(shorter(life, cap).toSeconds()))
        .orElse(cookie.withoutLifetime());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** Returns a cookie that has no rule but passes. */
  SetCookie undeclared(SetCookie cookie, Instant now) {
    return acceptable(capped(cookie, LONGEST, now));
  }

  /** Returns a cookie of the filter itself: never read by scripts, of this host, for all paths. */
  SetCookie own(SetCookie cookie, SameSite atLeast, Instant now) {
    SetCookie whole = cookie.without("Domain").with("Path", "/").with("HttpOnly");
    return undeclared(sameSite(whole, atLeast), now);
  }

  /** Returns the deletion of a cookie, so that browsers honour it. */
  SetCookie deletion(SetCookie cookie, Optional<CookieRule> rule) {
    SetCookie deletion = cookie.deletion();
    return acceptable(
        rule.filter(CookieRule::partitioned).isPresent() ? deletion.with("Partitioned") : deletion);
  }

  private static SetCookie sameSite(SetCookie cookie, SameSite atLeast) {
    SameSite named =
        cookie.attribute("SameSite").flatMap(CookieHardener::sameSite).orElse(SameSite.NONE);
    SameSite stricter = named.compareTo(atLeast) >= 0 ? named : atLeast;
    return cookie.with("SameSite", stricter.attribute());
  }

  private static Optional<SameSite> sameSite(String text) {
    return Arrays.stream(SameSite.values())
        .filter(s -> s.attribute().equalsIgnoreCase(text))
        .findFirst();
  }

  /** Adds what browsers insist on: else they drop the cookie without a word. */
  SetCookie acceptable(SetCookie cookie) {
    SetCookie result = cookie;
    if (CookiePrefix.host(cookie.name())) {
      result = result.without("Domain").with("Path", "/");
    }
    if (CookiePrefix.http(cookie.name())) {
      result = result.with("HttpOnly");
    }
    return secure || needsSecure(cookie) ? result.with("Secure") : result;
  }

  private static boolean needsSecure(SetCookie cookie) {
    return CookiePrefix.any(cookie.name())
        || cookie.has("Partitioned")
        || "none".equalsIgnoreCase(cookie.attribute("SameSite").orElse(""));
  }
}
