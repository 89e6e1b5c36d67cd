// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what a page gets from each origin of a service: an object with lists, by origin. */
final class KindsReader implements Form<Map<String, Set<Kind>>> {

  private static final Form<List<Kind>> KINDS =
      Form.listOf(
          Form.oneOf(
              Arrays.stream(Kind.values())
                  .collect(Collectors.toMap(Kind::word, Function.identity()))));

  private final List<String> origins;

  KindsReader(List<String> origins) {
    this.origins = List.copyOf(origins);
  }

  @Override
  public Optional<Map<String, Set<Kind>>> read(Located value, Mistakes mistakes) {
    return Fields.of(value, mistakes).map(fields -> kinds(fields, mistakes));
  }

  private Map<String, Set<Kind>> kinds(Fields fields, Mistakes mistakes) {
    Map<String, Set<Kind>> kinds = new LinkedHashMap<>();
    fields
        .members()
        .forEach(
            (origin, member) -> {
              checkOrigin(origin, member.key(), mistakes);
              some(member.value(), mistakes).ifPresent(some -> kinds.put(origin, some));
            });
    return kinds;
  }

  private void checkOrigin(String origin, Where where, Mistakes mistakes) {
    if (!origins.contains(origin)) {
      mistakes.add(
          Rule.ORIGIN,
          where,
          "not among the \"origins\" of this service",
          Shown.quoted(origin),
          String.join(", ", origins));
    }
  }

  private static Optional<Set<Kind>> some(Located value, Mistakes mistakes) {
    Optional<List<Kind>> read = KINDS.read(value, mistakes);
    if (value instanceof Located.Items items && items.values().isEmpty()) {
      mistakes.add(Rule.ORIGIN, value, "an origin for nothing", "at least one kind");
    }
    return read.filter(kinds -> !kinds.isEmpty()).map(Set::copyOf);
  }
}
