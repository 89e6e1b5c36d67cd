// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import io.consentfilter.policy.Item;
import io.consentfilter.policy.Policy;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a visitor answered, as the consent cookie keeps it: a yes or no for each meaning that was
 * asked. Meanings that this policy does not know are kept, so that a rolling release loses nothing.
 * Immutable and thread-safe.
 *
 * @param recordId 128 random bits as unpadded base64url; only this visitor's cookie holds them
 * @param decidedAt when the visitor decided, to the second
 * @param revision the revision of the policy that the visitor saw, 0 to 65535
 * @param answers granted or denied, by the fingerprint of the meaning
 */
public record Choice(
    String recordId, Instant decidedAt, int revision, NavigableMap<Integer, Boolean> answers) {

  /** Copies the answers. */
  public Choice {
    answers = Collections.unmodifiableNavigableMap(new TreeMap<>(answers));
  }

  /** Returns whether every meaning that the policy asks about has an answer here. */
  public boolean answersAll(Policy policy) {
    return policy.items().stream().allMatch(item -> answers.containsKey(item.fingerprint()));
  }

  /** Returns whether the item was granted; no answer is a no. */
  public boolean grants(Item item) {
    return answers.getOrDefault(item.fingerprint(), false);
  }
}
