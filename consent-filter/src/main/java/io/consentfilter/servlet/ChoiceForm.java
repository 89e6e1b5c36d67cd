// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Selection;
import io.consentfilter.page.Notice;
import io.consentfilter.policy.Policy;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A choice as it was posted, by a form or as JSON. Immutable and thread-safe.
 *
 * @param selection what was picked
 * @param returnTo where the visitor wants to go back to, unchecked
 */
record ChoiceForm(Selection selection, Optional<String> returnTo) {

  /** No honest choice comes near this; the body is not read any further. */
  static final int MAX_BYTES = 16 * 1024;

  private static final int MAX_SWALLOWED = 2 * 1024 * 1024;

  private static final int MAX_FIELDS = 1_000;

  /** What became of reading a posted choice. */
  sealed interface Result {
    /** The choice could be read. */
    record Read(ChoiceForm form) implements Result {}

    /** It could not. */
    record Failed(Notice why) implements Result {}
  }

  private static final Result MALFORMED = new Result.Failed(Notice.MALFORMED);
  private static final Result TOO_LARGE = new Result.Failed(Notice.TOO_LARGE);

  /**
   * Reads the body of a request; whatever it holds, this does not throw but for a lost connection.
   */
  static Result read(HttpServletRequest request, Policy policy) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      swallow(request.getInputStream());
      return TOO_LARGE;
    }
    String body = new String(bytes, StandardCharsets.UTF_8);
    if (isJson(request)) {
      return json(body).flatMap(fields -> form(fields, policy)).orElse(MALFORMED);
    }
    if (isForm(request)) {
      Optional<Map<String, List<String>>> fields =
          body.isEmpty() ? parsed(request) : urlEncoded(body);
      return fields.flatMap(map -> form(map, policy)).orElse(MALFORMED);
    }
    return MALFORMED;
  }

  /** A client that is still sending would not see the answer; one that never ends need not. */
  private static void swallow(InputStream body) throws IOException {
    byte[] buffer = new byte[8 * 1024];
    int left = MAX_SWALLOWED;
    int read = 0;
    while (left > 0 && read >= 0) {
      read = body.read(buffer);
      left -= Math.max(0, read);
    }
  }

  static boolean isJson(HttpServletRequest request) {
    return hasType(request, "application/json");
  }

  private static boolean isForm(HttpServletRequest request) {
    return hasType(request, "application/x-www-form-urlencoded");
  }

  private static boolean hasType(HttpServletRequest request, String type) {
    // As sent: asking for the content type makes a container look up the charset, which may not
    // exist.
    String header = request.getHeader("Content-Type");
    return header != null && header.split(";", 2)[0].strip().equalsIgnoreCase(type);
  }

  private static Optional<Result> form(Map<String, List<String>> fields, Policy policy) {
    Set<String> purposes = new HashSet<>(fields.getOrDefault("purpose", List.of()));
    Set<String> services = new HashSet<>(fields.getOrDefault("service", List.of()));
    if (!declared(purposes, services, policy)) {
      return Optional.empty();
    }
    Optional<String> returnTo = fields.getOrDefault("return", List.of()).stream().findFirst();
    return selection(fields.getOrDefault("choice", List.of()), purposes, services)
        .map(selection -> new Result.Read(new ChoiceForm(selection, returnTo)));
  }

  private static boolean declared(Set<String> purposes, Set<String> services, Policy policy) {
    return purposes.stream().allMatch(id -> policy.purpose(id).isPresent())
        && services.stream().allMatch(id -> policy.service(id).isPresent());
  }

  private static Optional<Selection> selection(
      List<String> choice, Set<String> purposes, Set<String> services) {
    if (choice.size() != 1) {
      return Optional.empty();
    }
    return switch (choice.get(0)) {
      case "all" -> Optional.of(Selection.ALL);
      case "none" -> Optional.of(Selection.NONE);
      case "selected" -> Optional.of(Selection.of(purposes, services));
      default -> Optional.empty();
    };
  }

  /** What a filter before this one already read as parameters. */
  private static Optional<Map<String, List<String>>> parsed(HttpServletRequest request) {
    Map<String, List<String>> fields = new HashMap<>();
    request.getParameterMap().forEach((name, values) -> fields.put(name, List.of(values)));
    return Optional.of(fields);
  }

  private static Optional<Map<String, List<String>>> urlEncoded(String body) {
    Map<String, List<String>> fields = new HashMap<>();
    String[] pairs = body.split("&", MAX_FIELDS + 1);
    if (pairs.length > MAX_FIELDS) {
      return Optional.empty();
    }
    try {
      for (String pair : pairs) {
        String[] parts = pair.split("=", 2);
        String value = parts.length == 2 ? decode(parts[1]) : "";
        fields.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>()).add(value);
      }
      return Optional.of(fields);
    } catch (IllegalArgumentException badEscape) {
      return Optional.empty();
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Optional<Map<String, List<String>>> json(String body) {
    try (JsonReader reader = Json.createReader(new StringReader(body))) {
      JsonObject object = reader.readObject();
      Map<String, List<String>> fields = new HashMap<>();
      fields.put("choice", texts(object, "choice"));
      fields.put("purpose", texts(object, "purposes"));
      fields.put("service", texts(object, "services"));
      return Optional.of(fields);
    } catch (RuntimeException malformed) {
      // Besides its own exceptions the parser throws a bare one for input that is nested too deep.
      return Optional.empty();
    }
  }

  private static List<String> texts(JsonObject object, String name) {
    JsonValue value = object.getOrDefault(name, JsonValue.EMPTY_JSON_ARRAY);
    if (value instanceof JsonString single) {
      return List.of(single.getString());
    }
    return ((JsonArray) value).getValuesAs(JsonString::getString);
  }
}
