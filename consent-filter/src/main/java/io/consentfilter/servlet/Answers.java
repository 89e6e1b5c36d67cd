// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.page.Asset;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes whole small answers of the toolkit itself. Thread-safe. */
final class Answers {

  static final String HTML = "text/html;charset=UTF-8";
  static final String JSON = "application/json";

  private Answers() {}

  /** Sends a text that shows one visitor's state, so that nobody keeps it. */
  static void text(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String contentType,
      String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setHeader("Cache-Control", "no-store");
    head(response, status, contentType, body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }

  /** Sends a file that is the same for everybody. */
  static void asset(HttpServletRequest request, HttpServletResponse response, Asset asset)
      throws IOException {
    head(response, HttpServletResponse.SC_OK, asset.contentType(), asset.length());
    if (!request.getMethod().equals("HEAD")) {
      asset.writeTo(response.getOutputStream());
    }
  }

  private static void head(
      HttpServletResponse response, int status, String contentType, int length) {
    response.setStatus(status);
    response.setContentType(contentType);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(length);
  }

  static void empty(HttpServletResponse response, int status) {
    response.setStatus(status);
    response.setHeader("Cache-Control", "no-store");
  }

  /** Sends the browser to another path with GET (RFC 9110 section 15.4.4). */
  static void seeOther(HttpServletResponse response, String localPath) {
    empty(response, HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", localPath);
  }
}
