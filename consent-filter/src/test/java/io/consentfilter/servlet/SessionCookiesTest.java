// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.consentfilter.policy.Policy;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.SessionTrackingMode;
import java.util.EnumSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An application whose container would send another session cookie does not start. */
class SessionCookiesTest {

  private static Arguments row(String fault, Consumer<ServletContext> change) {
    return arguments(fault, change);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        row("its name is not", context -> context.getSessionCookieConfig().setName("JSESSIONID")),
        row("its path is not /", context -> context.getSessionCookieConfig().setPath("/app")),
        row("not HttpOnly", context -> context.getSessionCookieConfig().setHttpOnly(false)),
        row("Secure", context -> context.getSessionCookieConfig().setSecure(false)),
        row("Domain", context -> context.getSessionCookieConfig().setDomain("test.example")),
        row("outlives", context -> context.getSessionCookieConfig().setMaxAge(3600)),
        row(
            "tracked",
            context ->
                context.setSessionTrackingModes(
                    EnumSet.of(SessionTrackingMode.COOKIE, SessionTrackingMode.URL))),
        row("timeout", context -> context.setSessionTimeout(30)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  @Tag("R61")
  @Tag("E37")
  void start_configuredOtherwise_isRefusedAndSaysWhatToDo(
      String fault, Consumer<ServletContext> change) {
    Site.Starter starter = Site.with(Site.policy()).afterConfigured(change);
    ServletException refusal = assertThrows(ServletException.class, starter::start);
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains(fault), message);
    assertTrue(message.contains("SessionCookies.configure"), message);
  }

  @Test
  @Tag("E36")
  void session_ofAPolicyThatDeclaresNothing_isNecessaryAllTheSame() throws Exception {
    Policy bare =
        Policy.parse(
            "{\"revision\": 1, \"controller\": {\"name\": \"Test Ltd\","
                + " \"contact\": \"privacy@test.example\"}, \"languages\": [\"en\"],"
                + " \"transport\": \"proxied\"}");
    Site.Starter starter =
        Site.with(bare).at("/session", (request, response) -> request.getSession());
    try (Site site = starter.start()) {
      assertEquals(1, site.client().get("/session").cookieNames().size());
    }
  }
}
