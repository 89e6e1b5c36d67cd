// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import io.consentfilter.login.Limits;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.Logins;
import io.consentfilter.login.Outcome;
import io.consentfilter.login.RememberLimits;
import io.consentfilter.login.RememberMe;
import io.consentfilter.login.RememberToken;
import io.consentfilter.store.CaffeineLoginStore;
import io.consentfilter.store.JdbcLoginStore;
import io.consentfilter.store.RedisLoginStore;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.authentication.rememberme.JdbcTokenRepositoryImpl;
import org.springframework.security.web.authentication.rememberme.PersistentRememberMeToken;
import org.springframework.security.web.authentication.rememberme.PersistentTokenBasedRememberMeServices;

/** What it costs that a browser comes back with a remember cookie and no session. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RememberMeBenchmark {

  private static final String COOKIE = "remember-me";

  /** A browser that our side remembers, and one whose token was replaced a moment ago. */
  @State(Scope.Thread)
  public static class Ours {

    /** Where the series is kept. */
    @Param({"caffeine", "h2", "postgresql", "redis"})
    public String store = "";

    private final Services services = new Services();
    private RememberMe rememberMe;
    private RememberToken token;
    private List<String> replaced;

    /** Remembers a browser. */
    @Setup
    public void start() throws IOException {
      LoginStore logins = store(services, store);
      rememberMe = rememberMe(logins);
      token = rememberMe.issue("anna", "Firefox");
    }

    /** Replaces a token, whose predecessor is let in for as long as the round lasts. */
    @Setup(Level.Iteration)
    public void replace() {
      replaced = List.of(rememberMe.issue("anna", "Firefox").cookieValue());
      presented(rememberMe, replaced);
    }

    /** Ends the databases. */
    @TearDown
    public void end() {
      services.close();
    }
  }

  static RememberMe rememberMe(LoginStore store) {
    Clock clock = Clock.systemUTC();
    Limits limits = new Limits(Duration.ofHours(1), Duration.ofHours(12));
    RememberLimits remember = new RememberLimits(Duration.ofDays(30), Duration.ofMinutes(1));
    return new RememberMe(new Logins(store, limits, clock), remember, new SecureRandom());
  }

  private static LoginStore store(Services services, String name) throws IOException {
    return switch (name) {
      case "caffeine" -> new CaffeineLoginStore(100_000);
      case "h2" -> jdbc(services.h2(services.folder()));
      case "postgresql" -> jdbc(services.postgres());
      case "redis" -> new RedisLoginStore(services.redis());
      default -> throw new IllegalArgumentException("no such store: " + name);
    };
  }

  private static LoginStore jdbc(DataSource source) {
    JdbcLoginStore.createSchema(source);
    return new JdbcLoginStore(source);
  }

  /** A browser that Spring Security remembers, in the same kind of database. */
  @State(Scope.Thread)
  public static class Spring {

    private final Services services = new Services();
    private final StubResponse answer = new StubResponse();
    private PersistentTokenBasedRememberMeServices rememberMe;

    /** Remembers a browser. */
    @Setup
    @SuppressWarnings("JavaUtilDate") // Spring Security's interface has it.
    public void start() throws IOException {
      JdbcTokenRepositoryImpl tokens = new JdbcTokenRepositoryImpl();
      tokens.setDataSource(services.postgres());
      tokens.setCreateTableOnStartup(true);
      tokens.afterPropertiesSet();
      InMemoryUserDetailsManager users =
          new InMemoryUserDetailsManager(
              User.withUsername("anna").password("{noop}unused").roles("user").build());
      rememberMe = new PersistentTokenBasedRememberMeServices("benchmark", users, tokens);
      tokens.createNewToken(new PersistentRememberMeToken("anna", "series", "token", new Date()));
      String value =
          Base64.getEncoder().encodeToString("series:token".getBytes(StandardCharsets.UTF_8));
      answer.addCookie(new Cookie(COOKIE, value));
    }

    /** Ends the database. */
    @TearDown
    public void end() {
      services.close();
    }
  }

  static Outcome presented(RememberMe rememberMe, List<String> cookies) {
    return rememberMe.present(cookies, "Firefox", user -> true);
  }

  /** The present token: looked up and replaced, and a login begun. */
  @Benchmark
  public Object rotate(Ours ours) {
    Outcome outcome = presented(ours.rememberMe, List.of(ours.token.cookieValue()));
    if (!(outcome instanceof Outcome.Resumed resumed)) {
      throw new IllegalStateException("not resumed but " + outcome.getClass());
    }
    ours.token = resumed.next();
    return outcome;
  }

  /** A token that a parallel request has just replaced: looked up, and let in. */
  @Benchmark
  public Object resume(Ours ours) {
    Outcome outcome = presented(ours.rememberMe, ours.replaced);
    if (!(outcome instanceof Outcome.Raced)) {
      throw new IllegalStateException("not let in but " + outcome.getClass());
    }
    return outcome;
  }

  /** The same as {@code rotate} by Spring Security on PostgreSQL. */
  @Benchmark
  public Object springSecurity(Spring spring) {
    StubRequest request = new StubRequest("/invoices", COOKIE + "=" + spring.answer.cookie(), null);
    Object user = spring.rememberMe.autoLogin(request, spring.answer);
    if (user == null) {
      throw new IllegalStateException("not resumed");
    }
    return user;
  }
}
