// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** JSON as a person would write it: what is short stays on one line. */
final class Layout {

  private static final int WIDTH = 96;

  private Layout() {}

  /** Returns the text of a document, with a line end. */
  static String of(JsonObject document) {
    return block(document, "") + "\n";
  }

  static JsonArrayBuilder strings(Collection<String> texts) {
    return Json.createArrayBuilder(List.copyOf(texts));
  }

  private static String value(JsonValue value, String indent) {
    String line = line(value);
    return line.length() + indent.length() <= WIDTH ? line : block(value, indent);
  }

  private static String line(JsonValue value) {
    if (value instanceof JsonObject object && !object.isEmpty()) {
      return object.entrySet().stream()
          .map(e -> Json.createValue(e.getKey()) + ": " + line(e.getValue()))
          .collect(Collectors.joining(", ", "{ ", " }"));
    } else if (value instanceof JsonArray array) {
      return array.stream().map(Layout::line).collect(Collectors.joining(", ", "[", "]"));
    }
    return value.toString();
  }

  private static String block(JsonValue value, String indent) {
    String inner = indent + "  ";
    String separator = ",\n" + inner;
    if (value instanceof JsonObject object) {
      return object.entrySet().stream()
          .map(e -> Json.createValue(e.getKey()) + ": " + value(e.getValue(), inner))
          .collect(Collectors.joining(separator, "{\n" + inner, "\n" + indent + "}"));
    } else if (value instanceof JsonArray array) {
      return array.stream()
          .map(element -> value(element, inner))
          .collect(Collectors.joining(separator, "[\n" + inner, "\n" + indent + "]"));
    }
    return value.toString();
  }
}
