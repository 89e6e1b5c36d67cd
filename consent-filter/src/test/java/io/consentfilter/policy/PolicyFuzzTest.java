// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is read, it is a policy or it is refused with places that exist. */
class PolicyFuzzTest {

  private static final int COUNT = System.getProperty("stress") == null ? 2_000 : 200_000;

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\\",
          "null",
          "true",
          "-1e99999",
          "0",
          "\"\\ud800\"",
          "\"*\"",
          "\"use\"",
          "[[[[[[[[[[[[[[[[[[[[",
          "\u0000",
          "\u202e",
          "\"P999999999Y\"",
          "\"/*\"",
          "\"__Host-\"",
          "\"necessary\"",
          "{}",
          "\"\"",
          "9999999999999999999999",
          "\ud83d",
          "\n");

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final String base = Sample.documented().get(0);

  @Test
  void parse_mangledPolicies_throwNothingElse() {
    for (int i = 0; i < COUNT; i++) {
      String json = mangled(base);
      check(() -> Policy.parse(json), json);
    }
  }

  @Test
  void read_randomBytes_throwNothingElse() {
    for (int i = 0; i < COUNT; i++) {
      byte[] bytes = mangled(base).getBytes(StandardCharsets.UTF_8);
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      String shown = new String(bytes, StandardCharsets.ISO_8859_1);
      check(() -> Policy.read(new ByteArrayInputStream(bytes), "fuzz"), shown);
    }
  }

  /** Reads a policy. */
  private interface Reading {
    Policy read() throws IOException;
  }

  private void check(Reading reading, String input) {
    try {
      reading.read();
    } catch (PolicyException e) {
      assertFalse(e.mistakes().isEmpty(), () -> seeded(input));
      long lines = input.chars().filter(c -> c == '\n').count() + 1;
      for (Mistake mistake : e.mistakes()) {
        assertTrue(mistake.line() >= 1 && mistake.line() <= lines, () -> seeded(input));
        assertTrue(mistake.column() >= 1, () -> seeded(input));
        assertFalse(mistake.toString().contains("\n"), () -> seeded(input));
      }
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(seeded(input), e);
    }
  }

  private String seeded(String input) {
    return "-Dseed=" + seed + " input: " + input;
  }

  private String mangled(String text) {
    String result = text;
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      result = mangledOnce(result);
    }
    return result;
  }

  private String mangledOnce(String text) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + random.nextInt(40));
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, from) + piece + text.substring(from);
      case 1 -> text.substring(0, from) + piece + text.substring(to);
      case 2 -> text.substring(0, from) + text.substring(to) + " ";
      default -> text.substring(0, to) + text.substring(from);
    };
  }
}
