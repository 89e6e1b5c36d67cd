// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.policy.Policy;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configures the session cookie of an application that declares {@link ConsentFilter} in its {@code
 * web.xml}, or that left its {@link Policy} as a context attribute. Containers find and run it by
 * themselves (Servlet specification section 8.2.4). Thread-safe.
 */
public final class SessionCookieInitializer implements ServletContainerInitializer {

  /** Creates the initialiser; the container does. */
  public SessionCookieInitializer() {}

  /**
   * Where a dispatch bypasses the filter, the container ends the answer before the filter could
   * write the last of a page. To be mapped twice does no harm.
   */
  private static void mapEveryDispatch(FilterRegistration filter) {
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC),
        false,
        "/*");
  }

  /**
   * Configures the session cookie; does nothing in an application that has no filter of ours.
   *
   * @throws ServletException if the policy is missing or has mistakes; the application must not
   *     start
   */
  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context)
      throws ServletException {
    Optional<? extends FilterRegistration> filter =
        context.getFilterRegistrations().values().stream()
            .filter(
                registration -> ConsentFilter.class.getName().equals(registration.getClassName()))
            .findFirst();
    boolean declared = context.getAttribute(Policy.class.getName()) != null;
    filter.ifPresent(SessionCookieInitializer::mapEveryDispatch);
    if (filter.isPresent() || declared) {
      String path = filter.map(f -> f.getInitParameter(Setup.POLICY_PARAMETER)).orElse(null);
      SessionCookies.configure(context, Setup.policy(context, path));
    }
  }
}
