// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import io.consentfilter.consent.Decision;
import io.consentfilter.consent.Decisions;
import io.consentfilter.consent.Keys;
import io.consentfilter.consent.Selection;
import io.consentfilter.gate.CookieGate;
import io.consentfilter.login.Outcome;
import io.consentfilter.login.RememberMe;
import io.consentfilter.login.RememberToken;
import io.consentfilter.policy.Policy;
import io.consentfilter.servlet.ConsentFilter;
import io.consentfilter.store.CaffeineLoginStore;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How the cost grows with what is declared, sent and remembered. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScaleBenchmark {

  private static final int TEN = 10;

  /** Sites that declare more and more cookies, every third by a pattern. */
  @State(Scope.Thread)
  public static class Declaring {

    /** How many names and patterns are declared. */
    @Param({"10", "100", "1000", "10000"})
    public int declared;

    private final String[] names = new String[TEN];
    private CookieGate gate;
    private Decision decision;

    /** Declares them. */
    @Setup
    public void start() {
      Policy policy = Declared.site(TEN, declared / TEN);
      gate = new CookieGate(policy, Clock.systemUTC());
      decision = Decision.of(policy, Optional.empty(), false, Instant.EPOCH);
      for (int i = 0; i < TEN; i++) {
        int number = declared / TEN - 1 - i % 3;
        String end = number % 3 == 2 ? "_G1" : "";
        names[i] = i > 6 ? "_undeclared" + i : "c" + i + "_" + Math.max(0, number) + end;
      }
    }
  }

  /** Ten cookies, of which three are declared nowhere. */
  @Benchmark
  public int classifyTenCookies(Declaring site) {
    int visible = 0;
    for (String name : site.names) {
      visible += site.gate.visible(name, site.decision) ? 1 : 0;
    }
    return visible;
  }

  /** Browsers that send more and more cookies. */
  @State(Scope.Thread)
  public static class Sending {

    private static final int LINES = 8192;

    /** How many cookies a request carries besides the choice. */
    @Param({"1", "10", "50", "100"})
    public int cookies;

    private final StubResponse response = new StubResponse();
    private final StubRequest[] requests = new StubRequest[LINES];
    private final FilterChain application =
        (request, answer) -> ((HttpServletRequest) request).getCookies();
    private Filter filter;
    private int turn;

    /** Makes more requests than headers are known again. */
    @Setup
    public void start() throws ServletException {
      Policy policy = Declared.site();
      Keys keys = Keys.parse(Keys.generate());
      ConsentFilter ours = ConsentFilter.builder().policy(policy).keys(keys).build();
      StubContext.init(ours);
      filter = ours;
      Decisions decisions = new Decisions(policy, keys, Clock.systemUTC());
      String choice =
          decisions.cookieValue(
              decisions.choose(decisions.undecided(false), Selection.ALL).choice().orElseThrow());
      for (int i = 0; i < LINES; i++) {
        requests[i] = new StubRequest("/invoices", line(choice, i), null);
      }
    }

    private String line(String choice, int number) {
      return IntStream.range(0, cookies)
          .mapToObj(i -> "c" + i % 12 + "_" + i % 2 + "=value" + i)
          .collect(
              Collectors.joining("; ", Declared.CONSENT + "=" + choice + "; ", "; n=" + number));
    }
  }

  /** A header that was not seen before. */
  @Benchmark
  public long newHeader(Sending browser) throws ServletException, IOException {
    browser.turn = (browser.turn + 1) % Sending.LINES;
    return sent(browser, browser.requests[browser.turn]);
  }

  /** A header that was seen before. */
  @Benchmark
  public long knownHeader(Sending browser) throws ServletException, IOException {
    return sent(browser, browser.requests[0]);
  }

  private static long sent(Sending browser, StubRequest request)
      throws ServletException, IOException {
    browser.filter.doFilter(request.again(), browser.response.again(), browser.application);
    return browser.response.written();
  }

  /** More and more remembered browsers, in memory. */
  @State(Scope.Thread)
  public static class Remembering {

    /** How many are remembered. */
    @Param({"10000", "1000000"})
    public int devices;

    private RememberMe rememberMe;
    private RememberToken token;

    /** Remembers them. */
    @Setup
    public void start() {
      rememberMe = RememberMeBenchmark.rememberMe(new CaffeineLoginStore(2L * devices));
      for (int i = 1; i < devices; i++) {
        rememberMe.issue("user" + i, "Firefox");
      }
      token = rememberMe.issue("anna", "Firefox");
    }
  }

  /** One of them comes back. */
  @Benchmark
  public Object rotateOneOfManyDevices(Remembering site) {
    Outcome outcome =
        RememberMeBenchmark.presented(site.rememberMe, List.of(site.token.cookieValue()));
    site.token = ((Outcome.Resumed) outcome).next();
    return outcome;
  }
}
