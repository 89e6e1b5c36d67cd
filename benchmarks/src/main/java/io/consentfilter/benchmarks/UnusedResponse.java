// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;

/**
 * A response of which nothing can be used: a stub overrides what its benchmark needs, and learns of
 * the rest by an exception.
 */
abstract class UnusedResponse implements HttpServletResponse {

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("no benchmark needs this");
  }

  @Override
  public void addCookie(Cookie first) {
    throw unused();
  }

  @Override
  public void addDateHeader(String first, long second) {
    throw unused();
  }

  @Override
  public void addIntHeader(String first, int second) {
    throw unused();
  }

  @Override
  public String encodeRedirectURL(String first) {
    throw unused();
  }

  @Override
  public Collection<String> getHeaderNames() {
    throw unused();
  }

  @Override
  public Locale getLocale() {
    throw unused();
  }

  @Override
  public PrintWriter getWriter() {
    throw unused();
  }

  @Override
  public void resetBuffer() {
    throw unused();
  }

  @Override
  public void reset() {
    throw unused();
  }

  @Override
  public void sendError(int first, String second) {
    throw unused();
  }

  @Override
  public void sendError(int first) {
    throw unused();
  }

  @Override
  public void sendRedirect(String first, int second, boolean third) {
    throw unused();
  }

  @Override
  public void setBufferSize(int first) {
    throw unused();
  }

  @Override
  public void setContentLengthLong(long first) {
    throw unused();
  }

  @Override
  public void setContentLength(int first) {
    throw unused();
  }

  @Override
  public void setDateHeader(String first, long second) {
    throw unused();
  }

  @Override
  public void setIntHeader(String first, int second) {
    throw unused();
  }

  @Override
  public void setLocale(Locale first) {
    throw unused();
  }
}
