// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.policy.PathPattern;
import io.consentfilter.policy.SessionRules;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;

/**
 * What a request is, as far as its headers tell: a navigation, a page, a prefetch, activity of a
 * person. Fetch Metadata (W3C) decides where a browser sends it. Thread-safe.
 */
final class RequestKind {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** Destinations that a person asks for; all others are subresources of a page. */
  private static final Set<String> ASKED_FOR =
      Set.of("document", "iframe", "frame", "empty", "websocket");

  /** Destinations of what becomes neither a document nor a worker. */
  private static final Set<String> PARTS =
      Set.of("audio", "empty", "font", "image", "manifest", "style", "track", "video");

  private RequestKind() {}

  /** Returns whether the method may change something (RFC 9110 section 9.2.1). */
  static boolean unsafe(HttpServletRequest request) {
    return !SAFE.contains(request.getMethod());
  }

  /** Returns whether a person goes to another page. */
  static boolean navigation(HttpServletRequest request) {
    String mode = request.getHeader("Sec-Fetch-Mode");
    return mode != null ? mode.equals("navigate") : accepts(request, "text/html");
  }

  /** Returns whether the answer could be shown as a page of its own: neither a frame nor a part. */
  static boolean document(HttpServletRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    return destination == null || destination.equals("document");
  }

  /** Returns whether the browser says itself that the answer is for a part of a page. */
  static boolean declaredPart(HttpServletRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    return destination != null && PARTS.contains(destination);
  }

  /** Returns whether the browser says itself that the answer becomes a page of its own. */
  static boolean declaredDocument(HttpServletRequest request) {
    return "document".equals(request.getHeader("Sec-Fetch-Dest"));
  }

  /** Returns whether the browser only fetches ahead: nobody has seen or asked for it yet. */
  static boolean speculative(HttpServletRequest request) {
    return mentionsPrefetch(request.getHeader("Sec-Purpose"))
        || mentionsPrefetch(request.getHeader("Purpose"))
        || mentionsPrefetch(request.getHeader("X-Moz"));
  }

  private static boolean mentionsPrefetch(String header) {
    return header != null && header.toLowerCase(Locale.ROOT).contains("prefetch");
  }

  /**
   * Returns whether a person did something: no subresource, no beacon, no prefetch and no declared
   * poll. A request made by a script counts, since that is how single-page applications work.
   *
   * @param path the decoded path below the context path
   */
  static boolean activity(HttpServletRequest request, String path, SessionRules rules) {
    return !subresource(request)
        && !beacon(request)
        && !speculative(request)
        && !polls(request, path, rules);
  }

  private static boolean polls(HttpServletRequest request, String path, SessionRules rules) {
    for (PathPattern pattern : rules.pollingPaths()) {
      if (pattern.matches(path)) {
        return true;
      }
    }
    for (String name : rules.pollingHeaders()) {
      if (request.getHeader(name) != null) {
        return true;
      }
    }
    return false;
  }

  private static boolean subresource(HttpServletRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    return destination != null && !ASKED_FOR.contains(destination);
  }

  /** A beacon or a ping: a script's request that is not allowed to read the answer. */
  private static boolean beacon(HttpServletRequest request) {
    return "empty".equals(request.getHeader("Sec-Fetch-Dest"))
        && "no-cors".equals(request.getHeader("Sec-Fetch-Mode"));
  }

  /** Returns whether an Accept header names the media type, whatever its weight. */
  static boolean accepts(HttpServletRequest request, String mediaType) {
    Enumeration<String> lines = request.getHeaders("Accept");
    while (lines.hasMoreElements()) {
      if (lines.nextElement().toLowerCase(Locale.ROOT).contains(mediaType)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a browser asks past its cache, as it does when it loads a page again. */
  static boolean again(HttpServletRequest request) {
    String header = request.getHeader("Cache-Control");
    return header != null && (header.contains("max-age=0") || header.contains("no-cache"));
  }

  /** Returns whether Global Privacy Control is on: the exact value 1 in any of its headers. */
  static boolean globalPrivacyControl(HttpServletRequest request) {
    Enumeration<String> lines = request.getHeaders("Sec-GPC");
    while (lines.hasMoreElements()) {
      if (lines.nextElement().equals("1")) {
        return true;
      }
    }
    return false;
  }
}
