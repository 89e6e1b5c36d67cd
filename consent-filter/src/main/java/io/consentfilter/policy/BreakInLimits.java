// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.time.Duration;

/**
 * From when on an address counts as breaking in, how it is slowed, and for how long it is kept.
 * Immutable and thread-safe.
 *
 * @param failures how many wrong passwords or forged tokens from one address register it; 10 unless
 *     declared
 * @param window the time in which they count together; 15 minutes unless declared
 * @param firstWait how long the address waits when it was registered, doubled by each further
 *     failure; 1 second unless declared
 * @param longestWait what the doubling stops at, shorter than {@code window}; 1 minute unless
 *     declared
 * @param retention for how long an address is kept after its last failure, at least {@code window};
 *     30 days unless declared
 */
public record BreakInLimits(
    int failures, Duration window, Duration firstWait, Duration longestWait, Duration retention) {}
