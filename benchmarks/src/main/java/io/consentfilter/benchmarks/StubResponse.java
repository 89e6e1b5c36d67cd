// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A response that only counts what it is told. Confined to one thread. */
final class StubResponse extends UnusedResponse {

  private final Sink sink = new Sink();
  private long headers;
  private String cookie = "";
  private int status = 200;
  private @Nullable String contentType;

  /** Makes it a new response. */
  StubResponse again() {
    contentType = null;
    status = 200;
    return this;
  }

  /** Returns how many headers and bytes were written to it so far. */
  long written() {
    return headers + sink.bytes;
  }

  long headers() {
    return headers;
  }

  /** Returns the value of the cookie that was set last. */
  String cookie() {
    return cookie;
  }

  @Override
  public void addCookie(Cookie set) {
    cookie = set.getValue();
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    headers++;
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    headers++;
  }

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
  public void setContentType(@Nullable String type) {
    contentType = type;
  }

  @Override
  public @Nullable String getContentType() {
    return contentType;
  }

  @Override
  public void setCharacterEncoding(@Nullable String charset) {
    headers++;
  }

  @Override
  public String getCharacterEncoding() {
    return "UTF-8";
  }

  @Override
  public void setStatus(int code) {
    status = code;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public boolean isCommitted() {
    return false;
  }

  @Override
  public int getBufferSize() {
    return 32768;
  }

  @Override
  public void flushBuffer() {
    headers++;
  }

  @Override
  public String encodeURL(String url) {
    return url;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return sink;
  }

  private static final class Sink extends ServletOutputStream {

    private long bytes;

    @Override
    public void write(int octet) {
      bytes++;
    }

    @Override
    public void write(byte[] block, int offset, int length) {
      bytes += length;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("no benchmark writes without blocking");
    }
  }
}
