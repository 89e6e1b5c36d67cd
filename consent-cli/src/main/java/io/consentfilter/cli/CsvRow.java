// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** A record as the cells of a table. */
final class CsvRow {

  static final String[] HEADER = {
    "line",
    "recordId",
    "time",
    "validUntil",
    "event",
    "source",
    "state",
    "policyRevision",
    "language",
    "granted",
    "denied",
    "jurisdiction",
    "retention",
    "notice",
    "hash"
  };

  private CsvRow() {}

  static List<String> of(JsonObject record) {
    JsonObject event = record.getJsonObject("event");
    return List.of(
        String.valueOf(record.get("line")),
        record.getString("recordId"),
        event.getString("time"),
        event.getString("validUntil"),
        event.getString("name"),
        event.getString("source"),
        event.getString("state"),
        String.valueOf(record.get("policyRevision")),
        record.getString("language"),
        answered(record, JsonValue.TRUE),
        answered(record, JsonValue.FALSE),
        record.getString("jurisdiction"),
        record.getString("retention"),
        record.getString("notice"),
        record.getString("hash"));
  }

  /** Returns the purposes and services that were answered so, with spaces between them. */
  private static String answered(JsonObject record, JsonValue answer) {
    List<String> ids = new ArrayList<>();
    for (JsonObject purpose : record.getJsonArray("purposes").getValuesAs(JsonObject.class)) {
      add(purpose, answer, ids);
      for (JsonObject service : purpose.getJsonArray("services").getValuesAs(JsonObject.class)) {
        add(service, answer, ids);
      }
    }
    return String.join(" ", ids);
  }

  private static void add(JsonObject option, JsonValue answer, List<String> ids) {
    if (answer.equals(option.get("granted"))) {
      ids.add(option.getString("id"));
    }
  }
}
