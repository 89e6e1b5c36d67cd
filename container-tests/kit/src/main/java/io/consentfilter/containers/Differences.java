// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is asked of every container, and what each does is written into {@code docs/containers.md}.
 * What a container does by itself is measured without the filter. Thread-safe.
 */
final class Differences {

  static final String BARE = "By themselves";
  static final String FILTERED = "Behind the filter";

  private static final String SESSION = "session";
  private static final String NOTHING = "nothing";

  /** Asks a running site. */
  interface Probe {
    String ask(Site site) throws Exception;
  }

  /**
   * One row of the document.
   *
   * @param table the table that it stands in
   * @param tag the edge case that it belongs to
   * @param text what is asked
   */
  record Question(String table, String tag, String text, Probe probe) {

    @Override
    public String toString() {
      return tag + " " + text;
    }
  }

  private Differences() {}

  static List<Question> all() {
    return List.of(
        // Cookies of the request
        bare("E3", "two cookies of one name, `a=1; a=2`", s -> read(s, "lang=1; lang=2")),
        bare(
            "E5",
            "`good=1; =nameless; justname; other=2`",
            s -> read(s, "good=1; =nameless; justname; other=2")),
        bare("E6", "a value with a byte over 127", s -> read(s, "lang=\u00e9")),
        bare("E6", "the same, in a page that reads no cookie", s -> page(s, "lang=\u00e9")),
        bare("E7", "the value of `a=b=c`", s -> read(s, "a=b=c")),
        bare("E8", "raw JSON, `a={\"b\":[1,2]}`", s -> read(s, "a={\"b\":[1,2]}")),
        // Cookies of the response
        bare(
            "E15",
            "session, then `setHeader(\"Set-Cookie\", …)`",
            s -> cookies(s.bare(), "session&addCookie=cart&setHeader=lang=1")),
        bare(
            "E16",
            "session, then `setHeader(\"Set-Cookie\", null)`",
            s -> cookies(s.bare(), "session&addCookie=cart&setNull")),
        bare(
            "E16",
            "`setHeader(\"X-A\", null)` after a value",
            s -> header(s.bare(), "header=X-A:1&remove=X-A", "X-A")),
        bare(
            "E18",
            "a cookie with `setMaxAge(0)`",
            s -> attributes(s.bare(), "delete=lang", "lang")),
        bare("E24", "a cookie of 9,000 bytes", s -> status(s.bare(), "large=lang&text=done")),
        bare(
            "E25",
            "CR LF in a cookie's header",
            s -> line(s.bare(), "broken=lang&text=done", "lang")),
        bare(
            "E27",
            "committed as soon as `Content-Length` is reached",
            s -> body(s.bare(), "length=4&text=four&addCookie=lang", "four")),
        bare(
            "E29",
            "session and cookie, then `reset()`",
            s -> cookies(s.bare(), "session&addCookie=cart&reset&text=x")),
        bare(
            "E30",
            "cookie and session, then an exception, no error page",
            s -> cookies(s.bare(), "session&addCookie=cart&throw")),
        bare(
            "E30",
            "exception in the container's thread after `startAsync()`, timeout 300 ms",
            s -> status(s.bare(), "start&within=300&throw")),
        bare("E31", "`addCookie` in an include", s -> cookies(s.bare(), "include=/shared&text=x")),
        bare(
            "E31",
            "`getSession()` in an include",
            s -> cookies(s.bare(), "include=/session&text=x")),
        bare("E35", "`sendError(103)`, then a page", s -> hints(s.bare())),
        bare("E43", "`invalidate()` of a session", Differences::invalidated),
        bare("E45", "two session ids that are alive", Differences::twice),
        bare(
            "R61",
            "the session cookie's own attributes",
            s -> attributes(s.bare(), SESSION, "JSESSIONID")),
        bare("R65", "the session's timeout in seconds", s -> body(s.bare(), "timeout", "")),
        bare(
            "E66",
            "a part of a file, `Range: bytes=0-9`",
            s -> "" + s.bare().get("/file.html", "Range: bytes=0-9").status()),
        bare("E76", "validators of a file", s -> validators(s.bare().get("/file.html"))),
        bare(
            "6.1",
            "`sendRedirect(to, 303)` of Servlet 6.1",
            s -> status(s.bare(), "redirectAs303=/page")),
        bare("6.1", "`write(ByteBuffer)` of Servlet 6.1", s -> status(s.bare(), "bufferPage")),
        // What the filter cannot make alike
        filtered(
            "E5",
            "a choice beside `=nameless; justname`, what the page reads",
            s -> seen(s.client().get("/read", "Cookie: lang=1; =nameless; justname; cart=2"))),
        filtered(
            "E6",
            "a page with a byte over 127 in a cookie",
            s -> "" + s.client().get("/page", "Cookie: lang=\u00e9").status()),
        filtered(
            "E16",
            "session and cookies, then `setHeader(\"Set-Cookie\", null)`",
            s -> cookies(s.client(), "session&addCookie=cart&setNull")),
        filtered("E24", "a cookie of 9,000 bytes", s -> status(s.client(), "large=lang&text=done")),
        filtered(
            "E27",
            "an allowed cookie after `Content-Length` was reached, not a page",
            s -> cookies(s.client(), "length=4&text=four&addCookie=lang")),
        filtered(
            "E30",
            "cookie and session, then an exception, declared error page",
            s -> cookies(s.client(), "session&addCookie=cart&throw")),
        filtered(
            "E31",
            "an allowed `addCookie` in an include",
            s -> cookies(s.client(), "include=/shared&text=x")),
        filtered(
            "E33",
            "body of an answer written as ready",
            s -> "" + s.client().visit("/do?type=text/html&start&ready").asks()),
        filtered(
            "E35", "a denied cookie in an answer to `sendError(103)`", s -> hinted(s.client())),
        filtered(
            "R61",
            "the session cookie's attributes",
            s -> attributes(s.client(), SESSION, "__Host-session")),
        filtered("R65", "the session's timeout in seconds", s -> body(s.client(), "timeout", "")),
        filtered(
            "R63",
            "`;jsessionid=` in the address of a page",
            s -> "" + s.client().get("/page;jsessionid=1").status()));
  }

  private static Question bare(String tag, String text, Probe probe) {
    return new Question(BARE, tag, text, probe);
  }

  private static Question filtered(String tag, String text, Probe probe) {
    return new Question(FILTERED, tag, text, probe);
  }

  private static Optional<Answer> run(Client client, String steps) throws IOException {
    try {
      return Optional.of(client.get("/do?" + steps));
    } catch (SocketTimeoutException | EOFException e) {
      return Optional.empty();
    }
  }

  /** What {@code getCookies} makes of a header. */
  private static String read(Site site, String cookies) throws IOException {
    Answer answer = site.bare().get("/read", "Cookie: " + cookies);
    return answer.status() == 200 ? seen(answer) : "" + answer.status();
  }

  private static String seen(Answer answer) {
    String cookies = answer.latin1().substring(0, answer.latin1().indexOf('|'));
    return "`" + cookies.replaceAll("[^ -~]", "?") + "`";
  }

  private static String page(Site site, String cookies) throws IOException {
    return "" + site.bare().get("/page", "Cookie: " + cookies).status();
  }

  private static String status(Client client, String steps) throws IOException {
    return run(client, steps).map(answer -> "" + answer.status()).orElse(NOTHING);
  }

  private static String body(Client client, String steps, String expected) throws IOException {
    return run(client, steps)
        .map(answer -> expected.isEmpty() ? answer.body() : yes(answer.setCookie("lang").isEmpty()))
        .orElse(NOTHING);
  }

  private static String yes(boolean so) {
    return so ? "yes" : "no";
  }

  private static String cookies(Client client, String steps) throws IOException {
    return run(client, steps).map(Differences::names).orElse(NOTHING);
  }

  private static String names(Answer answer) {
    String names =
        answer.cookieNames().stream()
            .map(name -> name.replaceFirst("JSESSIONID|__Host-session", SESSION))
            .sorted()
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  private static String header(Client client, String steps, String name) throws IOException {
    return run(client, steps)
        .map(answer -> answer.header(name).map(value -> "stays").orElse("gone"))
        .orElse(NOTHING);
  }

  private static String line(Client client, String steps, String name) throws IOException {
    return run(client, steps)
        .map(
            answer ->
                answer.setCookie(name).map(line -> "`" + line + "`").orElse("" + answer.status()))
        .orElse(NOTHING);
  }

  /** The attributes of a cookie as the container writes them, without moments and values. */
  private static String attributes(Client client, String steps, String name) throws IOException {
    return run(client, steps)
        .flatMap(answer -> answer.setCookie(name))
        .map(line -> line.substring(line.indexOf(';') + 1).strip())
        .map(line -> "`" + line + "`")
        .orElse("none");
  }

  private static String hints(Client client) throws IOException {
    return run(client, "add=Link:%20</style.css>;%20rel%3Dpreload&error=103&text=page")
        .map(answer -> (answer.interim().isEmpty() ? "" : "103, then ") + answer.status())
        .orElse(NOTHING);
  }

  private static String hinted(Client client) throws IOException {
    return run(client, "addCookie=stats&error=103&text=page")
        .map(answer -> (answer.interim().toString() + answer.headerLines()).contains("stats"))
        .map(Differences::yes)
        .orElse(NOTHING);
  }

  private static String invalidated(Site site) throws IOException {
    Answer first = site.bare().get("/do?session");
    String id = first.cookie("JSESSIONID").orElseThrow();
    Answer answer = site.bare().get("/do?invalidate", "Cookie: JSESSIONID=" + id);
    return answer.setCookie("JSESSIONID").isEmpty() ? "cookie stays" : "cookie deleted";
  }

  private static String twice(Site site) throws IOException {
    String one = site.bare().get("/do?session").cookie("JSESSIONID").orElseThrow();
    String two = site.bare().get("/do?session").cookie("JSESSIONID").orElseThrow();
    String both = "Cookie: JSESSIONID=" + one + "; JSESSIONID=" + two;
    return "" + site.bare().get("/page", both).status();
  }

  private static String validators(Answer answer) {
    String present =
        List.of("ETag", "Last-Modified", "Accept-Ranges").stream()
            .filter(name -> answer.header(name).isPresent())
            .collect(Collectors.joining(", "));
    return present.isEmpty() ? "none" : present;
  }
}
