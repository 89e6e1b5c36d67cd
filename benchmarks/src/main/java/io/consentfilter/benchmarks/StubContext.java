// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The servlet context that filters are initialised with; no request asks it anything. */
final class StubContext {

  static final ServletContext CONTEXT = proxy(ServletContext.class, StubContext::answer);

  private static final SessionCookieConfig COOKIE =
      proxy(SessionCookieConfig.class, StubContext::cookie);

  private StubContext() {}

  static void init(Filter filter) throws ServletException {
    filter.init(
        new FilterConfig() {
          @Override
          public String getFilterName() {
            return "measured";
          }

          @Override
          public ServletContext getServletContext() {
            return CONTEXT;
          }

          @Override
          public @Nullable String getInitParameter(String name) {
            return null;
          }

          @Override
          public Enumeration<String> getInitParameterNames() {
            return Collections.emptyEnumeration();
          }
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }

  private static @Nullable Object answer(
      Object self, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "getSessionCookieConfig" -> COOKIE;
      case "getContextPath" -> "";
      case "getClassLoader" -> StubContext.class.getClassLoader();
      case "getSessionTimeout" -> 65;
      case "getEffectiveSessionTrackingModes" -> Set.of(SessionTrackingMode.COOKIE);
      case "hashCode" -> System.identityHashCode(self);
      default -> null;
    };
  }

  private static @Nullable Object cookie(
      Object self, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "getName" -> Declared.SESSION;
      case "getPath" -> "/";
      case "isHttpOnly", "isSecure" -> true;
      case "getMaxAge" -> -1;
      default -> null;
    };
  }
}
