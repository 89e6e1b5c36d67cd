// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import java.time.Duration;

/**
 * What ISO/IEC TS 27560 wants to know of every record and no policy says. Immutable and
 * thread-safe.
 *
 * @param jurisdiction whose law applies, such as {@code NL}
 * @param storageLocation where the ledger is kept, such as {@code EU} or {@code NL}
 * @param retention how long records are kept
 * @param withdrawalMethod how consent is withdrawn: the address of the settings, and what to do
 */
public record Terms(
    String jurisdiction, String storageLocation, Duration retention, String withdrawalMethod) {

  /** Checks that everything says something. */
  public Terms {
    if (jurisdiction.isBlank() || storageLocation.isBlank() || withdrawalMethod.isBlank()) {
      throw new IllegalArgumentException("a term of the ledger is blank");
    }
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException("the retention must be positive, got " + retention);
    }
  }
}
