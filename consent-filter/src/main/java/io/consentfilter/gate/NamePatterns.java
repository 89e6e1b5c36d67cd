// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names and patterns with {@code *} for any run of characters, each with a value; of those that
 * match a name the most specific wins: the exact name, else the pattern with the most literal
 * characters, else the one added first. Case-sensitive.
 *
 * <p>Patterns hang in a trie by what precedes their first {@code *}, or in a second trie by what
 * follows their last one, so that thousands of them cost no more than the length of a name. Filled
 * by one thread; once filled it is thread-safe.
 */
final class NamePatterns<V> {

  private final Map<String, V> exact = new HashMap<>();
  private final Node<V> byPrefix = new Node<>();
  private final Node<V> bySuffix = new Node<>();
  private int added;

  void add(String pattern, V value) {
    if (pattern.indexOf('*') < 0) {
      exact.putIfAbsent(pattern, value);
      return;
    }
    Pattern<V> parsed = Pattern.of(pattern, added++, value);
    Node<V> node = parsed.prefix().isEmpty() ? bySuffix : byPrefix;
    for (int i = 0; i < parsed.prefix().length(); i++) {
      node = node.grow(parsed.prefix().charAt(i));
    }
    for (int i = parsed.suffix().length() - 1; parsed.prefix().isEmpty() && i >= 0; i--) {
      node = node.grow(parsed.suffix().charAt(i));
    }
    node.patterns.add(parsed);
  }

  Optional<V> find(String name) {
    return Optional.ofNullable(get(name));
  }

  /** As {@link #find}, for what is asked for each cookie of a request: makes no object. */
  @Nullable V get(String name) {
    V value = exact.get(name);
    if (value != null) {
      return value;
    }
    Pattern<V> best = best(null, byPrefix, name, 0, 1);
    best = best(best, bySuffix, name, name.length() - 1, -1);
    return best == null ? null : best.value();
  }

  private static <V> @Nullable Pattern<V> best(
      @Nullable Pattern<V> best, Node<V> root, String name, int start, int step) {
    Pattern<V> winner = best;
    Node<V> node = root;
    for (int i = start; node != null; i += step) {
      winner = better(winner, node.patterns, name);
      node = i >= 0 && i < name.length() ? node.child(name.charAt(i)) : null;
    }
    return winner;
  }

  private static <V> @Nullable Pattern<V> better(
      @Nullable Pattern<V> best, List<Pattern<V>> patterns, String name) {
    Pattern<V> winner = best;
    for (int i = 0; i < patterns.size(); i++) {
      Pattern<V> pattern = patterns.get(i);
      if (pattern.beats(winner) && pattern.matches(name)) {
        winner = pattern;
      }
    }
    return winner;
  }

  /** A place in a trie; its children are kept sorted by their character. */
  private static final class Node<V> {
    private final List<Pattern<V>> patterns = new ArrayList<>(0);
    private final List<Node<V>> children = new ArrayList<>(0);
    private char[] keys = {};

    @Nullable Node<V> child(char key) {
      int at = Arrays.binarySearch(keys, key);
      return at < 0 ? null : children.get(at);
    }

    Node<V> grow(char key) {
      int at = Arrays.binarySearch(keys, key);
      if (at >= 0) {
        return children.get(at);
      }
      int place = -at - 1;
      char[] more = Arrays.copyOf(keys, keys.length + 1);
      System.arraycopy(keys, place, more, place + 1, keys.length - place);
      more[place] = key;
      keys = more;
      Node<V> node = new Node<>();
      children.add(place, node);
      return node;
    }
  }

  /** What stands before, between and after the wildcards. */
  private record Pattern<V>(
      String prefix, List<String> middles, String suffix, int literals, int order, V value) {

    static <V> Pattern<V> of(String pattern, int order, V value) {
      String[] parts = pattern.split("\\*", -1);
      List<String> middles = List.of(parts).subList(1, parts.length - 1);
      int literals = Arrays.stream(parts).mapToInt(String::length).sum();
      return new Pattern<>(parts[0], middles, parts[parts.length - 1], literals, order, value);
    }

    boolean beats(@Nullable Pattern<V> other) {
      return other == null
          || literals > other.literals
          || (literals == other.literals && order < other.order);
    }

    /** Returns whether the rest of a name matches whose prefix does. */
    boolean matches(String name) {
      if (!name.endsWith(suffix)) {
        return false;
      }
      int from = prefix.length();
      for (int i = 0; i < middles.size(); i++) {
        int at = name.indexOf(middles.get(i), from);
        if (at < 0) {
          return false;
        }
        from = at + middles.get(i).length();
      }
      return from <= name.length() - suffix.length();
    }
  }
}
