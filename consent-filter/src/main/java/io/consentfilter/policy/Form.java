// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a value must look like. Reading yields the value, or nothing and at least one mistake.
 *
 * @param <T> what the value stands for
 */
@FunctionalInterface
interface Form<T> {

  Optional<T> read(Located value, Mistakes mistakes);

  /** True or false. */
  Form<Boolean> TRUTH =
      (value, mistakes) -> {
        if (value instanceof Located.Truth truth) {
          return Optional.of(truth.value());
        }
        mistakes.add(Rule.TYPE, value, "wrong type", "true or false");
        return Optional.empty();
      };

  /** Any text that a person can read. */
  Form<String> TEXT = text(Rule.TEXT, "not a text", "any text on one line", Optional::of);

  /** A string with a meaning; an empty result of the function is a mistake. */
  static <T> Form<T> text(
      Rule rule, String problem, String allowed, Function<String, Optional<T>> meaning) {
    return (value, mistakes) -> {
      Optional<String> plain = Texts.read(value, mistakes);
      Optional<T> result = plain.flatMap(meaning);
      if (plain.isPresent() && result.isEmpty()) {
        mistakes.add(rule, value, problem, allowed);
      }
      return result;
    };
  }

  /** One of a few words. */
  static <T> Form<T> oneOf(Map<String, T> words) {
    String allowed = words.keySet().stream().sorted().collect(Collectors.joining(", "));
    return text(Rule.TYPE, "unknown value", allowed, word -> Optional.ofNullable(words.get(word)));
  }

  /** A whole number in a range. */
  static Form<Integer> number(int least, int most) {
    return (value, mistakes) -> {
      if (value instanceof Located.Digits digits && digits.value().matches("-?[0-9]{1,9}")) {
        int number = Integer.parseInt(digits.value());
        if (number >= least && number <= most) {
          return Optional.of(number);
        }
      }
      mistakes.add(Rule.TYPE, value, "wrong value", "a whole number, " + least + " to " + most);
      return Optional.empty();
    };
  }

  /** An array of such values, each different. */
  static <T> Form<List<T>> listOf(Form<T> element) {
    return (value, mistakes) -> {
      if (!(value instanceof Located.Items items)) {
        mistakes.add(Rule.TYPE, value, "wrong type", "an array");
        return Optional.empty();
      }
      List<T> list = new ArrayList<>();
      Set<T> seen = new HashSet<>();
      for (Located item : items.values()) {
        Optional<T> read = element.read(item, mistakes);
        read.ifPresent(list::add);
        // Objects have names that may be used once: whoever reads them says more than this could.
        boolean plain = !(item instanceof Located.Members);
        if (plain && read.isPresent() && !seen.add(read.get())) {
          mistakes.add(Rule.KEYS, item, "given twice", "");
        }
      }
      return Optional.of(list);
    };
  }
}
