// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.consentfilter.consent.Decisions;
import io.consentfilter.consent.Keys;
import io.consentfilter.consent.Selection;
import io.consentfilter.login.LoginStore;
import io.consentfilter.policy.Policy;
import io.consentfilter.servlet.RawClient.Answer;
import io.consentfilter.store.CaffeineLoginStore;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a request costs in what no other work on the machine changes: bytes allocated, and calls of
 * the store. How long it takes is measured by the benchmarks.
 */
class RequestCostTest {

  private static final int ROUNDS = 12;
  private static final int REQUESTS = 2_000;
  private static final FilterChain NOTHING = (request, response) -> {};

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Policy policy = Site.policy();
  private final Keys keys = Keys.parse(Keys.generate());

  /** The limits are about a quarter above what was measured, interpreted code included. */
  @ParameterizedTest
  @CsvSource({"none, 720", "known, 560", "forged, 1200"})
  void request_ofAVisitor_allocatesLittle(String visitor, long most) throws Exception {
    ConsentFilter filter = ConsentFilter.builder().policy(policy).keys(keys).build();
    filter.init(config());
    BareRequest request = new BareRequest(cookieLine(visitor));
    BareResponse response = new BareResponse();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < REQUESTS; i++) {
        filter.doFilter(request.again(), response, NOTHING);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    long each = least / REQUESTS;
    assertTrue(each <= most, visitor + ": " + each + " bytes for each request");
  }

  private String cookieLine(String visitor) {
    Decisions decisions = new Decisions(policy, keys, Clock.systemUTC());
    String line =
        policy.cookieNames().consent()
            + "="
            + decisions.cookieValue(
                decisions
                    .choose(decisions.decide(List.of(), false), Selection.ALL)
                    .choice()
                    .orElseThrow());
    return switch (visitor) {
      case "none" -> "";
      case "known" -> line;
      default -> line.substring(0, line.length() - 4) + "AAAA";
    };
  }

  private FilterConfig config() {
    SessionCookieConfig cookie =
        answering(
            SessionCookieConfig.class,
            method ->
                switch (method) {
                  case "getName" -> policy.cookieNames().session();
                  case "getPath" -> "/";
                  case "isHttpOnly", "isSecure" -> true;
                  case "getMaxAge" -> -1;
                  default -> null;
                });
    ServletContext context =
        answering(
            ServletContext.class,
            method ->
                switch (method) {
                  case "getContextPath" -> "";
                  case "getSessionCookieConfig" -> cookie;
                  case "getSessionTimeout" -> 0;
                  case "getEffectiveSessionTrackingModes" -> Set.of(SessionTrackingMode.COOKIE);
                  case "getClassLoader" -> RequestCostTest.class.getClassLoader();
                  default -> null;
                });
    return answering(
        FilterConfig.class, method -> method.equals("getServletContext") ? context : null);
  }

  private static <T> T answering(Class<T> type, Function<String, @Nullable Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.apply(method.getName())));
  }

  @Test
  void login_rememberedAndResumed_asksTheStoreOnceForEachStep() throws Exception {
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    try (Site site = site(calls)) {
      RawClient client = site.client();
      client.get("/");
      assertEquals(List.of(), calls, "a visitor who never logged in");
      Answer login = client.post("/login", "username=anna&password=x&remember=on");
      assertEquals(List.of("remember", "insert"), calls, "a login");
      String remember = "Cookie: __Host-remember=" + login.cookie("__Host-remember").orElseThrow();
      site.clock().advance(Duration.ofHours(2));
      client.get("/");
      calls.clear();
      Answer resumed = client.get("/app/page", remember);
      assertEquals(List.of("series", "resume"), calls, "a login resumed and its token replaced");
      String session = "Cookie: __Host-session=" + resumed.cookie("__Host-session").orElseThrow();
      calls.clear();
      client.get("/app/page", session);
      assertEquals(List.of("confirm"), calls, "the next request");
      calls.clear();
      client.get("/app/page", session);
      assertEquals(List.of(), calls, "every other request");
    }
  }

  private Site site(List<String> calls) throws Exception {
    LoginStore bare = new CaffeineLoginStore(100);
    LoginStore counted =
        (LoginStore)
            Proxy.newProxyInstance(
                LoginStore.class.getClassLoader(),
                new Class<?>[] {LoginStore.class},
                (self, method, arguments) -> {
                  calls.add(method.getName());
                  try {
                    return method.invoke(bare, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    Site.Starter starter = Site.with(policy);
    return starter
        .filter(
            ConsentFilter.builder()
                .policy(policy)
                .keys(keys)
                .clock(starter.clock())
                .loginStore(counted))
        .start();
  }
}
