// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.login.LoginEvents;
import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginState;
import io.consentfilter.login.LoginStoreException;
import io.consentfilter.login.Logins;
import io.consentfilter.login.Outcome;
import io.consentfilter.login.RememberMe;
import io.consentfilter.login.RememberToken;
import io.consentfilter.login.RememberedUser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How logins meet requests: a live session, a remembered browser, a login and a logout.
 * Thread-safe.
 */
final class LoginFlow {

  private final Logins logins;
  private final RememberMe rememberMe;
  private final RememberedUser users;
  private final SessionStamps stamps;
  private final LoginCookies cookies;
  private final Intruders intruders;
  private final LoginEvents events;
  private final Thefts thefts;
  private final Journal journal;
  private final Clock clock;
  private final Upkeep upkeep;

  /** What the flow is made of; the composition root fills it in. */
  record Parts(
      Logins logins,
      RememberMe rememberMe,
      RememberedUser users,
      SessionStamps stamps,
      LoginCookies cookies,
      Intruders intruders,
      LoginEvents events,
      Journal journal,
      Clock clock) {}

  LoginFlow(Parts parts) {
    this.logins = parts.logins();
    this.rememberMe = parts.rememberMe();
    this.users = parts.users();
    this.stamps = parts.stamps();
    this.cookies = parts.cookies();
    this.intruders = parts.intruders();
    this.events = parts.events();
    this.journal = parts.journal();
    this.clock = parts.clock();
    this.thefts = new Thefts(clock);
    this.upkeep = new Upkeep(clock, List.of(logins::purge, rememberMe::purge, intruders::purge));
  }

  /**
   * Removes what nobody asks for any more, from time to time.
   *
   * @param now the present, in milliseconds since 1970
   */
  void hourly(long now) {
    try {
      upkeep.hourly(now);
    } catch (LoginStoreException e) {
      journal.storeFailed(e);
    }
  }

  /**
   * Finds out who makes a request. A store that fails makes the visitor anonymous, no more.
   *
   * @param mayResume whether a remember token may begin a login
   */
  void enter(Exchange exchange, boolean activity, boolean mayResume) {
    try {
      exchange.visitor(visitor(exchange, activity, mayResume));
    } catch (LoginStoreException e) {
      journal.storeFailed(e);
      exchange.visitor(Visitor.ANONYMOUS);
    }
  }

  private Visitor visitor(Exchange exchange, boolean activity, boolean mayResume) {
    Visitor visitor = ofSession(exchange, activity);
    return visitor.loggedIn() || !mayResume ? visitor : resumed(exchange).orElse(visitor);
  }

  private Visitor ofSession(Exchange exchange, boolean activity) {
    HttpServletRequest request = exchange.request();
    HttpSession session = request.getSession(false);
    if (session == null || !cookies.namesSession(exchange)) {
      return request.getRequestedSessionId() == null ? Visitor.ANONYMOUS : Visitor.EXPIRED;
    }
    try {
      Optional<String> loginId = BoundSession.loginId(session);
      if (loginId.isPresent()) {
        return ofLogin(exchange, session, loginId.get(), activity);
      }
      return stamps.live(session, activity) ? Visitor.ANONYMOUS : ended(exchange, session);
    } catch (IllegalStateException invalidated) {
      // A parallel request ended the session between two of the calls above.
      return Visitor.EXPIRED;
    }
  }

  private Visitor ofLogin(
      Exchange exchange, HttpSession session, String loginId, boolean activity) {
    LoginState state = logins.check(loginId, activity);
    if (state instanceof LoginState.Ended over) {
      events.ended(loginId, over.reason());
      return ended(exchange, session);
    }
    LoginRow row = ((LoginState.Live) state).row();
    if (refused(row.userId())) {
      events.revoked(row);
      return ended(exchange, session);
    }
    BoundSession.seen(session, rememberMe::confirm);
    return Visitor.of(row);
  }

  private Visitor ended(Exchange exchange, HttpSession session) {
    BoundSession.invalidate(session);
    cookies.expireSession(exchange);
    return Visitor.EXPIRED;
  }

  /** Returns whether the application no longer knows the user, whose logins have ended then. */
  private boolean refused(String userId) {
    if (knows(userId)) {
      return false;
    }
    logins.endUser(userId);
    return true;
  }

  private boolean knows(String userId) {
    return users.roles(userId).isPresent();
  }

  // Remembered logins

  private Optional<Visitor> resumed(Exchange exchange) {
    List<String> presented = cookies.remembered(exchange);
    if (presented.isEmpty() || intruders.waits(exchange.request())) {
      return Optional.empty();
    }
    Outcome outcome = rememberMe.present(presented, label(exchange), this::knows);
    if (outcome instanceof Outcome.Resumed resumed) {
      return Optional.of(resume(exchange, resumed));
    }
    if (outcome instanceof Outcome.Raced raced) {
      return Optional.of(Visitor.raced(raced.userId()));
    }
    if (outcome instanceof Outcome.Superseded) {
      return Optional.empty();
    }
    if (outcome instanceof Outcome.Stolen stolen) {
      events.stolen(stolen);
      thefts.noticed(stolen.userId());
    }
    if (outcome instanceof Outcome.Unknown) {
      intruders.forged(exchange.request(), presented);
    }
    cookies.forget(exchange);
    return Optional.empty();
  }

  private Visitor resume(Exchange exchange, Outcome.Resumed resumed) {
    exchange.keepPrivate();
    HttpSession session = BoundSession.fresh(exchange.request());
    LoginRow row = resumed.login();
    BoundSession.bind(session, row, Optional.of(resumed.next()));
    cookies.remember(exchange, resumed.next(), resumed.remaining());
    events.begun(row);
    return Visitor.of(row);
  }

  private static String label(Exchange exchange) {
    return BrowserLabel.of(exchange.request().getHeader("User-Agent"));
  }

  // Login and logout

  /** Begins a login after a password was checked; what this browser was before has ended. */
  void begin(Exchange exchange, String userId, boolean remember) {
    if (revoke(exchange) && !remember) {
      cookies.forget(exchange);
    }
    exchange.keepPrivate();
    HttpSession session = BoundSession.forLogin(exchange.request());
    String label = label(exchange);
    Optional<RememberToken> token =
        remember && recorded(exchange)
            ? Optional.of(rememberMe.issue(userId, label))
            : Optional.empty();
    LoginRow row = logins.begin(userId, token.map(RememberToken::selector), label);
    BoundSession.bind(session, row, token);
    token.ifPresent(issued -> cookies.remember(exchange, issued, rememberMe.maxAge()));
    events.begun(row);
    exchange.visitor(Visitor.of(row));
  }

  /** Returns whether the wish to be remembered is in the ledger: without a record, no token. */
  private static boolean recorded(Exchange exchange) {
    Toolkit toolkit = exchange.toolkit();
    return toolkit.records().rememberMe(toolkit.context(exchange, Optional.empty()));
  }

  /**
   * Ends the login of this browser, also where its session is gone and only the token is left. The
   * session and the cookies go even if the store cannot be told.
   */
  void end(Exchange exchange) {
    exchange.visitor().login().ifPresent(events::loggedOut);
    try {
      revoke(exchange);
    } finally {
      if (!cookies.remembered(exchange).isEmpty()) {
        cookies.forget(exchange);
      }
      leave(exchange);
    }
  }

  private void leave(Exchange exchange) {
    HttpSession session = exchange.request().getSession(false);
    if (session != null) {
      BoundSession.invalidate(session);
    }
    cookies.expireSession(exchange);
    exchange.visitor(Visitor.ANONYMOUS);
  }

  /** Ends what this browser had; returns whether it holds a remember cookie. */
  private boolean revoke(Exchange exchange) {
    List<String> presented = cookies.remembered(exchange);
    if (!presented.isEmpty()) {
      rememberMe.revoke(presented);
    }
    exchange.visitor().login().ifPresent(this::end);
    return !presented.isEmpty();
  }

  private void end(LoginRow login) {
    logins.end(login.id());
    login.series().ifPresent(logins::endSeries);
  }

  /** Ends all logins of a user, this browser's too if it is his. */
  void endAll(Exchange exchange, String userId) {
    boolean own = exchange.visitor().userId().filter(userId::equals).isPresent();
    try {
      logins.ofUser(userId).forEach(events::revoked);
      logins.endUser(userId);
    } finally {
      if (own) {
        cookies.forget(exchange);
        leave(exchange);
      }
    }
  }

  // What an application asks

  Devices devices() {
    return new Devices(logins, rememberMe, events);
  }

  Set<String> roles(String userId) {
    return users.roles(userId).orElse(Set.of());
  }

  Intruders intruders() {
    return intruders;
  }

  Thefts thefts() {
    return thefts;
  }

  /** Returns whether a password was typed in this very login, and no longer ago than that. */
  boolean fresh(LoginRow login, Duration within) {
    boolean typedHere = !login.remembered() || login.authenticated().isAfter(login.begun());
    return typedHere && clock.instant().isBefore(login.authenticated().plus(within));
  }

  /** The password was typed again. */
  void reauthenticated(Exchange exchange, LoginRow login) {
    logins.reauthenticated(login.id());
    if (logins.check(login.id(), true) instanceof LoginState.Live live) {
      exchange.visitor(Visitor.of(live.row()));
    }
  }

  /** Returns what is left of the login of a request, without counting as activity. */
  Optional<LoginState.Live> timeLeft(Visitor visitor) {
    return visitor.login().flatMap(row -> live(logins.check(row.id(), false)));
  }

  /** Counts as activity and returns what is left then. */
  Optional<LoginState.Live> extend(Visitor visitor) {
    return visitor.login().flatMap(row -> live(logins.extend(row.id())));
  }

  private static Optional<LoginState.Live> live(LoginState state) {
    return state instanceof LoginState.Live live ? Optional.of(live) : Optional.empty();
  }
}
