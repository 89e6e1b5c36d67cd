// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A response that takes headers and forgets them. */
final class BareResponse extends HttpServletResponseWrapper {

  BareResponse() {
    super(refusing());
  }

  private static HttpServletResponse refusing() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            BareResponse.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (self, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }

  @Override
  public void setHeader(String name, String value) {}

  @Override
  public void addHeader(String name, String value) {}

  @Override
  public boolean containsHeader(String name) {
    return false;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return null;
  }

  @Override
  public Collection<String> getHeaders(String name) {
    return List.of();
  }

  @Override
  public @Nullable String getContentType() {
    return null;
  }

  @Override
  public boolean isCommitted() {
    return false;
  }
}
