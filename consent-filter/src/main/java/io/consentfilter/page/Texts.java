// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import io.consentfilter.policy.Policy;
import java.util.Locale;
import java.util.Map;

/**
 * The words of this package in one language. A template holds names in braces, such as {@code
 * {controller}}, that are filled in. Immutable and thread-safe.
 */
final class Texts {

  private final String language;
  private final Map<String, String> texts;

  private Texts(String language, Map<String, String> texts) {
    this.language = language;
    this.texts = texts;
  }

  /**
   * Returns the texts of a policy in one of its languages.
   *
   * @throws IllegalArgumentException if the policy is not in this language
   */
  static Texts of(Policy policy, String language) {
    return new Texts(language, policy.texts(language));
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
      out.append(Html.of("{}{}", template.substring(from, open), apart(value)));
      from = close + 1;
    }
    return new Html(out.append(Html.escape(template.substring(from))).toString());
  }

  /** Keeps the signs around a name that is written the other way where they belong. */
  private Object apart(Object value) {
    boolean name = get("direction").equals("rtl") && !(value instanceof Number);
    return name ? Html.of("<bdi>{}</bdi>", value) : value;
  }
}
