// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema for editors and the reader say the same, as far as a schema can. */
class SchemaTest {

  private static final String TEXT = Sample.resource("consent-policy.schema.json");

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(TEXT, InputFormat.JSON);

  private static final JsonObject ROOT = Json.createReader(new StringReader(TEXT)).readObject();

  private static final String PROBE = "zzz";

  /** Rows of the table whose mistakes lie between values, or in the length of a duration. */
  private static final Set<String> BEYOND_A_SCHEMA =
      Set.of(
          "a choice: not too long",
          "a choice: not too short",
          "a key given twice",
          "a login page below the prefix",
          "a login page that needs a login",
          "a service: unknown purpose, taken id",
          "breaking in: out of step with each other",
          "breaking in: the longest wait shorter than the first",
          "cookies: one service each",
          "cookies: several services share one of a third party, but not one of the site's own",
          "cookies: those of the filter",
          "own texts: a language, a key and names in braces that there are not",
          "ready-made: its purpose is not declared",
          "ready-made: twice",
          "remembered logins",
          "remembered logins: no grace at all",
          "revision is a whole number",
          "session limits",
          "session limits: a warning all the time",
          "session limits: a warning that leaves no time to act",
          "session limits: absolute is not shorter than idle",
          "session limits: absolute is not shorter than the default idle",
          "session limits: the other ends",
          "toolkit routes protected");

  private static List<String> errors(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  static Stream<Named<String>> sound() throws IOException {
    Path demo = Path.of("..", "demo-webapp/src/main/webapp/WEB-INF/consent-policy.json");
    Path page = Path.of("src/test/resources/io/consentfilter/page/policy.json");
    return Stream.of(
        Named.of("documented", Sample.documented().get(0)),
        Named.of("least", Sample.documented().get(1)),
        Named.of("documented matomo", services(Sample.documented().get(3))),
        Named.of("documented domains", services(Sample.documented().get(4))),
        Named.of("documented csp", Sample.with("\"csp\":" + Sample.documented().get(2))),
        Named.of("demo", Files.readString(demo)),
        Named.of("page", Files.readString(page)),
        Named.of(
            "every ready-made service",
            services(
                ReadyMade.NAMES.stream()
                    .map(name -> "{\"use\":\"" + name + "\",\"origins\":[\"https://o.example\"]}")
                    .collect(Collectors.joining(",")))));
  }

  private static String services(String services) {
    return Sample.with("\"services\":[" + services + "]");
  }

  @ParameterizedTest
  @MethodSource("sound")
  void schema_soundPolicy_accepts(String json) {
    assertEquals(List.of(), errors(json));
  }

  @Test
  void schema_whatTheReaderRefuses_refusesWhereverASchemaCan() {
    Set<String> accepted = new TreeSet<>();
    MistakesTest.rows()
        .filter(row -> json(row.getPayload().json()))
        .filter(row -> errors(row.getPayload().json()).isEmpty())
        .forEach(row -> accepted.add(row.getName()));
    assertEquals(new TreeSet<>(BEYOND_A_SCHEMA), accepted);
  }

  private static boolean json(String text) {
    try {
      Json.createReader(new StringReader(text)).readObject();
      return true;
    } catch (RuntimeException notJson) {
      return false;
    }
  }

  @Test
  void schema_everyObject_hasTheKeysThatTheReaderKnows() {
    Map<String, Set<String>> objects = new TreeMap<>();
    walk("", ROOT, objects);
    assertEquals(14, objects.size(), objects.keySet().toString());
    objects.forEach(
        (place, keys) -> assertEquals(known(place), new TreeSet<>(keys), "object at " + place));
  }

  /** Returns the keys that the reader names where it meets an unknown one. */
  private static Set<String> known(String place) {
    String probe = "{\"" + PROBE + "\":1}";
    List<String> steps = Arrays.stream(place.split("/")).filter(s -> !s.isEmpty()).toList();
    for (int i = steps.size() - 1; i >= 0; i--) {
      String step = steps.get(i);
      probe =
          step.endsWith("[]")
              ? "{\"" + step.replace("[]", "") + "\":[" + probe + "]}"
              : "{\"" + step + "\":" + probe + "}";
    }
    String json = probe;
    return assertThrows(PolicyException.class, () -> Policy.parse(json)).mistakes().stream()
        .filter(mistake -> mistake.path().endsWith("." + PROBE))
        .flatMap(mistake -> Arrays.stream(mistake.allowed().split(", ")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void walk(String place, JsonObject schema, Map<String, Set<String>> objects) {
    if (schema.get("$ref") instanceof JsonString ref) {
      walk(place, definition(ref.getString()), objects);
    }
    if (schema.get("properties") instanceof JsonObject properties) {
      assertEquals(JsonValue.FALSE, schema.get("additionalProperties"), place);
      objects.put(place, properties.keySet());
      properties.forEach((key, value) -> walk(place + "/" + key, value.asJsonObject(), objects));
    } else if (schema.containsKey("additionalProperties")) {
      assertTrue(schema.get("additionalProperties") instanceof JsonObject, place);
    } else {
      assertFalse(schema.getString("type", "").equals("object"), place);
    }
    if (schema.get("items") instanceof JsonObject items) {
      walk(place + "[]", items, objects);
    }
    if (schema.containsKey("anyOf")) {
      schema
          .getJsonArray("anyOf")
          .getValuesAs(JsonObject.class)
          .forEach(branch -> walk(place, branch, objects));
    }
  }

  private static JsonObject definition(String ref) {
    return ROOT.getJsonObject("$defs").getJsonObject(ref.substring("#/$defs/".length()));
  }

  @Test
  void schema_words_areThoseOfTheReader() {
    JsonObject service = definition("#/$defs/service").getJsonObject("properties");
    assertEquals(ReadyMade.NAMES, words(service.getJsonObject("use")));
    assertEquals(
        Arrays.stream(Kind.values()).map(Kind::word).toList(),
        words(
            service
                .getJsonObject("kinds")
                .getJsonObject("additionalProperties")
                .getJsonObject("items")));
    assertEquals(
        Arrays.stream(ConsentCall.values()).map(ConsentCall::word).toList(),
        words(service.getJsonObject("consentCalls").getJsonObject("items")));
  }

  private static List<String> words(JsonObject schema) {
    return schema.getJsonArray("enum").getValuesAs(JsonString::getString);
  }
}
