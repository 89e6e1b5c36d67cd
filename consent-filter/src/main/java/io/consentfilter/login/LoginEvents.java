// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.consentfilter.login.LoginEvent.Kind;
import io.consentfilter.login.LoginState.Reason;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells the log and the application what happens to logins.
 *
 * <p>Each event is one line of the logger {@code io.consentfilter.login}, as {@link
 * LoginEvent#toString} has it: at {@code WARNING} what an operator should look at, else at {@code
 * INFO}. No line holds anything that somebody sent. Of a login the first end is told and no later
 * one, since parallel requests meet the same end again. Safe for use by several threads.
 */
public final class LoginEvents {

  private static final Logger LOG = System.getLogger("io.consentfilter.login");
  private static final int MOST_ENDED = 10_000;
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final Clock clock;
  private final List<LoginListener> listeners;
  private final Cache<String, Boolean> ended;

  /**
   * Makes the one that tells.
   *
   * @param clock decides alone what time it is
   * @param listeners called in this order, after the log
   */
  public LoginEvents(Clock clock, List<LoginListener> listeners) {
    this.clock = clock;
    this.listeners = List.copyOf(listeners);
    this.ended =
        Caffeine.newBuilder()
            .maximumSize(MOST_ENDED)
            .expireAfterWrite(REMEMBERED)
            .ticker(new ForwardTime(clock))
            .executor(Runnable::run)
            .build();
  }

  /**
   * Tells that a login began, by a password or by a token, as its row says.
   *
   * @param login the login
   */
  public void begun(LoginRow login) {
    tell(login.remembered() ? Kind.RESUMED : Kind.LOGIN, login);
  }

  /**
   * Tells that a user logged out.
   *
   * @param login the login that has ended
   */
  public void loggedOut(LoginRow login) {
    if (isFirstEnd(login.id())) {
      tell(Kind.LOGOUT, login);
    }
  }

  /**
   * Tells that a login was ended from elsewhere.
   *
   * @param login the login that has ended
   */
  public void revoked(LoginRow login) {
    if (isFirstEnd(login.id())) {
      tell(Kind.REVOKED, login);
    }
  }

  /**
   * Tells that a login turned out to have ended when its browser came back.
   *
   * @param loginId any text
   * @param reason why
   */
  public void ended(String loginId, Reason reason) {
    if (isFirstEnd(loginId)) {
      Kind kind =
          switch (reason) {
            case IDLE -> Kind.EXPIRED_IDLE;
            case ABSOLUTE -> Kind.EXPIRED_ABSOLUTE;
            case REVOKED -> Kind.REVOKED;
          };
      tell(kind, Optional.of(loginId), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Tells that a remembered login was stolen; the logins that ended with it carry the same series.
   *
   * @param theft what came of presenting the token
   */
  public void stolen(Outcome.Stolen theft) {
    tell(Kind.STOLEN, Optional.empty(), Optional.of(theft.selector()), Optional.of(theft.userId()));
  }

  /** Tells that a password was wrong or a token forged; the name tried is nobody's business. */
  public void failed() {
    tell(Kind.FAILED, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Tells that {@link BreakInRegister} registered an address; which, the register knows. */
  public void lockedOut() {
    tell(Kind.LOCKED_OUT, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private boolean isFirstEnd(String loginId) {
    return ended.asMap().putIfAbsent(LoginEvent.reference(loginId), true) == null;
  }

  private void tell(Kind kind, LoginRow login) {
    tell(kind, Optional.of(login.id()), login.series(), Optional.of(login.userId()));
  }

  private void tell(
      Kind kind, Optional<String> loginId, Optional<String> selector, Optional<String> userId) {
    Instant now = clock.instant();
    tell(
        new LoginEvent(
            now,
            kind,
            loginId.map(LoginEvent::reference),
            selector.map(LoginEvent::reference),
            userId));
  }

  private void tell(LoginEvent event) {
    LOG.log(level(event.kind()), event.toString());
    for (LoginListener listener : listeners) {
      try {
        listener.on(event);
      } catch (Exception | LinkageError e) {
        LOG.log(Level.ERROR, complaint(listener, e));
      }
    }
  }

  private static Level level(Kind kind) {
    return kind == Kind.STOLEN || kind == Kind.LOCKED_OUT ? Level.WARNING : Level.INFO;
  }

  /** Without the message and the trace, which may repeat the user or what somebody typed. */
  private static String complaint(LoginListener listener, Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return "listener="
        + listener.getClass().getName()
        + " threw="
        + e.getClass().getName()
        + " at="
        + (trace.length == 0 ? "-" : trace[0]);
  }
}
