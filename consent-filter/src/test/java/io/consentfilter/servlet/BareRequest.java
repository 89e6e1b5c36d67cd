// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A navigation that makes hardly any objects of its own; what it does not know it refuses. */
final class BareRequest extends HttpServletRequestWrapper {

  private final Map<String, List<String>> headers = new HashMap<>();
  private final Map<String, Object> attributes = new HashMap<>();

  BareRequest(String cookieLine) {
    super(refusing());
    headers.put("Sec-Fetch-Mode", List.of("navigate"));
    headers.put("Sec-Fetch-Dest", List.of("document"));
    if (!cookieLine.isEmpty()) {
      headers.put("Cookie", List.of(cookieLine));
    }
  }

  private static HttpServletRequest refusing() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            BareRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  /** Makes it a new request. */
  BareRequest again() {
    attributes.clear();
    return this;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> lines = headers.get(name);
    return lines == null ? null : lines.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    List<String> lines = headers.get(name);
    return lines == null ? Collections.emptyEnumeration() : Collections.enumeration(lines);
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getRequestURI() {
    return "/page";
  }

  @Override
  public String getServletPath() {
    return "/page";
  }

  @Override
  public @Nullable String getPathInfo() {
    return null;
  }

  @Override
  public @Nullable String getQueryString() {
    return null;
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public String getServerName() {
    return "shop.example";
  }

  @Override
  public boolean isSecure() {
    return true;
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    return null;
  }

  @Override
  public @Nullable String getRequestedSessionId() {
    return null;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }
}
