// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import static java.util.Map.entry;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A servlet that does what its query string says, step by step: {@code
 * /do?session&addCookie=lang&html} gets a session, sets a cookie and writes a page. So a test shows
 * all that the application does in the one line that asks for it. Thread-safe.
 */
final class Script {

  static final String PAGE =
      "<!doctype html><html lang=\"en\"><head><title>T</title></head>"
          + "<body><p>Gr\u00fc\u00dfe</p></body></html>";

  /**
   * More than the buffers of a connection take at once, with a tag at either end, and without end
   * tags, so that something is inserted when it is over.
   */
  static final String LONG_PAGE =
      "<!doctype html><body>" + TagsTest.TAG + "<p>x</p>".repeat(1_000_000) + TagsTest.TAG;

  private static final String SET_COOKIE = "Set-Cookie";

  /** Something that the application does. */
  interface Step {
    void run(Turn turn, String argument) throws Exception;
  }

  private static final Map<String, Step> SESSION =
      Map.ofEntries(
          entry("session", (turn, none) -> turn.request().getSession()),
          entry("changeId", (turn, none) -> turn.request().changeSessionId()),
          entry("invalidate", (turn, none) -> turn.request().getSession().invalidate()),
          entry("timeout", (turn, none) -> print(turn, timeout(turn))),
          entry("encode", (turn, url) -> print(turn, turn.response().encodeURL(url))),
          entry("push", (turn, none) -> print(turn, push(turn))));

  private static final Map<String, Step> COOKIES =
      Map.ofEntries(
          entry("addCookie", (turn, cookie) -> turn.response().addCookie(cookie(cookie))),
          entry("addHeader", (turn, line) -> turn.response().addHeader(SET_COOKIE, line)),
          entry("setHeader", (turn, line) -> turn.response().setHeader(SET_COOKIE, line)),
          entry("addMixed", (turn, line) -> turn.response().addHeader("sEt-cOOkie", line)),
          entry("setMixed", (turn, line) -> turn.response().setHeader("SET-COOKIE", line)),
          entry("addInt", (turn, n) -> turn.response().addIntHeader(SET_COOKIE, 7)),
          entry("setInt", (turn, n) -> turn.response().setIntHeader(SET_COOKIE, 7)),
          entry("addDate", (turn, n) -> turn.response().addDateHeader(SET_COOKIE, 0)),
          entry("setDate", (turn, n) -> turn.response().setDateHeader(SET_COOKIE, 0)),
          entry("setNull", (turn, none) -> turn.response().setHeader(SET_COOKIE, null)),
          entry("addNull", (turn, none) -> turn.response().addHeader(SET_COOKIE, null)),
          entry("delete", (turn, name) -> turn.response().addCookie(deleted(name))),
          entry("broken", (turn, name) -> turn.response().addHeader(SET_COOKIE, broken(name))),
          entry("large", (turn, name) -> turn.response().addCookie(cookie(large(name)))));

  private static final Map<String, Step> HEAD =
      Map.ofEntries(
          entry("header", (turn, line) -> setHeader(turn.response(), line)),
          entry("add", (turn, line) -> addHeader(turn.response(), line)),
          entry("remove", (turn, name) -> turn.response().setHeader(name, null)),
          entry("has", (turn, name) -> print(turn, "" + turn.response().containsHeader(name))),
          entry("type", (turn, type) -> turn.response().setContentType(type)),
          entry("charset", (turn, name) -> turn.response().setCharacterEncoding(name)),
          entry("length", (turn, n) -> turn.response().setContentLength(Integer.parseInt(n))),
          entry("status", (turn, n) -> turn.response().setStatus(Integer.parseInt(n))),
          entry("error", (turn, n) -> turn.response().sendError(Integer.parseInt(n))),
          entry("errorText", (turn, n) -> turn.response().sendError(Integer.parseInt(n), "text")),
          entry("redirect", (turn, to) -> turn.response().sendRedirect(to)),
          entry("redirectAs303", (turn, to) -> turn.response().sendRedirect(to, 303)),
          entry("redirectKept", (turn, to) -> turn.response().sendRedirect(to, false)),
          entry("redirectAll", (turn, to) -> turn.response().sendRedirect(to, 307, true)),
          entry("committed", (turn, none) -> print(turn, "" + turn.response().isCommitted())),
          entry("throw", (turn, none) -> fail()));

  private static final Map<String, Step> BODY =
      Map.ofEntries(
          entry("html", (turn, none) -> page(turn)),
          entry("text", Script::print),
          entry("stream", (turn, text) -> turn.response().getOutputStream().write(bytes(text))),
          entry("streamPage", (turn, none) -> streamPage(turn)),
          entry("bufferPage", (turn, none) -> bufferPage(turn)),
          entry("fill", (turn, n) -> print(turn, "x".repeat(Integer.parseInt(n)))),
          entry("flushBuffer", (turn, none) -> turn.response().flushBuffer()),
          entry("flushWriter", (turn, none) -> turn.response().getWriter().flush()),
          entry("flushStream", (turn, none) -> turn.response().getOutputStream().flush()),
          entry("closeWriter", (turn, none) -> turn.response().getWriter().close()),
          entry("closeStream", (turn, none) -> turn.response().getOutputStream().close()),
          entry("reset", (turn, none) -> turn.response().reset()),
          entry("resetBuffer", (turn, none) -> turn.response().resetBuffer()));

  private static final Map<String, Step> DISPATCH =
      Map.ofEntries(
          entry(
              "include",
              (turn, to) -> dispatcher(turn, to).include(turn.request(), turn.response())),
          entry(
              "forward",
              (turn, to) -> dispatcher(turn, to).forward(turn.request(), turn.response())),
          entry("start", (turn, none) -> turn.request().startAsync()),
          entry(
              "startWith",
              (turn, none) -> turn.request().startAsync(turn.request(), turn.response())),
          entry("within", (turn, n) -> turn.request().getAsyncContext().setTimeout(parsed(n))),
          entry("thread", (turn, none) -> turn.goOnElsewhere()),
          entry("dispatch", (turn, to) -> turn.request().getAsyncContext().dispatch(to)),
          entry("complete", (turn, none) -> turn.request().getAsyncContext().complete()),
          entry("ready", (turn, none) -> turn.writeAsReady(PAGE, PAGE.length(), false)),
          entry("readyLong", (turn, n) -> turn.writeAsReady(LONG_PAGE, parsed(n), false)),
          entry("readyData", (turn, n) -> turn.writeAsReady(LONG_PAGE, parsed(n), true)));

  private Script() {}

  static void answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
    Deque<String> steps = new ArrayDeque<>();
    for (String step : request.getQueryString().split("&", -1)) {
      steps.add(URLDecoder.decode(step, StandardCharsets.UTF_8));
    }
    new Turn(request, response, steps).run();
  }

  static Step step(String name) {
    for (Map<String, Step> steps : List.of(SESSION, COOKIES, HEAD, BODY, DISPATCH)) {
      Step step = steps.get(name);
      if (step != null) {
        return step;
      }
    }
    throw new IllegalArgumentException("no step " + name);
  }

  private static String timeout(Turn turn) {
    return "" + turn.request().getSession().getMaxInactiveInterval();
  }

  @SuppressWarnings("deprecation") // Gone from browsers, not from containers.
  private static String push(Turn turn) {
    return turn.request().newPushBuilder() == null ? "none" : "some";
  }

  private static Cookie cookie(String text) {
    String[] parts = text.split(":", 2);
    return new Cookie(parts[0], parts.length == 1 ? "1" : parts[1]);
  }

  private static Cookie deleted(String name) {
    Cookie cookie = new Cookie(name, "");
    cookie.setMaxAge(0);
    return cookie;
  }

  private static String broken(String name) {
    return name + "=1\r\nX-Split: yes";
  }

  private static String large(String name) {
    return name + ":" + "x".repeat(9_000);
  }

  private static void setHeader(HttpServletResponse response, String line) {
    String[] parts = line.split(":", 2);
    response.setHeader(parts[0], parts[1].strip());
  }

  private static void addHeader(HttpServletResponse response, String line) {
    String[] parts = line.split(":", 2);
    response.addHeader(parts[0], parts[1].strip());
  }

  private static int parsed(String number) {
    return Integer.parseInt(number);
  }

  private static void fail() {
    throw new IllegalStateException("on purpose");
  }

  static void page(Turn turn) throws IOException {
    turn.response().setContentType("text/html;charset=UTF-8");
    turn.response().getWriter().write(PAGE);
  }

  private static void print(Turn turn, String text) throws IOException {
    turn.response().getWriter().write(text);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void streamPage(Turn turn) throws IOException {
    turn.response().setContentType("text/html;charset=UTF-8");
    turn.response().getOutputStream().write(bytes(PAGE));
  }

  private static void bufferPage(Turn turn) throws IOException {
    turn.response().setContentType("text/html;charset=UTF-8");
    turn.response().getOutputStream().write(ByteBuffer.wrap(bytes(PAGE)));
  }

  private static RequestDispatcher dispatcher(Turn turn, String to) {
    return turn.request().getRequestDispatcher(to);
  }
}
