// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.gate.CookieGate;
import io.consentfilter.gate.Verdict;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The response as the application sees it: every writer of a cookie is guarded at the call, and a
 * page is written through {@link PageBody}. Confined to the request; a page written asynchronously
 * must be written by one thread at a time, as the Servlet specification asks.
 */
final class GatedResponse extends HttpServletResponseWrapper {

  private static final String SET_COOKIE = "Set-Cookie";

  /** As RFC 9110 section 5.6.7 wants it: a day of the month always has two digits. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Exchange exchange;
  private final @Nullable PageBody body;

  /**
   * Creates the view.
   *
   * @param rewrites whether a page may be altered on its way out
   */
  GatedResponse(Exchange exchange, HttpServletResponse raw, boolean rewrites) {
    super(raw);
    this.exchange = exchange;
    this.body = rewrites ? new PageBody(exchange, raw) : null;
  }

  // Cookies

  /** The caller's cookie is read, never changed: it may be a constant of the application. */
  @Override
  public void addCookie(Cookie cookie) {
    String value = cookie.getValue() == null ? "" : cookie.getValue();
    offer(gate().judge(cookie.getName(), value, cookie.getAttributes(), exchange.decision()));
  }

  private void offerHeader(String header) {
    offer(gate().judge(header, exchange.decision()));
  }

  private void offer(Verdict verdict) {
    exchange.toolkit().sightings().judged(verdict, exchange);
    if (isCommitted()) {
      exchange.toolkit().journal().tooLate(verdict.name());
    } else {
      exchange
          .toolkit()
          .admit(verdict)
          .ifPresent(
              allowed -> {
                CookieLines.add((HttpServletResponse) getResponse(), allowed);
                exchange.keepPrivate();
              });
    }
  }

  private CookieGate gate() {
    return exchange.toolkit().cookieGate();
  }

  // Headers

  /** Setting a cookie header adds: replacing would take other cookies away, the session's too. */
  @Override
  public void setHeader(String name, @Nullable String value) {
    if (name.equalsIgnoreCase(SET_COOKIE)) {
      if (value != null) {
        offerHeader(value);
      }
    } else if (body == null || !body.hold(name, value, false)) {
      if (value == null) {
        super.setHeader(name, null);
      } else {
        permitted(name, value).ifPresent(allowed -> super.setHeader(name, allowed));
      }
      if (OwnHeader.isSecurityPolicy(name)) {
        exchange.restore();
      }
    }
  }

  private Optional<String> permitted(String name, String value) {
    return exchange.hasCookie() ? Caching.withCookie(name, value) : Optional.of(value);
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    if (name.equalsIgnoreCase(SET_COOKIE)) {
      if (value != null) {
        offerHeader(value);
      }
    } else if (value != null && (body == null || !body.hold(name, value, true))) {
      permitted(name, value).ifPresent(allowed -> super.addHeader(name, allowed));
    }
  }

  @Override
  public void setDateHeader(String name, long date) {
    setHeader(name, httpDate(date));
  }

  @Override
  public void addDateHeader(String name, long date) {
    addHeader(name, httpDate(date));
  }

  private static String httpDate(long date) {
    return HTTP_DATE.format(Instant.ofEpochMilli(date));
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    addHeader(name, Integer.toString(value));
  }

  @Override
  public void setContentLength(int length) {
    setContentLengthLong(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    if (body == null || !body.holdLength(length)) {
      super.setContentLengthLong(length);
    }
  }

  @Override
  public boolean containsHeader(String name) {
    return held(name).isPresent() || super.containsHeader(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return held(name).map(values -> values.get(0)).orElseGet(() -> super.getHeader(name));
  }

  @Override
  public Collection<String> getHeaders(String name) {
    return held(name).<Collection<String>>map(v -> v).orElseGet(() -> super.getHeaders(name));
  }

  @Override
  public Collection<String> getHeaderNames() {
    if (body == null) {
      return super.getHeaderNames();
    }
    Set<String> names = new LinkedHashSet<>(super.getHeaderNames());
    names.addAll(body.heldNames());
    return names;
  }

  private Optional<List<String>> held(String name) {
    return body == null ? Optional.empty() : body.held(name);
  }

  // The body

  /** Returns what may be a page; null where a page passes as it is. */
  @Nullable PageBody body() {
    return body;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return body == null ? super.getOutputStream() : body.stream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    return body == null ? super.getWriter() : body.writer();
  }

  @Override
  public void setCharacterEncoding(@Nullable String charset) {
    if (body == null || !body.writing()) {
      super.setCharacterEncoding(charset);
    }
  }

  @Override
  public void flushBuffer() throws IOException {
    if (body != null) {
      body.flush();
    }
    super.flushBuffer();
  }

  @Override
  public void reset() {
    HttpServletResponse raw = (HttpServletResponse) getResponse();
    Optional<String> session = CookieLines.session(raw, exchange);
    super.reset();
    CookieLines.once(raw, session);
    exchange.restore();
    if (body != null) {
      body.reset();
    }
  }

  /** A forward drops the body, of which one container does not tell its wrappers. */
  void forwarded() {
    if (body != null && !isCommitted()) {
      body.restart();
    }
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    if (body != null) {
      body.restart();
    }
  }

  /** One container sends an interim answer (1xx) this way, and the page is still to come. */
  @Override
  public void sendError(int status) throws IOException {
    if (status >= 200) {
      abandon();
    }
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    if (status >= 200) {
      abandon();
    }
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    abandon();
    super.sendRedirect(location);
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    abandon();
    super.sendRedirect(location, status, clearBuffer);
  }

  /** Session ids never go into an address, even where a container is told otherwise. */
  @Override
  public String encodeURL(String url) {
    return url;
  }

  @Override
  public String encodeRedirectURL(String url) {
    return url;
  }

  /** Ends the page: what is still held back is written. Does nothing the second time. */
  void finish() throws IOException {
    if (body != null) {
      body.finish();
    }
  }

  /** Drops what is still held back, because something else takes the place of the page. */
  void abandon() {
    if (body != null) {
      body.abandon();
    }
  }
}
