// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come over plain http where the policy says https. */
@ExtendWith(Running.class)
class TransportTest {

  private final Client https;

  TransportTest(Site site) {
    this.https = site.https();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/page", "/cookies", "/do?session&addCookie=lang", "/consent", "/a%20b"})
  @Tag("R58")
  void http_anything_goesToHttpsWithoutCookies(String path) throws Exception {
    Answer answer = https.get(path, "Host: www.shop.example", "Cookie: _ga=1");
    assertEquals(308, answer.status());
    assertEquals("https://www.shop.example/https" + path, answer.header("Location").orElseThrow());
    assertEquals(List.of(), answer.cookieNames());
  }

  @Test
  @Tag("E12")
  void http_fromAProxyThatNobodyDeclared_saysWhatToConfigure() throws Exception {
    Answer answer = https.get("/page", "X-Forwarded-Proto: https");
    assertTrue(answer.status() >= 400, "" + answer.status());
    assertTrue(answer.header("Location").isEmpty());
    assertEquals(List.of(), answer.cookieNames());
  }

  @Test
  @Tag("R58")
  void http_post_isRefusedWithoutCookies() throws Exception {
    Answer answer = https.post("/login", "username=anna");
    assertTrue(answer.status() >= 400, "" + answer.status());
    assertEquals(List.of(), answer.cookieNames());
  }
}
