// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.login.LoginRow;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The login of the visitor of a request: who it is, and how it begins and ends. Confined to the
 * request.
 */
public final class Login {

  private final Exchange exchange;
  private final HttpServletRequest request;

  private Login(Exchange exchange, HttpServletRequest request) {
    this.exchange = exchange;
    this.request = request;
  }

  /**
   * Returns the login of the visitor who makes a request.
   *
   * @throws IllegalStateException if the request did not pass the filter
   */
  public static Login of(HttpServletRequest request) {
    return new Login(Exchange.of(request), request);
  }

  /** Returns the user, or empty for an anonymous visitor. */
  public Optional<String> user() {
    return exchange.visitor().userId();
  }

  /** Returns whether a token vouches for the user rather than a password typed in this session. */
  public boolean remembered() {
    return exchange.visitor().remembered();
  }

  /**
   * Begins a login; call it when the password has been checked. The session gets a new id, and
   * whatever login this browser had before ends.
   *
   * @param userId what the application calls the user; it never leaves the server
   * @param remember whether the visitor ticked the box of {@link #rememberBox}
   * @throws IllegalStateException if the response has been committed, so that no cookie can be sent
   * @throws io.consentfilter.login.LoginStoreException if the store cannot keep it
   */
  public void begin(String userId, boolean remember) {
    if (exchange.committed()) {
      throw new IllegalStateException("too late to log in: the response has been committed");
    }
    flow().begin(exchange, userId, remember);
  }

  /**
   * Notes that a password was wrong. After some of these from one address the filter answers its
   * attempts with 429 for a while; no account is ever locked, so its owner can log in from
   * elsewhere.
   *
   * @param username what was typed; it is neither kept nor logged, since people type passwords
   *     there
   */
  public void failed(String username) {
    flow().intruders().failed(request);
  }

  /**
   * Returns how long this client must wait before it may try a password again; empty if it need
   * not. The filter asks by itself on the login page; an application that takes passwords elsewhere
   * asks before it checks one. To ask is an attempt, and a request is one attempt.
   */
  public Optional<Duration> mustWait() {
    return flow().intruders().mustWait(exchange);
  }

  /**
   * Ends the login of this browser: its session, its remembered login and both cookies. The choice
   * about cookies stays.
   *
   * @throws io.consentfilter.login.LoginStoreException if the store cannot end it
   */
  public void end() {
    flow().end(exchange);
  }

  /**
   * Ends every login of a user in every browser, this one's too if it is his: after a password
   * change that somebody else may have made necessary, or when the account is closed.
   *
   * @throws io.consentfilter.login.LoginStoreException if the store cannot end them
   */
  public void endAll(String userId) {
    flow().endAll(exchange, userId);
  }

  /**
   * Ends every login of this user but the present one.
   *
   * @throws IllegalStateException if nobody is logged in here
   * @throws io.consentfilter.login.LoginStoreException if the store cannot end them
   */
  public void endOthers() {
    LoginRow current = current();
    flow().devices().endOthers(current.userId(), current);
  }

  /**
   * Returns the browsers in which this user is logged in or remembered, the one last active first;
   * empty for an anonymous visitor.
   *
   * @throws io.consentfilter.login.LoginStoreException if the store cannot be asked
   */
  public List<Device> devices() {
    return user()
        .map(userId -> flow().devices().of(userId, exchange.visitor().login()))
        .orElse(List.of());
  }

  /**
   * Ends one of this user's browsers; an id that is not among {@link #devices()} changes nothing.
   *
   * @throws io.consentfilter.login.LoginStoreException if the store cannot end it
   */
  public void revoke(String deviceId) {
    user().ifPresent(userId -> flow().devices().revoke(userId, deviceId));
  }

  /**
   * Returns whether a password was typed in this login no longer ago than that, so that a page that
   * matters need not ask for it again. A remembered login is not fresh until {@link
   * #reauthenticated()}.
   */
  public boolean fresh(Duration within) {
    return exchange.visitor().login().filter(row -> flow().fresh(row, within)).isPresent();
  }

  /**
   * Notes that the password was typed and checked again.
   *
   * @throws IllegalStateException if nobody is logged in here
   * @throws io.consentfilter.login.LoginStoreException if the store cannot keep it
   */
  public void reauthenticated() {
    flow().reauthenticated(exchange, current());
  }

  /**
   * Returns when it was noticed that somebody else used a remembered login of this user, once; it
   * and its sessions have ended. Known to the node that noticed it and lost when that restarts; a
   * {@code LoginListener} hears of it for good.
   */
  public Optional<Instant> theft() {
    return user().flatMap(flow().thefts()::tell);
  }

  private LoginFlow flow() {
    return exchange.toolkit().logins();
  }

  private LoginRow current() {
    return exchange
        .visitor()
        .login()
        .orElseThrow(() -> new IllegalStateException("nobody is logged in here"));
  }

  /**
   * Returns where to go after the login: the local path in the parameter {@code return}.
   *
   * @param fallback where to go if there is none, or if it leads to another host
   */
  public String returnPath(String fallback) {
    return LocalPath.of(request.getParameter("return")).orElse(fallback);
  }

  /**
   * Returns why a visitor was sent to the login page: {@code expired} after a login that ended by
   * itself, {@code login} where a page needs one; empty if he came by himself.
   */
  public Optional<String> reason() {
    return Optional.ofNullable(request.getParameter("reason"))
        .filter(reason -> reason.equals("expired") || reason.equals("login"));
  }

  /**
   * Returns the markup of the box "remember me on this computer" for a login form: not ticked, with
   * the duration and a warning about public computers. Its field is called {@code remember}.
   *
   * @param language the language of the page; one that the policy has not gets the visitor's own
   */
  public String rememberBox(String language) {
    return exchange
        .toolkit()
        .pages()
        .rememberBox(exchange.toolkit().context(exchange, Optional.of(language)));
  }
}
