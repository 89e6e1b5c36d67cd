// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** The purposes that ready-made services name, in words to start from. */
final class DraftPurposes {

  /** What a person must fill in; the reader refuses it. */
  static final String BLANK = "";

  private static final JsonObject TEXTS = load();

  /** The ids, in the order in which a visitor is asked. */
  static final List<String> IDS = List.copyOf(TEXTS.keySet());

  private DraftPurposes() {}

  private static JsonObject load() {
    InputStream in = DraftPurposes.class.getResourceAsStream("draft-purposes.json");
    if (in == null) {
      throw new IllegalStateException("the jar lacks draft-purposes.json");
    }
    try (JsonReader reader = Json.createReader(in)) {
      return reader.readObject();
    }
  }

  /** Returns those of these purposes that there are; blank in languages that are not shipped. */
  static JsonArrayBuilder json(Set<String> ids, List<String> languages) {
    JsonArrayBuilder purposes = Json.createArrayBuilder();
    IDS.stream().filter(ids::contains).forEach(id -> purposes.add(json(id, languages)));
    return purposes;
  }

  private static JsonObjectBuilder json(String id, List<String> languages) {
    JsonObject texts = TEXTS.getJsonObject(id);
    JsonObjectBuilder purpose =
        Json.createObjectBuilder()
            .add("id", id)
            .add("name", text(texts.getJsonObject("name"), languages))
            .add("description", text(texts.getJsonObject("description"), languages));
    if (texts.getBoolean("sharing", false)) {
      purpose.add("sharing", true);
    }
    return purpose;
  }

  private static JsonObjectBuilder text(JsonObject known, List<String> languages) {
    JsonObjectBuilder text = Json.createObjectBuilder();
    languages.forEach(language -> text.add(language, known.getString(language, BLANK)));
    return text;
  }

  /** Returns a text to be written in every language. */
  static JsonObject blank(List<String> languages) {
    return text(JsonValue.EMPTY_JSON_OBJECT, languages).build();
  }
}
