// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.List;
import java.util.Optional;

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
 * @param origins the origins (scheme, host, optional port) that it loads from or talks to
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
    boolean exempt,
    int fingerprint) {

  /** Copies the lists. */
  public Service {
    recipients = List.copyOf(recipients);
    cookies = List.copyOf(cookies);
    storageKeys = List.copyOf(storageKeys);
    origins = List.copyOf(origins);
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
