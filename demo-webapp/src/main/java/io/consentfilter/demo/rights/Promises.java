// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.rights;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** What five privacy statements promised, in their words, and what keeps it. Thread-safe. */
public final class Promises {

  private static final String RESOURCE = "/promises.json";
  private static final List<Section> SECTIONS = read();

  private Promises() {}

  /**
   * Promises about one thing.
   *
   * @param dutch what they are about
   * @param english the same
   * @param promises the promises
   */
  public record Section(String dutch, String english, List<Promise> promises) {
    /** Returns what they are about. */
    public String name(String language) {
      return language.equals("nl") ? dutch : english;
    }
  }

  /**
   * A promise.
   *
   * @param source whose, S0 to S4
   * @param dutch in the words of the statement
   * @param english what these mean
   * @param keptDutch how it is kept
   * @param keptEnglish the same
   * @param requirements the requirements that the tests hold
   */
  public record Promise(
      String source,
      String dutch,
      String english,
      String keptDutch,
      String keptEnglish,
      List<String> requirements) {
    /** Returns how it is kept. */
    public String kept(String language) {
      return language.equals("nl") ? keptDutch : keptEnglish;
    }
  }

  /** Returns all promises. */
  public static List<Section> sections() {
    return SECTIONS;
  }

  private static List<Section> read() {
    InputStream in = Objects.requireNonNull(Promises.class.getResourceAsStream(RESOURCE), RESOURCE);
    try (JsonReader reader = Json.createReader(in)) {
      return reader.readArray().getValuesAs(JsonObject.class).stream()
          .map(Promises::section)
          .toList();
    }
  }

  private static Section section(JsonObject section) {
    return new Section(
        section.getString("nl"),
        section.getString("en"),
        section.getJsonArray("promises").getValuesAs(JsonObject.class).stream()
            .map(Promises::promise)
            .toList());
  }

  private static Promise promise(JsonObject promise) {
    return new Promise(
        promise.getString("source"),
        promise.getString("nl"),
        promise.getString("en"),
        promise.getString("keptNl"),
        promise.getString("keptEn"),
        promise.getJsonArray("requirements").getValuesAs(JsonString.class).stream()
            .map(JsonString::getString)
            .toList());
  }
}
