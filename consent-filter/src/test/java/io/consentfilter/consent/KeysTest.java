// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  @Test
  void parse_generatedKeysWithComments_readsAll() {
    String text = "# current\n" + Keys.generate() + "\n\n# old\n" + Keys.generate() + "\n";
    assertEquals("Keys[2 redacted]", Keys.parse(text).toString());
  }

  @Test
  void generate_twice_differs() {
    assertNotEquals(Keys.generate(), Keys.generate());
  }

  @Test
  void derive_sameKeysOnAnotherNode_givesTheSameSecret() {
    String first = Keys.generate();
    byte[] here = Keys.parse(first).derive("form", "anna");
    assertEquals(32, here.length);
    assertArrayEquals(here, Keys.parse(first + "\n" + Keys.generate()).derive("form", "anna"));
    assertFalse(Arrays.equals(here, Keys.parse(Keys.generate()).derive("form", "anna")));
  }

  @Test
  void derive_otherContextOrInput_givesAnotherSecret() {
    Keys keys = Keys.parse(Keys.generate());
    Set<String> secrets = new HashSet<>();
    for (String context : List.of("form", "for", "form ")) {
      for (String input : List.of("anna", "manna", "bram", "", "Anna", "\u00e9", "e")) {
        secrets.add(Base64Url.encode(keys.derive(context, input)));
      }
    }
    assertEquals(21, secrets.size());
  }

  @Test
  void derive_wrongContext_isRefused() {
    Keys keys = Keys.parse(Keys.generate());
    for (String context : List.of("", "\u00e9", "x".repeat(101))) {
      assertThrows(IllegalArgumentException.class, () -> keys.derive(context, "anna"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing", "short", "!!!!", "AAAA=", "Zm9vYmFy"})
  void parse_noKey_saysHowToMakeOneAndNeverWhatItGot(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Keys.parse(text)).toString();
    assertTrue(message.contains("keys new"), message);
    assertFalse(!text.isEmpty() && !text.startsWith("#") && message.contains(text), message);
  }
}
