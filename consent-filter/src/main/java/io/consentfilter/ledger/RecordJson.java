// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import io.consentfilter.ledger.ConsentRecord.Event;
import io.consentfilter.ledger.ConsentRecord.Source;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Records as JSON text, always the same text for the same record. Thread-safe. */
final class RecordJson {

  /** Looked up once: the static methods of {@code Json} search the class path at every call. */
  static final JsonProvider JSON = JsonProvider.provider();

  private RecordJson() {}

  static Entry entry(ConsentRecord record) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("at", record.at().truncatedTo(ChronoUnit.SECONDS).toString())
            .add("id", record.recordId())
            .add("notice", record.notice())
            .add("lang", record.language())
            .add("rev", record.revision())
            .add("event", record.event().word())
            .add("source", record.source().word())
            .add("until", record.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString());
    record.replaces().ifPresent(id -> json.add("replaces", id));
    json.add("purposes", answers(record.purposes())).add("services", answers(record.services()));
    String text = json.build().toString();
    return new Entry(record.recordId(), record.at(), text.substring(1, text.length() - 1));
  }

  private static JsonObjectBuilder answers(Map<String, Boolean> answers) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    answers.forEach(json::add);
    return json;
  }

  /** Returns the object, or empty if the text is not one. */
  static Optional<JsonObject> object(String text) {
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return Optional.of(reader.readObject());
    } catch (JsonException | IllegalStateException malformed) {
      return Optional.empty();
    }
  }

  /** Returns the state that ISO/IEC TS 27560 calls the event's, from the word of the event. */
  static String state(String event) {
    if (event.equals(Event.REFUSAL.word())) {
      return "refused";
    }
    return event.equals(Event.WITHDRAWAL.word()) ? "withdrawn" : "given";
  }

  /** Returns how the wish was expressed. */
  static String type(String source) {
    return source.equals(Source.GPC.word()) ? "browser signal" : "explicit";
  }
}
