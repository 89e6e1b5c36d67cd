// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R48")
class OriginCheckTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "same-origin, https://site.example,      true",
        "same-origin, https://SITE.example,      true",
        "same-origin, null,                      true",
        "same-origin, -,                         true",
        "-,           https://site.example,      true",
        "none,        https://site.example,      true",
        "cross-site,  https://site.example,      false",
        "same-site,   https://site.example,      false",
        "cross-site,  -,                         false",
        "cross-site,  null,                      false",
        "same-origin, https://evil.example,      false",
        "-,           https://evil.example,      false",
        "-,           http://site.example,       false",
        "-,           https://site.example:8443, false",
        "-,           https://a.site.example,    false",
        "-,           null,                      false",
        "-,           -,                         false",
        "none,        -,                         false",
        "none,        null,                      false",
        "'',          '',                        false",
        "SAME-ORIGIN, -,                         false",
      })
  void allows_headers_onlyFromThisOrigin(
      @Nullable String fetchSite, @Nullable String origin, boolean allowed) {
    assertEquals(allowed, OriginCheck.allows(fetchSite, origin, "https://site.example"));
  }
}
