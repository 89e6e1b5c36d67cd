// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsTest {

  private static final List<String> NAMES =
      List.of(
          "banner.js",
          "more.js",
          "calls.js",
          "banner.css",
          "settings.css",
          "session.js",
          "session.css");

  private static byte[] bytes(Asset asset) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    asset.writeTo(out);
    return out.toByteArray();
  }

  private static String text(String name) throws IOException {
    return new String(bytes(Assets.find(name).orElseThrow()), StandardCharsets.UTF_8);
  }

  private static int zipped(Asset asset) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      asset.writeTo(zip);
    }
    return out.size();
  }

  @Test
  void find_plainAndHashedName_giveTheSameFile() {
    for (String name : NAMES) {
      Asset asset = Assets.find(name).orElseThrow();
      assertEquals(name, asset.name());
      assertEquals(Optional.of(asset), Assets.find(asset.hashedName()));
      assertEquals(name, asset.hashedName().replaceFirst("\\.[0-9a-f]{6}", ""));
      assertTrue(asset.etag().matches("\"[0-9a-f]{16}\""), asset.etag());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "banner", "banner.000000.js", "../banner.js", "BANNER.JS", "nl.properties"})
  void find_otherName_isEmpty(String name) {
    assertEquals(Optional.empty(), Assets.find(name));
  }

  @Test
  void asset_otherContent_hasAnotherTag() {
    Asset one = new Asset("banner", "js", "text/javascript", "a1", "1");
    Asset two = new Asset("banner", "js", "text/javascript", "a1", "2");
    assertEquals("banner.a1.js", one.hashedName());
    assertNotEquals(one.etag(), two.etag());
  }

  @Test
  void asset_length_isThatOfTheBytes() throws IOException {
    assertEquals(bytes(Assets.script()).length, Assets.script().length());
    assertEquals("text/javascript; charset=utf-8", Assets.script().contentType());
    assertEquals("text/css; charset=utf-8", Assets.style().contentType());
  }

  @ParameterizedTest
  @CsvSource({
    "banner.js, 1050",
    "banner.css, 1000",
    "more.js, 3200",
    "settings.css, 1100",
    "calls.js, 250",
  })
  void asset_zipped_keepsToItsBudget(String name, int most) throws IOException {
    int size = zipped(Assets.find(name).orElseThrow());
    assertTrue(size <= most, name + " " + size);
  }

  @Test
  void scripts_filesThatTheyLoad_areNamedByTheirHash() throws IOException {
    assertTrue(text("banner.js").contains("import(\"./" + hashed("more.js") + "\")"));
    assertTrue(text("more.js").contains(hashed("banner.css")));
    assertTrue(text("more.js").contains(hashed("settings.css")));
  }

  private static String hashed(String name) {
    return Assets.find(name).orElseThrow().hashedName();
  }

  @Test
  @Tag("R72")
  void sessionAssets_zipped_costAPageLittle() throws IOException {
    int script = zipped(Assets.sessionScript());
    assertTrue(script <= 1_500, "script " + script);
    int style = zipped(Assets.sessionStyle());
    assertTrue(style <= 750, "style " + style);
  }

  @ParameterizedTest
  @ValueSource(strings = {"banner", "more", "calls", "session"})
  @Tag("R60")
  void script_any_usesNothingThatAStrictPolicyForbids(String stem) throws IOException {
    String script = text(stem + ".js");
    List.of(
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "Function(",
            "async function",
            "async (",
            "await ",
            "document.cookie",
            "setAttribute('style'")
        .forEach(word -> assertFalse(script.contains(word), word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"banner", "settings", "session"})
  @Tag("R60")
  void style_any_loadsNothing(String stem) throws IOException {
    String style = text(stem + ".css");
    assertFalse(style.contains("url(") || style.contains("@import"), "nothing else is loaded");
  }
}
