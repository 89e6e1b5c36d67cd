// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R50")
class LocalPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/app", "/app?x=1&y=%20#z", "/a//b", "/%0d%0aSet-Cookie:x", "/@evil"})
  void of_localPath_isItself(String path) {
    assertEquals(Optional.of(path), LocalPath.of(path));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "/a\\b",
        "https://evil.example",
        "javascript:alert(1)",
        "app",
        " /app",
        "/\t/evil.example",
        "/\n/evil.example",
        "/a\r\nSet-Cookie: x=1",
        "/a b",
        "/\u0000",
        "/é",
        "/\"><script>",
        "\\/evil.example",
      })
  void of_anythingElse_isEmpty(String text) {
    assertTrue(LocalPath.of(text).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {2048, 2049})
  void of_longPath_endsAt2048(int length) {
    assertEquals(length == 2048, LocalPath.of("/" + "a".repeat(length - 1)).isPresent());
  }
}
