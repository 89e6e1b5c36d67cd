// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that all of it is told at once. */
final class Mistakes {

  /** A hostile file has hundreds of thousands of mistakes; nobody reads more than these. */
  private static final int MOST = 500;

  private static final Comparator<Mistake> BY_PLACE =
      Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column);

  private final List<Mistake> list = new ArrayList<>();

  void add(Rule rule, Where where, String problem, String found, String allowed) {
    if (!full()) {
      list.add(
          new Mistake(
              where.path(), where.line(), where.column(), problem, found, allowed, rule.anchor()));
    }
  }

  void add(Rule rule, Located value, String problem, String allowed) {
    add(rule, value.where(), problem, Shown.of(value), allowed);
  }

  boolean full() {
    return list.size() == MOST;
  }

  boolean none() {
    return list.isEmpty();
  }

  /** Returns the mistakes in the order of the source. */
  List<Mistake> sorted() {
    return list.stream().sorted(BY_PLACE).toList();
  }

  void throwIfAny(String source) {
    if (!none()) {
      throw new PolicyException(source, sorted());
    }
  }
}
