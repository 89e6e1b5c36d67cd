// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.List;

/**
 * What the derived Content-Security-Policy is like. Immutable and thread-safe.
 *
 * @param mode what is done with it
 * @param inlineScripts which inline scripts run
 * @param inlineStyles which inline styles apply
 * @param framedBy the origins, besides the site itself, whose pages may hold this site in a frame
 */
public record CspRules(
    CspMode mode, Inline inlineScripts, Inline inlineStyles, List<String> framedBy) {

  /** Which inline code is let through. */
  public enum Inline {
    /** All of it, as without a policy: only origins are held to. */
    ALLOW,
    /** Only what carries the nonce of its page. */
    NONCE
  }

  /** Copies the list. */
  public CspRules {
    framedBy = List.copyOf(framedBy);
  }
}
