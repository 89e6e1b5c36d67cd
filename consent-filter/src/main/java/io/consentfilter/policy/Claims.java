// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who was first to use each name: a second use is a mistake.
 *
 * @param <K> what may be used once
 */
final class Claims<K> {

  private final Map<K, Where> first = new HashMap<>();

  /** Returns where the name was used before, or notes that it is used here. */
  Optional<Where> claim(K name, Where where) {
    return Optional.ofNullable(first.putIfAbsent(name, where));
  }
}
