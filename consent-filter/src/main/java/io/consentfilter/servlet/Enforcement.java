// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.consentfilter.consent.Decision;
import io.consentfilter.gate.Csp;
import io.consentfilter.gate.CspHeader;
import io.consentfilter.gate.TagRules;
import io.consentfilter.page.Pages;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Service;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What follows from a decision for every page: made once for each decision that is in use.
 * Thread-safe.
 */
final class Enforcement {

  /** As many as there are verified choices in memory; a decision that is dropped drops its own. */
  private static final int MOST = 10_000;

  private static final int MOST_CHOICES = 500;

  /**
   * What browsers are told to refuse, and what is withheld from them.
   *
   * @param withoutNonce the policy as most pages send it
   * @param deniesCookies whether a declared cookie is not allowed
   * @param calls what a page begins with to tell vendors' scripts of it, as markup
   */
  record Rules(
      Optional<CspHeader> securityPolicy,
      Optional<OwnHeader> withoutNonce,
      TagRules tags,
      boolean deniesCookies,
      String calls) {}

  private final Policy policy;
  private final String prefix;
  private final Csp csp;
  private final boolean gatesTags;
  private final Cache<Decision, Rules> cached =
      Caffeine.newBuilder().weakKeys().maximumSize(MOST).executor(Runnable::run).build();

  /** Most visitors choose the same few things. */
  private final Cache<Set<String>, Rules> byAllowed =
      Caffeine.newBuilder().maximumSize(MOST_CHOICES).executor(Runnable::run).build();

  Enforcement(Policy policy, String contextPath) {
    this.policy = policy;
    this.prefix = contextPath + policy.prefix();
    this.csp = Csp.of(policy, contextPath);
    this.gatesTags =
        policy.services().stream()
            .anyMatch(s -> s.asked() && !(s.origins().isEmpty() && s.inline().isEmpty()));
  }

  /** Returns whether there is a decision that withholds tags. */
  boolean gatesTags() {
    return gatesTags;
  }

  Rules of(Decision decision) {
    return cached.get(decision, this::shared);
  }

  private Rules shared(Decision decision) {
    Set<String> allowed =
        policy.services().stream()
            .map(Service::id)
            .filter(decision::allows)
            .collect(Collectors.toSet());
    return byAllowed.get(allowed, same -> rules(decision));
  }

  private Rules rules(Decision decision) {
    Optional<CspHeader> header = csp.header(service -> decision.allows(service.id()));
    Optional<OwnHeader> ready = header.map(known -> new OwnHeader(known.name(), known.value()));
    return new Rules(
        header, ready, tags(decision), deniesCookies(decision), Pages.calls(decision, prefix));
  }

  private boolean deniesCookies(Decision decision) {
    return policy.services().stream()
        .anyMatch(service -> !service.cookies().isEmpty() && !decision.allows(service.id()));
  }

  /** Pages that are the same for everybody withhold what anybody may not have allowed. */
  private TagRules tags(Decision decision) {
    TagRules.Builder rules = TagRules.builder(prefix);
    for (Service service : policy.services()) {
      boolean runs = policy.staticPages() ? !service.asked() : decision.allows(service.id());
      if (runs) {
        rules.allow(service.origins()).allowAddresses(service.id(), service.addresses());
      } else {
        rules
            .withhold(service.id(), service.origins(), service.inline())
            .withholdAddresses(service.id(), service.addresses());
      }
    }
    return rules.build();
  }
}
