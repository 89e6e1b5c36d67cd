// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/**
 * Which hardening headers the filter sends; what it does not is left to the application. Each is
 * sent unless declared otherwise. Immutable and thread-safe.
 *
 * @param strictTransportSecurity {@code Strict-Transport-Security} for a year, of this host alone
 *     (RFC 6797); never with {@link Transport#HTTP}
 * @param contentTypeOptions {@code X-Content-Type-Options: nosniff}
 * @param referrerPolicy {@code Referrer-Policy: strict-origin-when-cross-origin}
 * @param frameAncestors {@code Content-Security-Policy: frame-ancestors 'self'}
 */
public record HeaderRules(
    boolean strictTransportSecurity,
    boolean contentTypeOptions,
    boolean referrerPolicy,
    boolean frameAncestors) {}
