// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.Optional;

/**
 * Who decides why and how personal data is processed: the controller of GDPR article 4(7), as the
 * visitor reads it. Immutable and thread-safe.
 *
 * @param name the name of the organisation
 * @param address the postal address, if declared
 * @param contact an e-mail address or a URL
 * @param authority where a visitor can complain, if declared
 * @param privacyPage a path on this site or an absolute https URL of the privacy statement, if any
 */
public record Controller(
    String name,
    Optional<String> address,
    String contact,
    Optional<Authority> authority,
    Optional<String> privacyPage) {}
