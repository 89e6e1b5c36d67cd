// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/**
 * Why something is stored or read on the visitor's device: one optional purpose that is asked for.
 * The necessary purpose is never asked and is not one of these. Immutable and thread-safe.
 *
 * @param id what code, forms and markup call it
 * @param name the name that a visitor reads
 * @param description one or two sentences on what is done and why
 * @param sharing whether data goes to others to use for their own ends; Global Privacy Control
 *     speaks of this
 * @param fingerprint 24 bits that stand for the meaning, not for the texts
 */
public record Purpose(
    String id, Localized name, Localized description, boolean sharing, int fingerprint) {

  /** The id of the purpose that needs no consent (ePrivacy directive article 5(3)). */
  public static final String NECESSARY = "necessary";
}
