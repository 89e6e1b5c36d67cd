// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.ledger.ForwardingLedgerStore;
import io.consentfilter.ledger.LedgerStore;

/** A store that stays open when it is closed, because somebody else has it. */
final class Unclosed extends ForwardingLedgerStore {

  Unclosed(LedgerStore store) {
    super(store);
  }

  @Override
  public void close() {}
}
