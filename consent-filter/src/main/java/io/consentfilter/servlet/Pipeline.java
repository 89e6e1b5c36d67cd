// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Decision;
import io.consentfilter.page.Notice;
import io.consentfilter.policy.PathPattern;
import io.consentfilter.policy.Policy;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The way of one request through the filter: transport, decision, origin, toolkit routes, login,
 * protected pages, and then the application behind gated views. Thread-safe.
 */
final class Pipeline {

  private final Toolkit toolkit;
  private final Policy policy;
  private final Routes routes;
  private final Signals signals;

  Pipeline(Toolkit toolkit) {
    this.toolkit = toolkit;
    this.policy = toolkit.policy();
    this.routes = new Routes(toolkit);
    this.signals = new Signals(toolkit);
  }

  void close() {
    toolkit.sightings().end();
    toolkit.records().close();
  }

  void run(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<GatedResponse> gated = gated(request, response);
    if (gated.isPresent()) {
      if (request.getDispatcherType() == DispatcherType.FORWARD) {
        gated.get().forwarded();
      }
      pass(request, response, gated.get(), chain);
      return;
    }
    Optional<Exchange> known = Exchange.find(request);
    if (known.isPresent()) {
      known.get().response(response);
      enter(known.get(), request, response, chain);
    } else if (Doorman.admits(toolkit, request, response)) {
      first(request, response, chain);
    }
  }

  /** Finds our view of the response, where this dispatch is nested in one that we already gate. */
  private static Optional<GatedResponse> gated(ServletRequest request, ServletResponse response) {
    ServletRequest in = request;
    while (in instanceof ServletRequestWrapper wrapper && !(in instanceof GatedRequest)) {
      in = wrapper.getRequest();
    }
    ServletResponse out = response;
    while (out instanceof ServletResponseWrapper wrapper && !(out instanceof GatedResponse)) {
      out = wrapper.getResponse();
    }
    return in instanceof GatedRequest && out instanceof GatedResponse gated
        ? Optional.of(gated)
        : Optional.empty();
  }

  private void first(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long now = toolkit.clock().millis();
    Standing standing = toolkit.standings().of(request, now);
    Exchange exchange = new Exchange(toolkit, request, response, standing);
    request.setAttribute(Consent.ATTRIBUTE, new Consent(exchange));
    exchange.restore();
    toolkit.upkeep().hourly(now);
    toolkit.logins().hourly(now);
    boolean toolkitRoute = routes.owns(exchange.path());
    if (!toolkitRoute) {
      toolkit.sightings().sent(exchange);
    }
    if (mustComeFromHere(exchange, toolkitRoute) && !toolkit.originCheck().allows(request)) {
      refuse(exchange, response, Notice.CROSS_SITE);
      return;
    }
    Optional<Duration> wait = loginAttempt(exchange) ? mustWait(exchange) : Optional.empty();
    if (wait.isPresent()) {
      response.setHeader("Retry-After", Long.toString(wait.get().toSeconds()));
      refuse(exchange, response, Notice.TOO_MANY);
      return;
    }
    if (mayBeLoggedIn(exchange)) {
      boolean activity =
          !toolkitRoute && RequestKind.activity(request, exchange.path(), policy.session());
      // Who types a password needs no token to be used up first.
      toolkit.logins().enter(exchange, activity, activity && !loginAttempt(exchange));
    }
    if (signals.answersWellKnown(exchange, response)) {
      return;
    }
    if (toolkitRoute) {
      routes.answer(exchange, response);
    } else if (isProtected(exchange.path()) && !exchange.visitor().loggedIn()) {
      askToLogIn(exchange, response);
    } else {
      if (exchange.decision().source() == Decision.Source.GPC && visits(request)) {
        noteSignal(exchange);
      }
      if (exchange.rules().deniesCookies() && visits(request)) {
        toolkit.expireDenied(exchange);
      }
      enter(exchange, request, response, chain);
    }
  }

  private static boolean visits(HttpServletRequest request) {
    return RequestKind.navigation(request) && !RequestKind.speculative(request);
  }

  private static boolean mayBeLoggedIn(Exchange exchange) {
    return exchange.request().getRequestedSessionId() != null
        || !exchange.standing().remembered().isEmpty();
  }

  private void noteSignal(Exchange exchange) {
    String client = toolkit.logins().intruders().client(exchange.request());
    String language = toolkit.context(exchange, Optional.empty()).language();
    toolkit.records().signal(exchange.decision(), client, language);
  }

  private void refuse(Exchange exchange, HttpServletResponse response, Notice why)
      throws IOException {
    exchange.sendSecurityPolicy();
    String page = toolkit.pages().notice(toolkit.context(exchange, Optional.empty()), why);
    Answers.text(exchange.request(), response, why.status(), Answers.HTML, page);
  }

  private boolean loginAttempt(Exchange exchange) {
    return exchange.request().getMethod().equals("POST") && isLoginPage(exchange.path());
  }

  private boolean isLoginPage(String path) {
    return policy.loginPage().filter(path::equals).isPresent();
  }

  private Optional<Duration> mustWait(Exchange exchange) {
    return toolkit.logins().intruders().mustWait(exchange);
  }

  /** Unsafe requests to the toolkit, to the login page and with a login of whatever kind. */
  private boolean mustComeFromHere(Exchange exchange, boolean toolkitRoute) {
    HttpServletRequest request = exchange.request();
    if (!RequestKind.unsafe(request) || matches(policy.originExempt(), exchange.path())) {
      return false;
    }
    return (toolkitRoute && !routes.takesReports(exchange.path()))
        || isLoginPage(exchange.path())
        || request.getRequestedSessionId() != null
        || !exchange.standing().remembered().isEmpty();
  }

  // Protected pages

  private boolean isProtected(String path) {
    return matches(policy.protectedPaths(), path) && !isLoginPage(path);
  }

  private static boolean matches(List<PathPattern> patterns, String path) {
    for (PathPattern pattern : patterns) {
      if (pattern.matches(path)) {
        return true;
      }
    }
    return false;
  }

  private void askToLogIn(Exchange exchange, HttpServletResponse response) throws IOException {
    exchange.sendSecurityPolicy();
    HttpServletRequest request = exchange.request();
    if (!RequestKind.navigation(request)) {
      Routes.refuseAnonymous(exchange, response);
      return;
    }
    StringBuilder location = new StringBuilder(request.getContextPath());
    location.append(policy.loginPage().orElseThrow());
    location.append("?reason=").append(Routes.reason(exchange.visitor()));
    if (request.getMethod().equals("GET")) {
      location
          .append("&return=")
          .append(URLEncoder.encode(Toolkit.address(request), StandardCharsets.UTF_8));
    }
    Answers.seeOther(response, location.toString());
  }

  // The application

  private void enter(
      Exchange exchange,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    if (exchange.visitor().loggedIn() && isProtected(exchange.path())) {
      response.setHeader("Cache-Control", "no-store");
    }
    boolean rewrites = rewrites(request);
    if (!rewrites || !RequestKind.declaredPart(request)) {
      exchange.sendSecurityPolicy();
    }
    GatedResponse gatedResponse = new GatedResponse(exchange, response, rewrites);
    GatedRequest gatedRequest = new GatedRequest(exchange, request, gatedResponse, rewrites);
    pass(gatedRequest, gatedResponse, gatedResponse, chain);
  }

  /** A page of its own gets the banner; tags are withheld from frames and fragments too. */
  private boolean rewrites(HttpServletRequest request) {
    return !request.getMethod().equals("HEAD")
        && (toolkit.enforcement().gatesTags()
            || (!policy.staticPages() && RequestKind.document(request)));
  }

  /** Ends the page where the application returns; an exception leaves that to the error page. */
  private static void pass(
      HttpServletRequest request,
      HttpServletResponse response,
      GatedResponse gated,
      FilterChain chain)
      throws IOException, ServletException {
    boolean returned = false;
    try {
      chain.doFilter(request, response);
      returned = true;
    } finally {
      if (!returned) {
        gated.abandon();
      } else if (!request.isAsyncStarted()) {
        gated.finish();
      }
    }
  }
}
