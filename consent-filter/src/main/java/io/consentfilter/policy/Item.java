// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/**
 * One thing that a visitor is asked about: a purpose or a service. Immutable and thread-safe.
 *
 * @param id the id of the purpose or service
 * @param purpose the id of the purpose it belongs to; its own id for a purpose
 * @param sharing whether the purpose shares data
 * @param fingerprint 24 bits that stand for its meaning
 */
public record Item(String id, String purpose, boolean sharing, int fingerprint) {

  /** Returns whether this is a purpose rather than a service. */
  public boolean isPurpose() {
    return id.equals(purpose);
  }
}
