// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import io.consentfilter.consent.Decisions;
import io.consentfilter.consent.Keys;
import io.consentfilter.consent.Selection;
import io.consentfilter.policy.Policy;
import io.consentfilter.servlet.ConsentFilter;
import io.consentfilter.servlet.Login;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one request costs on its way through the filter: a browser goes to a page, and the
 * application reads its cookies and answers with a small JSON text, so that no page is rewritten.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RequestBenchmark {

  private static final byte[] BODY = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
  private static final String PATH = "/invoices";

  private final StubResponse response = new StubResponse();
  private final FilterChain application = this::answer;
  private final StubRequest firstVisit = new StubRequest(PATH, "", null);
  private Filter ours;
  private Filter spring;
  private StubRequest known;
  private StubRequest crowded;
  private StubRequest member;
  private StubRequest forged;
  private int read;

  /** Starts both filters and makes the requests. */
  @Setup
  public void start() throws ServletException, IOException {
    Policy policy = Declared.site();
    Keys keys = Keys.parse(Keys.generate());
    ConsentFilter filter = ConsentFilter.builder().policy(policy).keys(keys).build();
    StubContext.init(filter);
    ours = filter;
    spring = SpringChain.start();
    String consent = Declared.CONSENT + "=" + consent(policy, keys);
    known = new StubRequest(PATH, consent, null);
    crowded = new StubRequest(PATH, consent + foreignCookies(), null);
    forged = new StubRequest(PATH, consent.substring(0, consent.length() - 4) + "AAAA", null);
    StubSession session = new StubSession();
    member =
        new StubRequest(PATH, consent + "; " + Declared.SESSION + "=" + StubSession.ID, session);
    filter.doFilter(member.again(), response, (request, answer) -> logIn(request));
  }

  private static String consent(Policy policy, Keys keys) {
    Decisions decisions = new Decisions(policy, keys, Clock.systemUTC());
    return decisions.cookieValue(
        decisions.choose(decisions.decide(List.of(), false), Selection.ALL).choice().orElseThrow());
  }

  /** Ten, of which three are declared nowhere. */
  private static String foreignCookies() {
    return "; c0_0=en-GB; c1_0=GA1.2.1234567890.1700000000; c1_1=1; c1_2_G1=GS1.1.1700000000.1"
        + "; c2_0=fb.1.1700000000.987654321; c3_0=vuid; c4_0=1"
        + "; _hjid=8f2d1c3b; intercom-id-x1=4a5b6c7d; optimizelyEndUserId=oeu1700000000r0.1";
  }

  private static void logIn(ServletRequest request) {
    Login.of((HttpServletRequest) request).begin("anna", false);
  }

  private void answer(ServletRequest request, ServletResponse answer) throws IOException {
    Cookie[] cookies = ((HttpServletRequest) request).getCookies();
    read += cookies == null ? 0 : cookies.length;
    answer.setContentType("application/json");
    answer.getOutputStream().write(BODY, 0, BODY.length);
  }

  private long through(Filter filter, StubRequest request) throws ServletException, IOException {
    filter.doFilter(request.again(), response.again(), application);
    return response.written() + read;
  }

  /** The application alone. */
  @Benchmark
  public long bare() throws ServletException, IOException {
    application.doFilter(known.again(), response.again());
    return response.written() + read;
  }

  /** No cookie at all. */
  @Benchmark
  public long firstVisit() throws ServletException, IOException {
    return through(ours, firstVisit);
  }

  /** A choice was made before, and there is nothing to withhold. */
  @Benchmark
  public long knownVisitor() throws ServletException, IOException {
    return through(ours, known);
  }

  /** Ten foreign cookies besides, of which the application may not see three. */
  @Benchmark
  public long hiddenCookies() throws ServletException, IOException {
    return through(ours, crowded);
  }

  /** A session with a login. */
  @Benchmark
  public long loggedIn() throws ServletException, IOException {
    return through(ours, member);
  }

  /** A choice that we did not sign. */
  @Benchmark
  public long forgedCookie() throws ServletException, IOException {
    return through(ours, forged);
  }

  /** The known visitor's request through Spring Security's chain. */
  @Benchmark
  public long springSecurity() throws ServletException, IOException {
    return through(spring, known);
  }
}
