// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/**
 * Where a visitor can complain (GDPR article 77). Immutable and thread-safe.
 *
 * @param name the name of the supervisory authority
 * @param url where it takes complaints
 */
public record Authority(String name, String url) {}
