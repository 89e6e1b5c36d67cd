// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which answers are pages to write into, and what else must change then. Thread-safe. */
final class PageRules {

  /** Without a body, or with part of one (RFC 9110 section 15). */
  private static final Set<Integer> NO_PAGE = Set.of(204, 205, 206, 304);

  private static final Set<String> INERT_TYPES =
      Set.of("application/json", "text/css", "text/event-stream");

  private static final String XHTML = "application/xhtml+xml";

  private PageRules() {}

  /**
   * Returns whether the answer is a whole, unencoded page, in whatever charset.
   *
   * @param type as {@link #type} returns it
   */
  static boolean isPage(String type, HttpServletResponse response) {
    return (type.equals("text/html") || type.equals(XHTML))
        && !NO_PAGE.contains(response.getStatus())
        && response.getHeader("Content-Encoding") == null
        && response.getHeader("Content-Range") == null
        && !response.isCommitted();
  }

  /** Returns whether a page is one of XML. */
  static boolean isXhtml(HttpServletResponse response) {
    return type(response.getContentType()).equals(XHTML);
  }

  /**
   * Returns whether a browser could make a document or a worker of an answer, which is all that
   * obeys a Content-Security-Policy. What has no type or an unknown one may be anything; of these
   * types browsers make nothing else (WHATWG MIME Sniffing, sections 7 and 8).
   *
   * @param type as {@link #type} returns it
   */
  static boolean mayRun(String type) {
    if (type.startsWith("image/")) {
      return type.endsWith("+xml");
    }
    return !INERT_TYPES.contains(type)
        && !type.endsWith("+json")
        && !type.startsWith("font/")
        && !type.startsWith("audio/")
        && !type.startsWith("video/");
  }

  /** Returns the media type of an answer in lower case, without parameters; empty if none. */
  static String type(HttpServletResponse response) {
    return type(response.getContentType());
  }

  private static String type(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Keeps an altered page out of shared caches and has private ones ask again: it shows one
   * visitor's state. An application's {@code no-store} is stricter and stays; what somebody sees
   * who is logged in must not come back from any cache after the end.
   */
  static void keepPrivate(HttpServletResponse response, boolean loggedIn) {
    if (loggedIn) {
      response.setHeader("Cache-Control", "no-store");
      return;
    }
    String present = response.getHeader("Cache-Control");
    if (present == null || !present.toLowerCase(Locale.ROOT).contains("no-store")) {
      response.setHeader("Cache-Control", Caching.askedEachTime(present));
    }
    Caching.keepFromOthers(response);
  }
}
