// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session that a browser has come back to. Confined to one thread. */
final class StubSession implements HttpSession {

  static final String ID = "node01f3k2v9x8q7m1c4z6b5n0a2s";

  private final Map<String, Object> attributes = new HashMap<>();
  private final long created = System.currentTimeMillis();

  @Override
  public String getId() {
    return ID;
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
  public void removeAttribute(String name) {
    attributes.remove(name);
  }

  @Override
  public Enumeration<String> getAttributeNames() {
    return Collections.enumeration(attributes.keySet());
  }

  @Override
  public long getCreationTime() {
    return created;
  }

  @Override
  public long getLastAccessedTime() {
    return created;
  }

  @Override
  public ServletContext getServletContext() {
    return StubContext.CONTEXT;
  }

  @Override
  public void setMaxInactiveInterval(int seconds) {
    throw new UnsupportedOperationException("no benchmark needs this");
  }

  @Override
  public int getMaxInactiveInterval() {
    return 3900;
  }

  @Override
  public void invalidate() {
    throw new IllegalStateException("a benchmark must not lose its session");
  }

  @Override
  public boolean isNew() {
    return false;
  }
}
