// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The members of one object, read by name; what nobody asked for is a mistake at the end. */
final class Fields {

  private final Located.Members object;
  private final Mistakes mistakes;
  private final Set<String> known = new LinkedHashSet<>();

  Fields(Located.Members object, Mistakes mistakes) {
    this.object = object;
    this.mistakes = mistakes;
  }

  /** Returns the fields of a value that must be an object. */
  static Optional<Fields> of(Located value, Mistakes mistakes) {
    if (value instanceof Located.Members members) {
      return Optional.of(new Fields(members, mistakes));
    }
    mistakes.add(Rule.TYPE, value, "wrong type", "an object");
    return Optional.empty();
  }

  /** Returns an optional member. */
  <T> Optional<T> find(String key, Form<T> form) {
    return located(key).flatMap(value -> form.read(value, mistakes));
  }

  /** Returns an optional member or its default, which also stands in for a mistaken value. */
  <T> T find(String key, Form<T> form, T fallback) {
    return find(key, form).orElse(fallback);
  }

  /** Returns an optional array; none is empty. */
  <T> List<T> list(String key, Form<T> element) {
    return find(key, Form.listOf(element), List.of());
  }

  /** Returns a required member; the stand-in lets reading go on after a mistake. */
  <T> T need(String key, Form<T> form, T standIn) {
    Optional<Located> value = located(key);
    if (value.isEmpty()) {
      missing(key);
    }
    return value.flatMap(found -> form.read(found, mistakes)).orElse(standIn);
  }

  private void missing(String key) {
    mistakes.add(Rule.KEYS, object.where(), "missing key \"" + key + "\"", "", "");
  }

  /** Returns an optional member that is an object; one without members where there is none. */
  Fields object(String key) {
    return located(key)
        .flatMap(value -> of(value, mistakes))
        .orElseGet(() -> new Fields(new Located.Members(object.where(), Map.of()), mistakes));
  }

  /** Returns a required member that is an object; nothing after a mistake. */
  Optional<Fields> needObject(String key) {
    Optional<Located> value = located(key);
    if (value.isEmpty()) {
      missing(key);
    }
    return value.flatMap(found -> of(found, mistakes));
  }

  /** Returns the elements of an optional array, unread. */
  List<Located> elements(String key) {
    return list(key, (value, ignored) -> Optional.of(value));
  }

  /** Returns an optional member, unread. */
  Optional<Located> located(String key) {
    known.add(key);
    return Optional.ofNullable(object.values().get(key)).map(Located.Member::value);
  }

  /** Returns all members, known or not. */
  Map<String, Located.Member> members() {
    return object.values();
  }

  /** Returns where the object is. */
  Where where() {
    return object.where();
  }

  /** Returns where a member's value is, or the object where there is none. */
  Where where(String key) {
    return located(key).map(Located::where).orElse(object.where());
  }

  /** Ends the reading: every member that was never asked for is unknown. */
  void end() {
    object
        .values()
        .forEach(
            (key, member) -> {
              if (!known.contains(key) && !mistakes.full()) {
                mistakes.add(
                    Rule.KEYS,
                    member.key(),
                    "unknown key" + Spelling.hint(key, known),
                    Shown.quoted(key),
                    String.join(", ", new TreeSet<>(known)));
              }
            });
  }
}
