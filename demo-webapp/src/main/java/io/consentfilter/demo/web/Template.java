// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of HTML with places to fill in: <code>{{t.key}}</code> for a text, <code>{{name}}</code>
 * for a value, both escaped, and <code>{{{name}}}</code> for HTML as it is. Thread-safe.
 */
final class Template {

  private static final Pattern PLACE =
      Pattern.compile("\\{\\{\\{([a-zA-Z]+)}}}|\\{\\{t\\.([a-z0-9.-]+)}}|\\{\\{([a-zA-Z]+)}}");
  private static final Map<String, Template> LOADED = new ConcurrentHashMap<>();

  private final String name;
  private final String source;

  private Template(String name) {
    this.name = name;
    String resource = "/templates/" + name + ".html";
    try (InputStream in =
        Objects.requireNonNull(Template.class.getResourceAsStream(resource), resource)) {
      this.source = new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Template named(String name) {
    return LOADED.computeIfAbsent(name, Template::new);
  }

  /** Returns the HTML; a place without a value is a mistake of ours. */
  String fill(Texts texts, Map<String, String> values) {
    return PLACE
        .matcher(source)
        .replaceAll(place -> Matcher.quoteReplacement(filled(place, texts, values)));
  }

  private String filled(MatchResult place, Texts texts, Map<String, String> values) {
    if (place.group(1) != null) {
      return value(place.group(1), values);
    }
    if (place.group(2) != null) {
      return Html.escape(texts.get(place.group(2)));
    }
    return Html.escape(value(place.group(3), values));
  }

  private String value(String key, Map<String, String> values) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("Template " + name + " has no value for " + key);
    }
    return value;
  }
}
