// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.Policy;
import io.consentfilter.policy.PolicyException;
import io.consentfilter.policy.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySourceTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"http, HTTP", "https, HTTPS"})
  void load_withoutAFile_isOurOwnPolicyForThatTransport(String transport, Transport expected)
      throws IOException {
    Policy policy = PolicySource.load(Optional.empty(), transport);
    assertEquals(expected, policy.transport());
    assertEquals("Boekhuis B.V.", policy.controller().name());
    assertEquals(Duration.ofMinutes(60), policy.session().idle());
    assertEquals(Duration.ofDays(184), policy.choiceLifetime());
  }

  @Test
  void load_withAFile_changesNothingButTheTransport() throws IOException {
    Path file = folder.resolve("policy.json");
    Files.writeString(file, ownText().replace("\"revision\": 2", "\"revision\": 7"));
    Policy policy = PolicySource.load(Optional.of(file), "http");
    assertEquals(7, policy.revision());
    assertEquals(Transport.HTTP, policy.transport());
    assertEquals(5, policy.services().size());
  }

  @Test
  void load_ofAFileWithMistakes_tellsThemAllWithTheirLines() throws IOException {
    Path file = folder.resolve("broken.json");
    Files.writeString(
        file, ownText().replace("\"PT60M\"", "\"an hour\"").replace("\"block\"", "\"maybe\""));
    PolicyException mistakes =
        assertThrows(PolicyException.class, () -> PolicySource.load(Optional.of(file), "http"));
    assertEquals(2, mistakes.mistakes().size());
    assertTrue(mistakes.toString().matches("(?s).*broken\\.json:\\d\\d\\d:\\d+.*"));
  }

  @Test
  void withTransport_keepsEverythingElse() {
    assertEquals(
        "{\"a\":[1],\"transport\":\"http\"}",
        PolicySource.withTransport("{\"a\": [1], \"transport\": \"https\"}", "http"));
  }

  private static String ownText() throws IOException {
    return Files.readString(Path.of("src/main/webapp/WEB-INF/consent-policy.json"));
  }
}
