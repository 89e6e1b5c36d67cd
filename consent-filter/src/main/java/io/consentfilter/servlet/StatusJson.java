// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Choice;
import io.consentfilter.consent.Decision;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Purpose;
import io.consentfilter.policy.Service;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.Locale;

/** A decision as JSON, for scripts and clients. Thread-safe. */
final class StatusJson {

  private StatusJson() {}

  /**
   * Returns the status.
   *
   * @param activation what the script may start, as a JSON object
   */
  static JsonObject of(Decision decision, String activation) {
    Policy policy = decision.policy();
    JsonObjectBuilder json = Json.createObjectBuilder();
    json.add("decided", decision.decided());
    json.add("source", decision.source().name().toLowerCase(Locale.ROOT));
    decision.choice().map(Choice::recordId).ifPresent(id -> json.add("recordId", id));
    decision.choice().ifPresent(c -> json.add("decidedAt", c.decidedAt().toString()));
    decision.expiresAt().ifPresent(at -> json.add("expiresAt", at.toString()));
    json.add("revision", decision.choice().map(Choice::revision).orElse(policy.revision()));
    JsonObjectBuilder purposes = Json.createObjectBuilder();
    for (Purpose purpose : policy.purposes()) {
      purposes.add(purpose.id(), decision.allows(purpose.id()));
    }
    JsonObjectBuilder services = Json.createObjectBuilder();
    for (Service service : policy.services()) {
      services.add(service.id(), decision.allows(service.id()));
    }
    json.add("purposes", purposes).add("services", services);
    return json.add("activation", parse(activation)).build();
  }

  private static JsonObject parse(String json) {
    try (JsonReader reader = Json.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }
}
