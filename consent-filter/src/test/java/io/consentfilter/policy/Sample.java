// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Policies for tests. */
final class Sample {

  /** What precedes the members that a test adds, which start on line 2. */
  private static final String START =
      "{\"revision\":1,\"controller\":{\"name\":\"Boekhuis\",\"contact\":\"info@boekhuis.example\"},"
          + "\"languages\":[\"nl\",\"en\"],\n";

  private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  private Sample() {}

  /** Returns a sound policy in nl and en with more members. */
  static String with(String members) {
    return START + members + "}";
  }

  static String purpose(String id) {
    return "{\"id\":\"" + id + "\",\"name\":" + TEXT + ",\"description\":" + TEXT + "}";
  }

  static final String TEXT = "{\"nl\":\"tekst\",\"en\":\"text\"}";

  /** Returns a service without closing brace. */
  static String service(String id, String purpose) {
    return "{\"id\":\"%s\",\"purpose\":\"%s\",\"name\":\"Naam\",\"description\":%s,\"provider\":\"A\""
        .formatted(id, purpose, TEXT);
  }

  /** Returns the JSON snippets of the policy reference, in order. */
  static List<String> documented() {
    Path file = Path.of("..", "docs", "policy.md");
    try {
      return JSON.matcher(Files.readString(file)).results().map(Sample::snippet).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String snippet(MatchResult match) {
    return match.group(1);
  }

  static String resource(String name) {
    try (InputStream in = Sample.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
