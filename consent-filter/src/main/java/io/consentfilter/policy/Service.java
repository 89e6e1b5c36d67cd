// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that stores or reads on the visitor's device for a purpose: a tool of the site itself
 * or of a third party. Immutable and thread-safe.
 *
 * @param id what code, forms and markup call it; differs from every purpose id
 * @param purpose the id of its purpose, or {@link Purpose#NECESSARY}
 * @param name the name that a visitor reads
 * @param description what it does, in the languages of the policy
 * @param provider the organisation that offers it
 * @param privacyUrl the provider's own statement, if declared
 * @param recipients the organisations that get data through it, besides the provider
 * @param cookies the cookies that belong to it
 * @param storageKeys names, with {@code *} as wildcard, in local or session storage
 * @param origins the origins (scheme, host, optional port) that it loads from or talks to, or
 *     patterns as {@link OriginPattern} reads them
 * @param addresses of an origin that it shares with others, how those begin that are its own, with
 *     {@code *} for any run of characters
 * @param kinds what a page gets from an origin; one that is not named here may be used for all
 * @param inline parts of inline scripts that belong to it, with {@code *} for any run of characters
 * @param consentCalls what a page calls to tell its script what is allowed
 * @param exempt whether it runs without consent because it stores and reads nothing on the device
 *     and recognises nobody (first-party counting, Telecommunicatiewet 11.7a lid 3 b)
 * @param fingerprint 24 bits that stand for the meaning, not for the texts
 */
public record Service(
    String id,
    String purpose,
    Localized name,
    Localized description,
    String provider,
    Optional<String> privacyUrl,
    List<String> recipients,
    List<CookieRule> cookies,
    List<String> storageKeys,
    List<String> origins,
    List<String> addresses,
    Map<String, Set<Kind>> kinds,
    List<String> inline,
    List<ConsentCall> consentCalls,
    boolean exempt,
    int fingerprint) {

  private static final Set<Kind> ALL = Set.copyOf(EnumSet.allOf(Kind.class));

  /** Copies the collections. */
  public Service {
    recipients = List.copyOf(recipients);
    cookies = List.copyOf(cookies);
    storageKeys = List.copyOf(storageKeys);
    origins = List.copyOf(origins);
    addresses = List.copyOf(addresses);
    kinds = Map.copyOf(kinds);
    inline = List.copyOf(inline);
    consentCalls = List.copyOf(consentCalls);
  }

  /** Returns whether it declares an origin, in full or by a pattern. */
  public boolean declares(String origin) {
    return origins.stream().anyMatch(declared -> new OriginPattern(declared).matches(origin));
  }

  /**
   * Returns what a page may get from one of the declared origins.
   *
   * @param declared an element of {@link #origins()}
   */
  public Set<Kind> kinds(String declared) {
    return kinds.getOrDefault(declared, ALL);
  }

  /** Returns whether it declares a key of local or session storage, in full or by a pattern. */
  public boolean stores(String key) {
    return storageKeys.stream().anyMatch(declared -> Wildcard.matches(declared, key));
  }

  /** Returns whether it needs no consent because it is strictly necessary. */
  public boolean necessary() {
    return purpose.equals(Purpose.NECESSARY);
  }

  /** Returns whether a visitor is asked about it: it is neither necessary nor exempt. */
  public boolean asked() {
    return !necessary() && !exempt;
  }
}
