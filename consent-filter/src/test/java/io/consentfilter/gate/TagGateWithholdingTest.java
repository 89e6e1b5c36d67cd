// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R7")
@Tag("R90")
class TagGateWithholdingTest {

  private static final String TABLE = "io.consentfilter.gate.WithheldTable#pages";

  private static String gated(String page) {
    return Gated.text(Gated.withheld(WithheldTable.RULES, Gated.bytes(page)));
  }

  @ParameterizedTest
  @MethodSource(TABLE)
  void write_deniedTag_inertInPlace(String expected) {
    assertEquals(WithheldTable.output(expected), gated(WithheldTable.input(expected)));
  }

  @ParameterizedTest
  @MethodSource(TABLE)
  void write_cutAnywhere_sameAsWhole(String expected) {
    byte[] page = Gated.bytes(WithheldTable.input(expected));
    String whole = WithheldTable.output(expected);
    int step = page.length > 2000 ? 97 : 1;
    for (int cut = 0; cut <= page.length; cut += step) {
      assertEquals(whole, Gated.text(Gated.withheld(WithheldTable.RULES, page, cut)), "" + cut);
    }
    int[] everywhere = IntStream.range(0, page.length).toArray();
    assertEquals(whole, Gated.text(Gated.withheld(WithheldTable.RULES, page, everywhere)));
  }

  @ParameterizedTest
  @MethodSource(TABLE)
  void write_twice_changesNothingMore(String expected) {
    String once = WithheldTable.output(expected);
    assertEquals(once, gated(once));
  }

  @ParameterizedTest
  @MethodSource(TABLE)
  void write_nothingDenied_unchanged(String expected) {
    String page = WithheldTable.input(expected);
    assertEquals(page, Gated.text(Gated.withheld(TagRules.NONE, Gated.bytes(page))));
  }

  @ParameterizedTest
  @MethodSource("io.consentfilter.gate.WithheldTable#denied")
  void write_addressInDisguise_withheld(String url) {
    String page = gated("<img src=" + url + ">");
    assertEquals("<img data-consent=\"ads\" data-src=" + url + ">", page);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//ads.\nexample", "\t//ads.example", "/\r/ads.example", " \u0000//ads.example"})
  void write_blanksInAddress_withheld(String url) {
    assertTrue(gated("<img src='" + url + "'>").contains("data-src"));
  }

  @Test
  @Tag("E70")
  void unreadable_utf16_passesAndIsTold() throws IOException {
    TagGate gate =
        new TagGate(Gated.MARKS, WithheldTable.RULES, false, (bytes, offset, length) -> {});
    assertFalse(gate.unreadable());
    byte[] page = "\uFEFF<img src=//ads.example>".getBytes(StandardCharsets.UTF_16BE);
    gate.write(page, 0, page.length);
    assertTrue(gate.unreadable());
  }

  @Test
  void write_prefixWithMarkup_escaped() {
    TagRules rules =
        TagRules.builder("/a\"b&\u00e9/consent")
            .withhold("ads", List.of("https://ads.example"), List.of())
            .build();
    assertEquals(
        "<iframe src=\"/a&#34;b&#38;&#233;/consent/placeholder/ads\" data-consent=\"ads\""
            + " data-src=//ads.example>",
        Gated.text(Gated.withheld(rules, Gated.bytes("<iframe src=//ads.example>"))));
  }

  @Test
  void page_withheldTag_isGated() {
    List<Boolean> gated = new ArrayList<>();
    Inserts inserts =
        new Inserts() {
          @Override
          public String afterBodyStart(Page page) {
            return "";
          }

          @Override
          public String beforeBodyEnd(Page page) {
            gated.add(page.gated());
            return "";
          }
        };
    Gated.withheld(inserts, WithheldTable.RULES, Gated.bytes("<img src=//ads.example>"));
    Gated.withheld(inserts, WithheldTable.RULES, Gated.bytes("<img src=//own.example>"));
    assertEquals(List.of(true, false), gated);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ads.example", "https://ads.example/", "https://*.example", "ftp://x", ""})
  void builder_malformedOrigin_throws(String origin) {
    TagRules.Builder builder = TagRules.builder("/consent");
    assertThrows(IllegalArgumentException.class, () -> builder.allow(List.of(origin)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "**"})
  void builder_patternOfAnything_throws(String pattern) {
    TagRules.Builder builder = TagRules.builder("/consent");
    assertThrows(
        IllegalArgumentException.class, () -> builder.withhold("ads", List.of(), List.of(pattern)));
  }

  @Test
  void builder_malformedService_throws() {
    TagRules.Builder builder = TagRules.builder("/consent");
    assertThrows(
        IllegalArgumentException.class, () -> builder.withhold("a\"", List.of(), List.of()));
  }

  @Test
  void rules_allShared_areEmpty() {
    List<String> origins = List.of("https://ads.example");
    assertTrue(
        TagRules.builder("").withhold("ads", origins, List.of()).allow(origins).build().isEmpty());
    assertTrue(TagRules.NONE.isEmpty());
    assertFalse(WithheldTable.RULES.isEmpty());
  }
}
