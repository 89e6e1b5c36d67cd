// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.Map;

/**
 * A text in every language of the policy. Immutable and thread-safe.
 *
 * @param texts the text by BCP 47 language tag in lower case; holds every language of the policy
 * @param fallback the language of the policy that answers for any other
 */
public record Localized(Map<String, String> texts, String fallback) {

  /** Copies the texts. */
  public Localized {
    texts = Map.copyOf(texts);
    if (!texts.containsKey(fallback)) {
      throw new IllegalArgumentException("no text in the fallback language " + fallback);
    }
  }

  /** Returns the text in the given language, or in the fallback language where there is none. */
  public String in(String language) {
    String text = texts.get(language);
    return text != null ? text : texts.getOrDefault(fallback, "");
  }
}
