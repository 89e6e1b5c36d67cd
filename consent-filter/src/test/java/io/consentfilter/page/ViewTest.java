// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.consentfilter.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {

  /** A page in one of many languages, among them some of which no texts are shipped. */
  private static View view(String language) {
    Policy policy =
        Policy.parse(
            "{\"revision\":1,\"controller\":{\"name\":\"B\",\"contact\":\"a@b.example\"},"
                + "\"languages\":[\""
                + language
                + "\"]}");
    return new View(policy, Printed.context(language), Texts.of(policy, language));
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
  @CsvSource({
    "de, PT60M, 60 Minuten",
    "fr, P365D, 1 an",
    "fr, P730D, 2 ans",
    "es, P184D, 184 días",
    "it, PT24H, 24 ore",
    "pl, P365D, 1 rok",
    "pl, P730D, 2 lata",
    "pl, P1825D, 5 lat",
    "pl, PT2M, 2 minuty",
    "pl, PT12M, 12 minut",
    "pl, PT22M, 22 minuty",
    "pl, PT112S, 112 sekund",
    "pl, PT25M, 25 minut",
    "pl, PT21M, 21 minut",
    "ar, P365D, سنة واحدة",
    "ar, PT2M, دقيقتان",
    "ar, PT10M, 10 دقائق",
    "ar, PT11M, 11 دقيقة",
    "ar, PT102S, 102 ثانية",
    "ar, PT103S, 103 ثوانٍ",
    "ar, P30D, 30 يومًا",
    "ar, P400D, 400 يوم",
    "ar, PT0S, 0 ثانية",
    "fr, PT0S, 0 seconde",
    "en, PT0S, 0 seconds"
  })
  @Tag("R22")
  void duration_language_countsAsItsSpeakersDo(String language, String time, String expected) {
    assertEquals(expected, view(language).duration(Duration.parse(time)).markup());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nl    | 1 november 2026
          en    | 1 November 2026
          en-us | November 1, 2026
          de    | 1. November 2026
          de-at | 1. November 2026
          fr    | 1 novembre 2026
          es    | 1 de noviembre de 2026
          it    | 1 novembre 2026
          pl    | 1 listopada 2026
          ar    | 1 نوفمبر 2026
          """)
  @Tag("R22")
  void date_language_isWrittenAsThere(String language, String expected) {
    String date = "<time datetime=\"2026-11-01\">" + expected + "</time>";
    assertEquals(date, view(language).date(LocalDate.of(2026, 11, 1)).markup());
    assertEquals(
        "<time datetime=\"2026-11-01T15:04:05Z\">" + expected + " 15:04 UTC</time>",
        view(language).moment(Instant.parse("2026-11-01T15:04:05Z")).markup());
  }

  @ParameterizedTest
  @CsvSource({"nl, ltr", "pl, ltr", "ar, rtl", "ar-eg, rtl", "pt, ltr"})
  @Tag("R22")
  void language_script_runsItsOwnWay(String language, String direction) {
    String expected = "lang=\"" + language + "\" dir=\"" + direction + "\"";
    assertEquals(expected, view(language).language().markup());
  }

  @ParameterizedTest
  @CsvSource({"en, Provider: A Inc.", "ar, المزوّد: <bdi>A Inc.</bdi>"})
  @Tag("R22")
  void html_nameWrittenTheOtherWay_standsApart(String language, String expected) {
    Html html = view(language).texts().html("placeholder.provider", "provider", "A Inc.");
    assertEquals(expected, html.markup());
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
