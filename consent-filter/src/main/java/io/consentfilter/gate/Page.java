// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.Optional;

/** What a page that streams by has shown up to now. Used by one thread at a time. */
public interface Page {

  /**
   * Returns the {@code lang} attribute of the {@code html} element in lower case, such as {@code
   * nl-be}; empty where there is none or it is no language tag.
   */
  Optional<String> language();

  /** Returns the primary part of {@link #language()}, such as {@code nl}. */
  default Optional<String> primaryLanguage() {
    return language().map(tag -> tag.split("-", 2)[0]);
  }

  /**
   * Returns whether some element carries the attribute {@code data-consent-open}, outside {@code
   * template} and {@code noscript}: the page has its own way to the settings.
   */
  boolean settingsControl();

  /** Returns whether some element carries the attribute {@code data-consent}. */
  boolean gated();
}
