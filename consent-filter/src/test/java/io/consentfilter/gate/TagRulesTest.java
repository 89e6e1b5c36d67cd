// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which service an address belongs to, where several declare hosts of one domain. */
class TagRulesTest {

  private static final TagRules RULES =
      TagRules.builder("/consent")
          .withhold("wide", List.of("https://*.vendor.example"), List.of())
          .withhold("host", List.of("https://ads.shared.example"), List.of())
          .withhold("port", List.of("https://*.port.example:8443"), List.of())
          .withhold("both", List.of("https://both.example"), List.of())
          .allow(List.of("https://cdn.vendor.example", "https://*.shared.example"))
          .allow(List.of("https://both.example"))
          .build();

  @ParameterizedTest
  @Tag("R7")
  @CsvSource({
    "https://a.vendor.example/x, wide",
    "http://a.b.vendor.example, wide",
    "//A.Vendor.Example/, wide",
    "https://vendor.example/,",
    "https://evilvendor.example/,",
    "https://a.vendor.example:8080/,",
    "https://cdn.vendor.example/lib.js,",
    "https://x.cdn.vendor.example/, wide",
    "https://ads.shared.example/, host",
    "https://img.shared.example/,",
    "https://x.port.example:8443/, port",
    "https://x.port.example/,",
    "https://both.example/,",
    "/local,"
  })
  void service_ofAnAddress_isThatOfTheMostSpecificRule(String url, String service) {
    assertEquals(Optional.ofNullable(service), RULES.service(url));
  }

  private static final TagRules SHARED =
      TagRules.builder("/consent")
          .withhold("ads", List.of("https://tags.example", "https://only.example"), List.of())
          .withholdAddresses("ads", List.of("https://tags.example/js?*id=AW-"))
          .withhold("maps", List.of("https://tags.example"), List.of())
          .withholdAddresses("maps", List.of("https://tags.example/maps/"))
          .allow(List.of("https://tags.example"))
          .allowAddresses("stats", List.of("https://tags.example/js?*id=G-"))
          .allowAddresses("stats", List.of("https://only.example/shared.js"))
          .build();

  @ParameterizedTest
  @Tag("R7")
  @Tag("R18")
  @CsvSource({
    "https://tags.example/js?id=AW-1, ads",
    "//TAGS.example/js?l=data&id=AW-1, ads",
    "http:\\\\tags.example/js?id=AW-1, ads",
    "https://tags.example/js?id=G-1,",
    "https://tags.example/js?id=G-1&id=AW-1,",
    "https://tags.example/js?id=GT-1,",
    "https://tags.example/js,",
    "https://tags.example/JS?id=AW-1,",
    "https://tags.example/maps/embed, maps",
    "https://tags.example/x/maps/embed,",
    "https://tags.example:8443/maps/embed,",
    "https://only.example/shared.js, ",
    "https://only.example/other.js, ads",
    "https://evil.example/?https://tags.example/js?id=AW-1,",
  })
  void service_ofAnAddressOnASharedHost_isThatOfWhoseAddressItIs(String url, String service) {
    assertEquals(Optional.ofNullable(service), SHARED.service(url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "vendor.example", "https://a.*.example", "https://*", "ftp://a.example"})
  void builder_notAnOrigin_isRefused(String origin) {
    TagRules.Builder builder = TagRules.builder("/consent");
    assertThrows(IllegalArgumentException.class, () -> builder.allow(List.of(origin)));
  }
}
