// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import java.util.List;

/**
 * What verifying a ledger found. Immutable and thread-safe.
 *
 * @param lines how many records there are
 * @param head where the chain stands after the last
 * @param faults the first hundred faults, in the order of the lines
 * @param faultCount how many there are in all
 */
public record Verification(long lines, Head head, List<Fault> faults, long faultCount) {

  /** Copies the faults. */
  public Verification {
    faults = List.copyOf(faults);
  }

  /** Returns whether everything is as it was written. */
  public boolean sound() {
    return faultCount == 0;
  }
}
