// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The words of this package in one language. A template holds names in braces, such as {@code
 * {controller}}, that are filled in. Immutable and thread-safe.
 */
final class Texts {

  private static final String FOLDER = "/consent-texts/";
  private static final String FALLBACK = "en";

  private final String language;
  private final Map<String, String> texts;

  private Texts(String language, Map<String, String> texts) {
    this.language = language;
    this.texts = Map.copyOf(texts);
  }

  /**
   * Returns the texts for a language: those of the site, else the shipped ones of the language with
   * or without its region, else the English ones.
   *
   * @throws IllegalArgumentException if the site gives a text that nothing uses
   */
  static Texts of(String language, Map<String, String> ofSite) {
    Map<String, String> all = new TreeMap<>(shipped(FALLBACK));
    all.putAll(shipped(language.split("-", 2)[0]));
    all.putAll(shipped(language));
    for (Map.Entry<String, String> text : ofSite.entrySet()) {
      if (all.put(text.getKey(), text.getValue()) == null) {
        throw new IllegalArgumentException("no text is called \"" + text.getKey() + "\"");
      }
    }
    return new Texts(language, all);
  }

  /** Returns what is shipped for exactly this language; nothing where nothing is. */
  static Map<String, String> shipped(String language) {
    Properties properties = new Properties();
    try (InputStream in = Texts.class.getResourceAsStream(FOLDER + language + ".properties")) {
      if (in != null) {
        properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the texts in " + language, e);
    }
    Map<String, String> texts = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }

  String language() {
    return language;
  }

  Locale locale() {
    return Locale.forLanguageTag(language);
  }

  /** Returns a text as it is. */
  String get(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no text is called \"" + key + "\"");
    }
    return text;
  }

  /**
   * Returns a text with one name filled in.
   *
   * @param value markup, or anything else, whose text is escaped
   */
  Html html(String key, String name, Object value) {
    return html(key, Map.of(name, value));
  }

  /** Returns a text as markup with its names filled in. */
  Html html(String key, Map<String, ?> values) {
    String template = get(key);
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
      int close = template.indexOf('}', open);
      Object value = close < 0 ? null : values.get(template.substring(open + 1, close));
      if (value == null) {
        throw new IllegalArgumentException("the text \"" + key + "\" has a name without a value");
      }
      out.append(Html.of("{}{}", template.substring(from, open), value));
      from = close + 1;
    }
    return new Html(out.append(Html.escape(template.substring(from))).toString());
  }
}
