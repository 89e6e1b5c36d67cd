// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Decision;
import io.consentfilter.gate.CookieGate;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.PushBuilder;
import java.io.IOException;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request as the application sees it: without the cookies that the visitor has not allowed, in
 * all four ways to read them. Confined to the request.
 */
final class GatedRequest extends HttpServletRequestWrapper {

  private static final String COOKIE = "cookie";
  private static final String ACCEPT_ENCODING = "accept-encoding";

  /** What makes a server answer with part of a page, or with none because the browser has it. */
  private static final List<String> CONDITIONS =
      List.of(
          "if-match",
          "if-none-match",
          "if-modified-since",
          "if-unmodified-since",
          "if-range",
          "range");

  private final Exchange exchange;
  private final GatedResponse response;
  private final boolean rewritten;
  private @Nullable DrainingAsyncContext async;

  /**
   * Creates the view.
   *
   * @param rewritten whether a page may be altered on its way out, so that the application must not
   *     compare it with what the browser has, nor compress it
   */
  GatedRequest(
      Exchange exchange, HttpServletRequest raw, GatedResponse response, boolean rewritten) {
    super(raw);
    this.exchange = exchange;
    this.response = response;
    this.rewritten = rewritten;
  }

  private CookieGate gate() {
    return exchange.toolkit().cookieGate();
  }

  private Decision decision() {
    return exchange.decision();
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    Cookie[] all = allCookies();
    if (all == null) {
      return null;
    }
    return exchange.visibleCookies().of(all, gate(), decision());
  }

  /** Undertow throws at a byte that is not ASCII; a visitor's bad cookie must not be a 500. */
  private Cookie @Nullable [] allCookies() {
    try {
      return super.getCookies();
    } catch (IllegalArgumentException malformed) {
      exchange.toolkit().journal().malformedCookies();
      return null;
    }
  }

  @Override
  public @Nullable String getHeader(String name) {
    if (hidden(name)) {
      return null;
    }
    return isCookie(name) ? cookieLines().stream().findFirst().orElse(null) : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (hidden(name)) {
      return Collections.emptyEnumeration();
    }
    return isCookie(name) ? Collections.enumeration(cookieLines()) : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names =
        Collections.list(super.getHeaderNames()).stream()
            .filter(name -> !hidden(name))
            .filter(name -> !isCookie(name) || !cookieLines().isEmpty())
            .toList();
    return Collections.enumeration(names);
  }

  @Override
  public long getDateHeader(String name) {
    return hidden(name) ? -1 : super.getDateHeader(name);
  }

  private List<String> cookieLines() {
    List<String> all = Collections.list(super.getHeaders("Cookie"));
    return exchange.visibleCookies().of(all, gate(), decision());
  }

  private static boolean isCookie(String name) {
    return name.equalsIgnoreCase(COOKIE);
  }

  private boolean hidden(String name) {
    if (!rewritten) {
      return false;
    }
    return isCondition(name)
        ? RequestKind.navigation(raw())
        : name.equalsIgnoreCase(ACCEPT_ENCODING) && asksForPage();
  }

  private boolean asksForPage() {
    return RequestKind.navigation(raw()) || RequestKind.accepts(raw(), "text/html");
  }

  private HttpServletRequest raw() {
    return (HttpServletRequest) getRequest();
  }

  private static boolean isCondition(String name) {
    for (String condition : CONDITIONS) {
      if (condition.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** A pushed request would carry the cookies that are hidden here. */
  @Override
  @SuppressWarnings("deprecation") // Gone from browsers, not from containers.
  public @Nullable PushBuilder newPushBuilder() {
    return null;
  }

  // Sessions, whose cookie the container sends past every filter

  @Override
  public HttpSession getSession() {
    return noted(super.getSession());
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    HttpSession session = super.getSession(create);
    return session == null ? null : noted(session);
  }

  private HttpSession noted(HttpSession session) {
    if (session.isNew()) {
      exchange.keepPrivate();
    }
    return session;
  }

  @Override
  public String changeSessionId() {
    exchange.keepPrivate();
    return super.changeSessionId();
  }

  // Who it is, for code that asks the container

  @Override
  public @Nullable String getRemoteUser() {
    return exchange.visitor().userId().orElseGet(super::getRemoteUser);
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return exchange
        .visitor()
        .userId()
        .<Principal>map(VisitorPrincipal::new)
        .orElseGet(super::getUserPrincipal);
  }

  private record VisitorPrincipal(String getName) implements Principal {}

  @Override
  public boolean isUserInRole(String role) {
    return exchange
            .visitor()
            .userId()
            .filter(user -> exchange.toolkit().logins().roles(user).contains(role))
            .isPresent()
        || super.isUserInRole(role);
  }

  @Override
  public @Nullable String getAuthType() {
    return exchange.visitor().loggedIn() ? FORM_AUTH : super.getAuthType();
  }

  @Override
  public boolean authenticate(HttpServletResponse answer) throws IOException, ServletException {
    return exchange.visitor().loggedIn() || super.authenticate(answer);
  }

  /** The container checks the password; the login that follows is ours like any other. */
  @Override
  public void login(String username, String password) throws ServletException {
    super.login(username, password);
    Principal principal = super.getUserPrincipal();
    exchange
        .toolkit()
        .logins()
        .begin(exchange, principal == null ? username : principal.getName(), false);
  }

  /** Ends both; a container that knows no user of its own may refuse to log one out. */
  @Override
  public void logout() throws ServletException {
    if (super.getUserPrincipal() != null) {
      super.logout();
    }
    exchange.toolkit().logins().end(exchange);
  }

  @Override
  public boolean isRequestedSessionIdFromURL() {
    return false;
  }

  /** Without arguments two containers would hand out the response that is not gated. */
  @Override
  public AsyncContext startAsync() {
    return startAsync(this, response);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse with) {
    async = new DrainingAsyncContext(super.startAsync(request, with), response);
    return async;
  }

  @Override
  public AsyncContext getAsyncContext() {
    return async != null ? async : super.getAsyncContext();
  }
}
