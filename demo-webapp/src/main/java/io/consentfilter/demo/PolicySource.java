// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.consentfilter.policy.Policy;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where the policy comes from and what the way of starting changes in it. */
final class PolicySource {

  private static final String OWN = "/webapp/WEB-INF/consent-policy.json";

  private PolicySource() {}

  /** Returns the policy of the file, or our own, for visitors who come by this transport. */
  static Policy load(Optional<Path> file, String transport) throws IOException {
    byte[] text = file.isPresent() ? Files.readAllBytes(file.get()) : own();
    // First as it stands, so that mistakes are told with the places in the file.
    Policy.read(new ByteArrayInputStream(text), file.map(Path::toString).orElse(OWN));
    return Policy.parse(withTransport(new String(text, UTF_8), transport));
  }

  private static byte[] own() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(PolicySource.class.getResourceAsStream(OWN), OWN)) {
      return in.readAllBytes();
    }
  }

  /** Returns the policy text with another transport; anything else stays. */
  static String withTransport(String text, String transport) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      JsonObject declared = reader.readObject();
      return Json.createObjectBuilder(declared).add("transport", transport).build().toString();
    }
  }
}
