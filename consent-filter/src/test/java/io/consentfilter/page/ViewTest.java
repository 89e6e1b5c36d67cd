// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {

  private static View view(String language) {
    return new View(Printed.POLICY, Printed.context(language), Texts.of(language, Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "PT1S, 1 second",
    "PT59S, 59 seconds",
    "PT60S, 1 minute",
    "PT60M, 60 minutes",
    "PT90M, 90 minutes",
    "PT2H, 2 hours",
    "PT24H, 24 hours",
    "P2D, 2 days",
    "P30D, 30 days",
    "P184D, 184 days",
    "P365D, 1 year",
    "P395D, 395 days",
    "P730D, 2 years",
    "P400D, 400 days"
  })
  void duration_time_isInTheUnitThatPeopleUse(String time, String expected) {
    assertEquals(expected, view("en").duration(Duration.parse(time)).markup());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "x"
      })
  void link_otherTarget_isJustText(String target) {
    assertEquals("x", View.link(target, Html.of("x")).markup());
  }

  @Test
  void link_webOrLocal_isALink() {
    assertEquals("<a href=\"/a?b\">x</a>", View.link("/a?b", Html.of("x")).markup());
    assertEquals(
        "<a href=\"https://a.example/\">x</a>",
        View.link("https://a.example/", Html.of("x")).markup());
  }
}
