// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Decision;
import io.consentfilter.consent.Decisions;
import io.consentfilter.policy.CookieNames;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what Cookie headers stand for, and knows the latest of them again. Thread-safe.
 *
 * <p>Only headers with a choice that we signed are kept: whoever forges one takes nobody's place.
 * Those with a remember token are not, since a token must not stay in memory.
 */
final class Standings {

  /** A power of two. */
  private static final int SLOTS = 2048;

  /** Longer headers are worked out each time. */
  private static final int LONGEST = 1024;

  /** How much of the end of a header tells it from others: there are signatures and random ids. */
  private static final int TELLING = 8;

  private final Decisions decisions;
  private final Enforcement enforcement;
  private final CookieNames names;
  private final Standing nobody;
  private final AtomicReferenceArray<@Nullable Standing> kept = new AtomicReferenceArray<>(SLOTS);

  Standings(Decisions decisions, Enforcement enforcement, CookieNames names) {
    this.decisions = decisions;
    this.enforcement = enforcement;
    this.names = names;
    this.nobody = of(RequestCookies.NONE, decisions.undecided(false), false);
  }

  /** Returns what a request without any cookie stands for. */
  Standing nobody() {
    return nobody;
  }

  /**
   * Returns what a request stands for.
   *
   * @param now the present, in milliseconds since 1970
   */
  Standing of(HttpServletRequest request, long now) {
    RequestCookies cookies = RequestCookies.of(request);
    String line = cookies.onlyLine();
    Standing known = kept.get(slot(line));
    if (known != null
        && known.cookies().onlyLine().equals(line)
        && decisions.counts(known.decision(), now)) {
      return known;
    }
    return workedOut(cookies, request);
  }

  private Standing workedOut(RequestCookies cookies, HttpServletRequest request) {
    List<Slice> values = cookies.values(names.consent());
    Optional<Decision> chosen =
        values.size() == 1 ? decisions.chosen(values.get(0)) : Optional.empty();
    if (chosen.isEmpty()) {
      boolean gpc = RequestKind.globalPrivacyControl(request);
      return cookies == RequestCookies.NONE && !gpc
          ? nobody
          : of(cookies, decisions.undecided(gpc), false);
    }
    String line = cookies.onlyLine();
    boolean keep = !line.isEmpty() && line.length() <= LONGEST;
    Standing standing = of(cookies, chosen.get(), keep);
    if (keep && standing.remembered().isEmpty()) {
      kept.set(slot(line), standing);
    }
    return standing;
  }

  private Standing of(RequestCookies cookies, Decision decision, boolean again) {
    return new Standing(
        cookies,
        decision,
        enforcement.of(decision),
        texts(cookies.values(names.remember())),
        again ? VisibleCookies.remembered() : VisibleCookies.UNREMEMBERED);
  }

  /** Hardly any request has one, and whoever forges a choice is to cost little. */
  private static List<String> texts(List<Slice> slices) {
    return slices.isEmpty() ? List.of() : slices.stream().map(Slice::toString).toList();
  }

  private static int slot(String line) {
    int hash = line.length();
    for (int i = Math.max(0, line.length() - TELLING); i < line.length(); i++) {
      hash = 31 * hash + line.charAt(i);
    }
    return (hash ^ (hash >>> 16)) & (SLOTS - 1);
  }
}
