// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Decision;
import io.consentfilter.gate.SetCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the filter knows of one request while it lasts, over all its dispatches. Kept as a request
 * attribute. Confined to the request; its decision and its visitor are safely published.
 *
 * <p>What changes in few requests begins as null: each write of a volatile field stops the
 * processor for as long as much of the filter's other work takes.
 */
final class Exchange {

  private static final String ATTRIBUTE = Exchange.class.getName();

  private final Toolkit toolkit;
  private final String path;
  private final String uri;
  private final @Nullable String query;
  private final HttpServletRequest request;
  private final Standing standing;
  private final HttpServletResponse firstResponse;
  private volatile @Nullable HttpServletResponse laterResponse;
  private volatile @Nullable Decision newDecision;
  private volatile @Nullable Visitor visitor;
  private Map<String, SetCookie> sent = Map.of();
  private volatile @Nullable String nonce;
  private volatile @Nullable OwnHeader withNonce;
  private volatile boolean hasCookie;
  private boolean sendsSecurityPolicy;
  private volatile boolean attempted;
  private volatile @Nullable Duration wait;

  Exchange(
      Toolkit toolkit,
      HttpServletRequest request,
      HttpServletResponse response,
      Standing standing) {
    this.toolkit = toolkit;
    this.request = request;
    this.standing = standing;
    this.firstResponse = response;
    this.path = path(request);
    this.uri = request.getRequestURI();
    this.query = request.getQueryString();
    request.setAttribute(ATTRIBUTE, this);
  }

  /** Returns the exchange of a request, in whatever wrappers it comes. */
  static Optional<Exchange> find(HttpServletRequest request) {
    return Optional.ofNullable((Exchange) request.getAttribute(ATTRIBUTE));
  }

  /**
   * Returns the exchange of a request.
   *
   * @throws IllegalStateException if the request did not pass the filter
   */
  static Exchange of(HttpServletRequest request) {
    return find(request)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "this request did not pass ConsentFilter: map the filter to /* for the"
                        + " dispatchers REQUEST, ERROR and ASYNC, before any filter that uses it;"
                        + " see docs/troubleshooting.md#not-filtered"));
  }

  /** Returns what the cookies of the request stood for when it came, hidden ones included. */
  Standing standing() {
    return standing;
  }

  /** Returns what follows from the present decision. */
  Enforcement.Rules rules() {
    Decision changed = newDecision;
    return changed == null ? standing.rules() : toolkit.enforcement().of(changed);
  }

  /** Returns which cookies the application may see by the present decision. */
  VisibleCookies visibleCookies() {
    return newDecision == null ? standing.visible() : VisibleCookies.UNREMEMBERED;
  }

  Toolkit toolkit() {
    return toolkit;
  }

  /** Returns the request as the container handed it over. */
  HttpServletRequest request() {
    return request;
  }

  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }

  /**
   * Returns the path below the context path that the visitor asked for, as the container decoded
   * it. Forwards and error pages change the request itself on one container.
   */
  String path() {
    return path;
  }

  /** Returns the path and query that the visitor asked for, as sent. */
  String address() {
    return query == null ? uri : uri + "?" + query;
  }

  Decision decision() {
    Decision changed = newDecision;
    return changed == null ? standing.decision() : changed;
  }

  void decision(Decision now) {
    newDecision = now;
  }

  Visitor visitor() {
    Visitor known = visitor;
    return known == null ? Visitor.ANONYMOUS : known;
  }

  void visitor(Visitor now) {
    visitor = now;
  }

  /** Returns what was answered when this request tried a password, asking the first time. */
  Optional<Duration> attempt(Supplier<Optional<Duration>> ask) {
    if (!attempted) {
      wait = ask.get().orElse(null);
      attempted = true;
    }
    return Optional.ofNullable(wait);
  }

  /**
   * A later dispatch starts with a response of its own, and a container may have dropped headers on
   * the way to it.
   */
  void response(HttpServletResponse now) {
    laterResponse = now;
    restore();
  }

  private HttpServletResponse response() {
    HttpServletResponse later = laterResponse;
    return later == null ? firstResponse : later;
  }

  boolean committed() {
    return response().isCommitted();
  }

  /**
   * Sends a cookie of the filter itself. It goes out as a raw header, since one container drops
   * attributes that are set on a {@code Cookie}, and it is added, since setting would take the
   * container's own session cookie away on others.
   */
  void send(SetCookie cookie) {
    if (sent.isEmpty()) {
      sent = new LinkedHashMap<>();
    }
    sent.put(CookieLines.scope(cookie), cookie);
    CookieLines.add(response(), cookie);
    keepPrivate();
  }

  /**
   * Returns the nonce of this page, and puts it into the Content-Security-Policy when asked for the
   * first time.
   *
   * @throws IllegalStateException if the headers have been sent without it
   */
  synchronized String nonce() {
    String known = nonce;
    return known == null ? firstNonce() : known;
  }

  private String firstNonce() {
    if (committed()) {
      throw new IllegalStateException("too late for a nonce: the response has been committed");
    }
    String made = toolkit.newNonce();
    nonce = made;
    rules()
        .securityPolicy()
        .map(header -> new OwnHeader(header.name(), header.value(made)))
        .ifPresent(this::replaceSecurityPolicy);
    return made;
  }

  private void replaceSecurityPolicy(OwnHeader now) {
    standing.rules().withoutNonce().ifPresent(former -> now.replace(former, response()));
    withNonce = now;
  }

  /** A cookie goes out with this answer, so that it is for one visitor alone. */
  void keepPrivate() {
    hasCookie = true;
    Caching.keepPrivate(response());
  }

  /** Returns whether a cookie goes out with this answer, as far as the filter sees. */
  boolean hasCookie() {
    return hasCookie;
  }

  /**
   * Sends the Content-Security-Policy, which is much longer than all other headers: not where the
   * answer could not obey one.
   */
  void sendSecurityPolicy() {
    HttpServletResponse response = response();
    if (sendsSecurityPolicy || response.isCommitted()) {
      return;
    }
    sendsSecurityPolicy = true;
    OwnHeader policy = securityPolicy();
    if (policy != null) {
      response.addHeader(policy.name(), policy.value());
    }
  }

  private @Nullable OwnHeader securityPolicy() {
    OwnHeader changed = withNonce;
    return changed != null ? changed : standing.rules().withoutNonce().orElse(null);
  }

  /** Says no more than who may frame an answer of which no browser makes a document. */
  void forgoSecurityPolicy() {
    HttpServletResponse response = response();
    if (!sendsSecurityPolicy && !response.isCommitted()) {
      toolkit.hardening().applyFraming(response);
    }
  }

  /** Sends our own headers and cookies again, if the application or the container reset them. */
  void restore() {
    HttpServletResponse response = response();
    if (response.isCommitted()) {
      return;
    }
    toolkit.hardening().apply(response);
    OwnHeader policy = sendsSecurityPolicy ? securityPolicy() : null;
    if (policy != null) {
      policy.apply(response);
    }
    if (!sent.isEmpty()) {
      sendAgain(response);
    }
    if (hasCookie) {
      Caching.keepPrivate(response);
    }
  }

  private void sendAgain(HttpServletResponse response) {
    Collection<String> present = response.getHeaders("Set-Cookie");
    for (SetCookie cookie : sent.values()) {
      if (!present.contains(cookie.header())) {
        response.addHeader("Set-Cookie", cookie.header());
      }
    }
  }
}
