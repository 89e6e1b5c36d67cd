// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The ids of purposes and services: one name space, as forms and markup name both alike. */
final class Names {

  private static final Form<String> ID =
      Form.text(
          Rule.ID,
          "not an id",
          "a letter, then at most 63 letters, digits, - and _",
          text -> Optional.of(text).filter(Names::wellFormed));

  /** Content blockers remove elements, cookies and files whose names hold one of these. */
  private static final List<String> BLOCKED =
      List.of("cookie-banner", "cookie-consent", "cookie-notice", "gdpr", "-consent-banner");

  private final Claims<String> ids = new Claims<>();
  private final Map<Integer, String> fingerprints = new HashMap<>();
  private final Mistakes mistakes;

  Names(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** Returns whether a text is an id that content blockers leave alone. */
  static boolean mayBe(String id) {
    Mistakes mistakes = new Mistakes();
    refuseBlocked(id, Where.START, mistakes);
    return wellFormed(id) && mistakes.none();
  }

  private static boolean wellFormed(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9_-]{0,63}");
  }

  /** Reads the id of a purpose or service and notes that it is taken; empty after a mistake. */
  String id(Fields fields) {
    String id = fields.need("id", ID, "");
    if (!id.isEmpty()) {
      check(id, fields.where("id"));
    }
    return id;
  }

  private void check(String id, Where where) {
    if (id.equals(Purpose.NECESSARY)) {
      mistakes.add(Rule.ID, where, "an id that is always there", Shown.quoted(id), "any other id");
    }
    ids.claim(id, where)
        .ifPresent(
            first ->
                mistakes.add(
                    Rule.ID,
                    where,
                    "an id that is taken, at " + first,
                    Shown.quoted(id),
                    "an id that no other purpose or service has"));
    refuseBlocked(id, where, mistakes);
  }

  /** Notes a fingerprint; two meanings with the same one could not be told apart in the cookie. */
  void fingerprint(int fingerprint, String id, Where where) {
    String other = fingerprints.putIfAbsent(fingerprint, id);
    if (other != null && !other.equals(id)) {
      mistakes.add(
          Rule.FINGERPRINT,
          where,
          "the same fingerprint as that of " + Shown.quoted(other) + ", by chance",
          Shown.quoted(id),
          "another id");
    }
  }

  /** Adds a mistake if content blockers would remove what bears this name. */
  static void refuseBlocked(String name, Where where, Mistakes mistakes) {
    BLOCKED.stream()
        .filter(name.toLowerCase(Locale.ROOT)::contains)
        .findFirst()
        .ifPresent(
            blocked ->
                mistakes.add(
                    Rule.BLOCKED_NAME,
                    where,
                    "a name that content blockers remove",
                    Shown.quoted(name),
                    "a name without " + Shown.quoted(blocked)));
  }
}
