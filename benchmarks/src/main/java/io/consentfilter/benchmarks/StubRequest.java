// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A GET request that is sent over and over and makes hardly any objects of its own, so that what is
 * measured is the filter. Header names are looked up as they are usually spelt. Confined to one
 * thread.
 */
final class StubRequest extends UnusedRequest {

  private static final int MOST_ATTRIBUTES = 32;

  private final String path;
  private final Map<String, List<String>> headers = new HashMap<>();
  private final String[] attributeNames = new String[MOST_ATTRIBUTES];
  private final @Nullable Object[] attributes = new Object[MOST_ATTRIBUTES];
  private final @Nullable StubSession session;
  private final Cookie @Nullable [] cookies;
  private final One one = new One();
  private int attributeCount;

  /**
   * Creates a request of a browser that goes to a page.
   *
   * @param cookieLine the value of its Cookie header; empty for none
   * @param session the session that the cookie names, if any
   */
  StubRequest(String path, String cookieLine, @Nullable StubSession session) {
    this.path = path;
    this.session = session;
    this.cookies = cookieLine.isEmpty() ? null : parsed(cookieLine);
    header("Host", "shop.example");
    header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0");
    header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    header("Accept-Language", "en-GB,en;q=0.7,nl;q=0.3");
    header("Accept-Encoding", "gzip, deflate, br, zstd");
    header("Sec-Fetch-Dest", "document");
    header("Sec-Fetch-Mode", "navigate");
    header("Sec-Fetch-Site", "same-origin");
    header("Sec-Fetch-User", "?1");
    if (!cookieLine.isEmpty()) {
      header("Cookie", cookieLine);
    }
  }

  private void header(String name, String value) {
    headers.put(name, List.of(value));
  }

  private static Cookie[] parsed(String cookieLine) {
    return Arrays.stream(cookieLine.split("; "))
        .map(pair -> pair.split("=", 2))
        .map(pair -> new Cookie(pair[0], pair[1]))
        .toArray(Cookie[]::new);
  }

  /** Makes it a new request: forgets the attributes that the last one was given. */
  StubRequest again() {
    Arrays.fill(attributes, 0, attributeCount, null);
    attributeCount = 0;
    return this;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    int at = indexOf(name);
    return at < 0 ? null : attributes[at];
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    int at = indexOf(name);
    if (at < 0) {
      at = attributeCount++;
      attributeNames[at] = name;
    }
    attributes[at] = value;
  }

  @Override
  public void removeAttribute(String name) {
    int at = indexOf(name);
    if (at >= 0) {
      attributes[at] = null;
    }
  }

  private int indexOf(String name) {
    for (int i = 0; i < attributeCount; i++) {
      if (attributeNames[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> lines = headers.get(name);
    return lines == null ? null : lines.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    List<String> lines = headers.get(name);
    return lines == null ? Collections.emptyEnumeration() : one.of(lines.get(0));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers.keySet());
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    return cookies;
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    return session;
  }

  @Override
  public HttpSession getSession() {
    if (session == null) {
      throw new IllegalStateException("this request must not begin a session");
    }
    return session;
  }

  @Override
  public @Nullable String getRequestedSessionId() {
    return session == null ? null : session.getId();
  }

  @Override
  public String changeSessionId() {
    return getSession().getId();
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getRequestURI() {
    return path;
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public String getServletPath() {
    return path;
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
  public @Nullable String getParameter(String name) {
    return null;
  }

  @Override
  public String getScheme() {
    return "https";
  }

  @Override
  public boolean isSecure() {
    return true;
  }

  @Override
  public String getServerName() {
    return "shop.example";
  }

  @Override
  public int getServerPort() {
    return 443;
  }

  @Override
  public String getRemoteAddr() {
    return "192.0.2.1";
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public @Nullable String getCharacterEncoding() {
    return null;
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return null;
  }

  @Override
  public @Nullable String getRemoteUser() {
    return null;
  }

  @Override
  public ServletContext getServletContext() {
    return StubContext.CONTEXT;
  }

  /** The only line of a header, used over and over. */
  @SuppressWarnings("JdkObsolete") // The Servlet interface has it.
  private static final class One implements Enumeration<String> {

    private @Nullable String line;

    One of(String next) {
      line = next;
      return this;
    }

    @Override
    public boolean hasMoreElements() {
      return line != null;
    }

    @Override
    public String nextElement() {
      String next = line;
      if (next == null) {
        throw new NoSuchElementException();
      }
      line = null;
      return next;
    }
  }
}
