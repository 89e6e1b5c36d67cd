// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.policy.Policy;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The container's own session cookie. It never passes a filter, so its attributes are set on the
 * container's configuration before the application starts. Thread-safe.
 */
public final class SessionCookies {

  /** The container's timeout counts every request; ours must be the one that strikes. */
  private static final int MINUTES_ABOVE_OURS = 5;

  private SessionCookies() {}

  /**
   * Makes the container issue the session cookie as the policy wants it: its name, {@code Path=/},
   * {@code HttpOnly}, {@code Secure}, {@code SameSite}, no {@code Max-Age}; never in addresses;
   * with a timeout above the policy's. {@link SessionCookieInitializer} calls this where the
   * container runs initialisers; an embedder that runs none calls it before the context starts.
   *
   * @throws IllegalStateException if the context has already been initialised
   */
  public static void configure(ServletContext context, Policy policy) {
    SessionCookieConfig cookie = context.getSessionCookieConfig();
    cookie.setName(policy.cookieNames().session());
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(policy.transport().secure());
    cookie.setMaxAge(-1);
    cookie.setAttribute("SameSite", policy.session().sameSite().attribute());
    context.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE));
    context.setSessionTimeout((int) policy.session().idle().toMinutes() + MINUTES_ABOVE_OURS);
  }

  /** Returns what is wrong with the configuration of a running context; empty if all is right. */
  static List<String> faults(ServletContext context, Policy policy) {
    SessionCookieConfig cookie = context.getSessionCookieConfig();
    List<String> faults = new ArrayList<>();
    String name = policy.cookieNames().session();
    check(name.equals(cookie.getName()), "its name is not " + name, faults);
    check("/".equals(cookie.getPath()), "its path is not /", faults);
    check(cookie.isHttpOnly(), "it is not HttpOnly", faults);
    check(cookie.getDomain() == null || cookie.getDomain().isEmpty(), "it has a Domain", faults);
    check(cookie.getMaxAge() < 0, "it outlives the browser, by Max-Age", faults);
    check(
        cookie.isSecure() == policy.transport().secure(), "Secure does not fit transport", faults);
    check(
        Set.of(SessionTrackingMode.COOKIE).equals(context.getEffectiveSessionTrackingModes()),
        "sessions are not tracked by cookie alone",
        faults);
    check(
        timeoutAbove(context.getSessionTimeout(), policy),
        "the container's timeout is not above the policy's",
        faults);
    return faults;
  }

  private static boolean timeoutAbove(int minutes, Policy policy) {
    return minutes <= 0 || minutes > policy.session().idle().toMinutes();
  }

  private static void check(boolean right, String fault, List<String> faults) {
    if (!right) {
      faults.add(fault);
    }
  }
}
