// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.policy.Inventory.Area;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which keys a page found in the browser's storage, as its script claims. Immutable and
 * thread-safe.
 *
 * @param page the path of the page
 */
record StorageReport(String page, Map<Area, List<String>> keys) {

  /** More bytes than this are no report; callers read one more at most. */
  static final int LARGEST = 16_384;

  private static final int MOST_KEYS = 100;

  /** Reads the JSON that the script sends; empty where it is none. Never throws. */
  static Optional<StorageReport> read(byte[] body) {
    if (body.length > LARGEST) {
      return Optional.empty();
    }
    try (JsonReader reader =
        Json.createReader(new StringReader(new String(body, StandardCharsets.UTF_8)))) {
      JsonObject report = reader.readObject();
      Map<Area, List<String>> keys =
          Arrays.stream(Area.values())
              .collect(Collectors.toMap(Function.identity(), area -> keys(report, area)));
      return Optional.of(new StorageReport(report.getString("page", ""), keys));
    } catch (RuntimeException notJson) {
      // Parsson throws a bare RuntimeException where values are nested too deeply.
      return Optional.empty();
    }
  }

  private static List<String> keys(JsonObject report, Area area) {
    return report.getOrDefault(area.word(), JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
        .limit(MOST_KEYS)
        .filter(JsonString.class::isInstance)
        .map(value -> ((JsonString) value).getString())
        .toList();
  }
}
