// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import io.consentfilter.ledger.LedgerStore.Cursor;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Puts together what a line says and what its notice says for all, so that every record is complete
 * in itself: the fields of ISO/IEC TS 27560 and of Kantara's Consent Receipt 1.1. Not safe for use
 * by several threads.
 */
final class Exporter {

  private static final int MOST_NOTICES = 16;
  private static final int LINES_A_STEP = 1_000;

  private final LedgerStore store;
  private final Map<String, JsonObject> notices =
      new LinkedHashMap<>(MOST_NOTICES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonObject> eldest) {
          return size() > MOST_NOTICES;
        }
      };

  Exporter(LedgerStore store) {
    this.store = store;
  }

  void run(Cursor cursor, Consumer<JsonObject> records, DoubleConsumer progress) {
    lines(cursor, line -> records.accept(joined(line)), progress);
  }

  /** Hands out what each line says itself. */
  static void lines(Cursor cursor, Consumer<JsonObject> each, DoubleConsumer progress) {
    long lines = 0;
    Optional<String> text = cursor.next();
    while (text.isPresent()) {
      each.accept(parsed(text.get()));
      lines++;
      if (lines % LINES_A_STEP == 0) {
        progress.accept(cursor.progress());
      }
      text = cursor.next();
    }
    progress.accept(1);
  }

  /** Returns the record of a line, complete. */
  JsonObject joined(String text) {
    return joined(parsed(text));
  }

  private static JsonObject parsed(String text) {
    return RecordJson.object(text)
        .filter(json -> Line.parse(text).isPresent())
        .orElseThrow(() -> new LedgerException("a line is not a record; verify names it", null));
  }

  private JsonObject joined(JsonObject line) {
    JsonObject notice = notice(line.getString("notice"));
    JsonObjectBuilder json =
        RecordJson.JSON
            .createObjectBuilder()
            .add("schemaVersion", "ISO/IEC TS 27560:2023")
            .add("recordId", line.get("id"))
            .add("principalId", line.get("id"))
            .add("line", line.get("n"))
            .add("hash", line.get("hash"));
    Optional.ofNullable(line.get("replaces")).ifPresent(id -> json.add("replaces", id));
    json.add("policyRevision", line.get("rev"))
        .add("notice", line.get("notice"))
        .add("language", line.get("lang"));
    shared(json, notice);
    return json.add("purposes", purposes(line, notice)).add("event", event(line)).build();
  }

  private static void shared(JsonObjectBuilder json, JsonObject notice) {
    for (String name :
        new String[] {
          "jurisdiction",
          "controllers",
          "storageLocation",
          "retention",
          "recipients",
          "withdrawalMethod"
        }) {
      json.add(name, notice.getOrDefault(name, JsonValue.NULL));
    }
    json.add("collectionMethod", "web form").add("sensitive", false);
  }

  private JsonObject notice(String hash) {
    JsonObject known = notices.get(hash);
    if (known != null) {
      return known;
    }
    JsonObject notice =
        store
            .notice(hash)
            .flatMap(RecordJson::object)
            .orElseThrow(
                () -> new LedgerException("the notice " + hash + " is missing or broken", null));
    notices.put(hash, notice);
    return notice;
  }

  private static JsonArrayBuilder purposes(JsonObject line, JsonObject notice) {
    JsonArrayBuilder all = RecordJson.JSON.createArrayBuilder();
    JsonObject services = line.getJsonObject("services");
    line.getJsonObject("purposes")
        .forEach(
            (id, granted) -> {
              JsonArrayBuilder own = RecordJson.JSON.createArrayBuilder();
              JsonArrayBuilder data = RecordJson.JSON.createArrayBuilder();
              for (JsonObject service :
                  notice.getJsonArray("services").getValuesAs(JsonObject.class)) {
                JsonValue answer = services.get(service.getString("id"));
                if (answer != null && service.getString("purpose").equals(id)) {
                  own.add(RecordJson.JSON.createObjectBuilder(service).add("granted", answer));
                  service.getJsonArray("data").getValuesAs(JsonString.class).forEach(data::add);
                }
              }
              all.add(
                  option(id, notice)
                      .add("granted", granted)
                      .add("data", data)
                      .add("services", own));
            });
    return all;
  }

  /** Returns what the notice says of a purpose; what it does not name keeps its id as its name. */
  private static JsonObjectBuilder option(String id, JsonObject notice) {
    return notice.getJsonArray("purposes").getValuesAs(JsonObject.class).stream()
        .filter(purpose -> purpose.getString("id").equals(id))
        .findFirst()
        .map(RecordJson.JSON::createObjectBuilder)
        .orElseGet(() -> RecordJson.JSON.createObjectBuilder().add("id", id).add("name", id));
  }

  private static JsonObjectBuilder event(JsonObject line) {
    String event = line.getString("event");
    return RecordJson.JSON
        .createObjectBuilder()
        .add("time", line.get("at"))
        .add("validUntil", line.get("until"))
        .add("entity", line.get("id"))
        .add("name", event)
        .add("type", RecordJson.type(line.getString("source")))
        .add("source", line.get("source"))
        .add("state", RecordJson.state(event));
  }
}
