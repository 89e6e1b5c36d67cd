// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of the filter's own pages: the shipped ones, and what a site writes instead. */
final class Wording {

  private static final String FOLDER = "/consent-texts/";
  private static final String FALLBACK = "en";

  /** The text that says which way a language is written. */
  private static final String DIRECTION = "direction";

  /** A name that is filled in, or a brace without its partner, which names nothing. */
  private static final Pattern NAME = Pattern.compile("\\{[^}]*}?");

  private final List<String> languages;
  private final Mistakes mistakes;

  /** Reads what a site writes in these languages; after a mistake in them there are none. */
  Wording(List<String> languages, Mistakes mistakes) {
    this.languages = List.copyOf(languages);
    this.mistakes = mistakes;
  }

  /** Returns all words by language and key. */
  Map<String, Map<String, String>> read(Fields policy) {
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    languages.forEach(language -> all.put(language, of(language)));
    policy
        .object("texts")
        .members()
        .forEach(
            (language, own) -> {
              Map<String, String> words = all.get(language);
              if (words != null) {
                replace(words, own.value());
              } else if (!languages.isEmpty()) {
                undeclared(language, own.key());
              }
            });
    return all;
  }

  private void undeclared(String language, Where where) {
    mistakes.add(
        Rule.LANGUAGES,
        where,
        "a language that \"languages\" does not name",
        Shown.quoted(language),
        String.join(", ", languages));
  }

  private void replace(Map<String, String> words, Located own) {
    Fields.of(own, mistakes)
        .ifPresent(fields -> fields.members().forEach((key, text) -> replace(words, key, text)));
  }

  private void replace(Map<String, String> words, String key, Located.Member own) {
    String shipped = words.get(key);
    if (shipped != null) {
      Texts.read(own.value(), mistakes)
          .filter(text -> fits(key, shipped, text, own.value()))
          .ifPresent(text -> words.put(key, text));
    } else if (!mistakes.full()) {
      mistakes.add(
          Rule.KEYS,
          own.key(),
          "unknown text" + Spelling.hint(key, words.keySet()),
          Shown.quoted(key),
          "a key of consent-texts/" + FALLBACK + ".properties");
    }
  }

  private boolean fits(String key, String shipped, String text, Located where) {
    if (key.equals(DIRECTION)) {
      return sure(text.equals("ltr") || text.equals("rtl"), where, "unknown value", "ltr, rtl");
    }
    String names = names(shipped);
    return sure(
        names(text).equals(names),
        where,
        "other names in braces than are filled in",
        names.isEmpty() ? "none" : names);
  }

  private boolean sure(boolean good, Located where, String problem, String allowed) {
    if (!good) {
      mistakes.add(Rule.TEXT, where, problem, allowed);
    }
    return good;
  }

  private static String names(String text) {
    return NAME
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(", "));
  }

  /**
   * Returns the shipped words for a language with or without its region; the English ones where
   * there are none.
   */
  static Map<String, String> of(String language) {
    Map<String, String> words = shipped(language.split("-", 2)[0]);
    words.putAll(shipped(language));
    return words.isEmpty() ? shipped(FALLBACK) : words;
  }

  /** Returns what is shipped for exactly this language; nothing where nothing is. */
  static Map<String, String> shipped(String language) {
    Properties properties = new Properties();
    try (InputStream in = Wording.class.getResourceAsStream(FOLDER + language + ".properties")) {
      if (in != null) {
        properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the texts in " + language, e);
    }
    Map<String, String> words = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
    return words;
  }
}
