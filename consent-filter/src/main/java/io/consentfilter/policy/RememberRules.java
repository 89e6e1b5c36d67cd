// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.time.Duration;

/**
 * How long a remembered login lives. Immutable and thread-safe.
 *
 * @param maxAge the time from the login with a password to the end; 30 days unless declared, at
 *     most 400 days (RFC 6265bis section 5.5)
 * @param grace the time in which a replaced token is still served, so that parallel requests are
 *     not taken for theft; at most 60 seconds
 */
public record RememberRules(Duration maxAge, Duration grace) {}
