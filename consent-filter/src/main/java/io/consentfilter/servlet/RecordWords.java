// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.page.RecordedChoice;
import io.consentfilter.page.RecordedChoice.Answer;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** A record of the ledger as a page shows it. Stateless and thread-safe. */
final class RecordWords {

  private RecordWords() {}

  static RecordedChoice of(JsonObject record) {
    JsonObject event = record.getJsonObject("event");
    return new RecordedChoice(
        record.getString("recordId"),
        event.getString("name"),
        Instant.parse(event.getString("time")),
        Instant.parse(event.getString("validUntil")),
        record.getInt("policyRevision"),
        record.getJsonNumber("line").longValueExact(),
        record.getString("hash"),
        answers(record.getJsonArray("purposes")));
  }

  private static List<Answer> answers(JsonArray options) {
    return options.getValuesAs(JsonObject.class).stream().map(RecordWords::answer).toList();
  }

  private static Answer answer(JsonObject option) {
    return new Answer(
        option.getString("id"),
        option.getString("name"),
        option.getBoolean("granted"),
        option.containsKey("services") ? answers(option.getJsonArray("services")) : List.of());
  }
}
