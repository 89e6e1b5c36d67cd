// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import java.time.Instant;

/**
 * What a store is asked to append: a record as text, without its place in the chain. Immutable and
 * thread-safe.
 *
 * @param recordId the id of the record, by which it is found again
 * @param at when it was decided
 * @param body the members of a JSON object, on one line, without its braces
 */
public record Entry(String recordId, Instant at, String body) {}
