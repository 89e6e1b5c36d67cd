// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.ledger.Entry;
import java.time.Instant;

/** Entries that need not mean anything. */
final class Entries {

  static final Entry ANY = of("A".repeat(22), Instant.parse("2026-11-01T09:00:00Z"));

  private Entries() {}

  static Entry of(String body) {
    return new Entry(ANY.recordId(), ANY.at(), body);
  }

  static Entry of(String recordId, Instant at) {
    String notice = "N".repeat(43);
    return new Entry(
        recordId,
        at,
        "\"at\":\""
            + at
            + "\",\"id\":\""
            + recordId
            + "\",\"notice\":\""
            + notice
            + "\",\"rev\":1");
  }
}
