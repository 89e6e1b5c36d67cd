// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.time.Duration;

/**
 * What every record of a choice says besides the choice (ISO/IEC TS 27560). Immutable and
 * thread-safe.
 *
 * @param jurisdiction whose law applies; {@code EU} unless declared
 * @param storageLocation where records are kept; {@code EU} unless declared
 * @param retention how long records are kept; 5 years unless declared
 */
public record LedgerTerms(String jurisdiction, String storageLocation, Duration retention) {}
