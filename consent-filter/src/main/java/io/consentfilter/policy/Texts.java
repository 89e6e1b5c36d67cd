// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Strings, and texts in several languages. */
final class Texts {

  /** Stands in for a text that could not be read. */
  static final Localized NONE = new Localized(Map.of("", ""), "");

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[a-z0-9]{2,8}){0,4}");

  /** A BCP 47 language tag. */
  static final Form<String> TAG =
      Form.text(
          Rule.LANGUAGES,
          "not a language",
          "a language tag in lower case, such as \"nl\" or \"en-gb\"",
          tag -> Optional.of(tag).filter(Texts::language));

  /** Returns whether a text is a language tag as a policy writes it. */
  static boolean language(String tag) {
    return LANGUAGE.matcher(tag).matches();
  }

  private final List<String> languages;

  /**
   * Reads texts in these languages.
   *
   * @param languages the languages of the policy, the default first; empty after a mistake
   */
  Texts(List<String> languages) {
    this.languages = List.copyOf(languages);
  }

  /** Reads a string that is not blank and shows as what it is. */
  static Optional<String> read(Located value, Mistakes mistakes) {
    if (!(value instanceof Located.Text text)) {
      mistakes.add(Rule.TYPE, value, "wrong type", "a string");
      return Optional.empty();
    }
    if (text.value().isBlank() || !text.value().codePoints().allMatch(Texts::plain)) {
      mistakes.add(Rule.TEXT, value, "empty, or holds control characters", "any text on one line");
      return Optional.empty();
    }
    return Optional.of(text.value());
  }

  /** Returns whether a character is neither a control nor an invisible one, nor half of one. */
  static boolean plain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // The joiners spell words in Persian and join emoji; the others reorder or hide text.
      case Character.FORMAT -> character == 0x200c || character == 0x200d || character == 0xad;
      default -> true;
    };
  }

  /** An object with a text in every language; just the text where there is only one language. */
  Form<Localized> localized() {
    return (value, mistakes) -> {
      if (value instanceof Located.Text && languages.size() == 1) {
        return localizedOrPlain().read(value, mistakes);
      }
      return value instanceof Located.Members members
          ? translations(members, mistakes)
          : notAnObject(value, mistakes);
    };
  }

  /** The same, or one string for all languages, as for a name that is never translated. */
  Form<Localized> localizedOrPlain() {
    return (value, mistakes) ->
        value instanceof Located.Text
            ? read(value, mistakes).flatMap(this::everywhere)
            : localized().read(value, mistakes);
  }

  private Optional<Localized> notAnObject(Located value, Mistakes mistakes) {
    mistakes.add(
        Rule.LANGUAGES, value, "wrong type", "an object with a text in " + languagesShown());
    return Optional.empty();
  }

  private Optional<Localized> everywhere(String text) {
    return languages.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Localized(
                languages.stream().collect(Collectors.toMap(l -> l, l -> text)), languages.get(0)));
  }

  private Optional<Localized> translations(Located.Members members, Mistakes mistakes) {
    Map<String, String> texts = new HashMap<>();
    for (String language : languages) {
      Located.Member member = members.values().get(language);
      if (member == null) {
        mistakes.add(Rule.LANGUAGES, members.where(), "no text in \"" + language + "\"", "", "");
      } else {
        read(member.value(), mistakes).ifPresent(text -> texts.put(language, text));
      }
    }
    undeclared(members, mistakes);
    return languages.isEmpty() || texts.size() < languages.size()
        ? Optional.empty()
        : Optional.of(new Localized(texts, languages.get(0)));
  }

  private void undeclared(Located.Members members, Mistakes mistakes) {
    members.values().entrySet().stream()
        .filter(entry -> !languages.isEmpty() && !languages.contains(entry.getKey()))
        .forEach(
            entry ->
                mistakes.add(
                    Rule.LANGUAGES,
                    entry.getValue().key(),
                    "a language that \"languages\" does not name",
                    Shown.quoted(entry.getKey()),
                    languagesShown()));
  }

  private String languagesShown() {
    return String.join(", ", languages);
  }
}
