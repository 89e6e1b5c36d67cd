// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.demo.store.DataException;
import io.consentfilter.servlet.Consent;
import io.consentfilter.servlet.Login;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request with its answer, as the pages see it. Belongs to one thread. */
final class Visit {

  private static final String LANGUAGE_COOKIE = "bh_lang";
  private static final Duration LANGUAGE_LIFETIME = Duration.ofDays(365);

  private final Site site;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Texts texts;
  private @Nullable User user;
  private boolean asked;

  Visit(Site site, HttpServletRequest request, HttpServletResponse response) {
    this.site = site;
    this.request = request;
    this.response = response;
    this.texts = Texts.in(chosenLanguage().or(this::rememberedLanguage).orElseGet(this::preferred));
  }

  /** What went wrong may be that the parameters cannot be read, so an error asks for none. */
  private Optional<Language> chosenLanguage() {
    return request.getDispatcherType() == DispatcherType.ERROR
        ? Optional.empty()
        : parameter("lang").flatMap(Language::tagged);
  }

  private Optional<Language> rememberedLanguage() {
    return cookie(LANGUAGE_COOKIE).flatMap(Language::tagged);
  }

  /** A container answers with its own locale where the browser names none; we speak Dutch then. */
  private Language preferred() {
    return request.getHeader("Accept-Language") == null
        ? Language.NL
        : Language.preferred(Collections.list(request.getLocales()));
  }

  /** Keeps the language that the visitor just asked for. */
  void rememberLanguage() {
    chosenLanguage().ifPresent(wish -> setCookie(LANGUAGE_COOKIE, wish.tag(), LANGUAGE_LIFETIME));
  }

  Site site() {
    return site;
  }

  Texts texts() {
    return texts;
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  Login login() {
    return Login.of(request);
  }

  Consent consent() {
    return Consent.of(request);
  }

  boolean allows(String id) {
    return consent().allows(id);
  }

  /**
   * Returns who is logged in; asked once, so that the answer is the same for a whole page. While
   * the database does not answer everybody is anonymous, as while the logins do not.
   */
  Optional<User> user() {
    if (!asked) {
      user = known().orElse(null);
      asked = true;
    }
    return Optional.ofNullable(user);
  }

  private Optional<User> known() {
    try {
      return login().user().flatMap(site.users()::withId);
    } catch (DataException e) {
      return Optional.empty();
    }
  }

  /** Takes note that nobody is logged in any more. */
  void left() {
    asked = true;
    user = null;
  }

  Instant now() {
    return site.clock().instant();
  }

  /** Writes into the activity of the user's firm. */
  void note(User user, Activity.Kind kind, String detail) {
    new Activity(site.users().tenant(user)).add(now(), user.name(), kind, detail);
  }

  /** Returns the path inside the application, without a query. */
  String path() {
    String path = request.getServletPath();
    return path.isEmpty() ? "/" : path;
  }

  /** Returns an address of ours as a browser has to ask for it. */
  String address(String path) {
    return request.getContextPath() + path;
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  Optional<String> cookie(String name) {
    Cookie[] cookies = request.getCookies();
    return (cookies == null ? Stream.<Cookie>empty() : Arrays.stream(cookies))
        .filter(cookie -> cookie.getName().equals(name))
        .map(Cookie::getValue)
        .findFirst();
  }

  void setCookie(String name, String value, Duration lifetime) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath(address("/"));
    cookie.setMaxAge(Math.toIntExact(lifetime.toSeconds()));
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }

  /** Sends the browser on with a GET (RFC 9110, 303 See Other). */
  void seeOther(String address) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", address);
  }

  /** Returns whether somebody reads the answer, rather than its head or a page fetched ahead. */
  boolean read() {
    return request.getMethod().equals("GET") && request.getHeader("Sec-Purpose") == null;
  }

  /** Returns whether a browser goes to another page (W3C Fetch Metadata), not a program. */
  boolean navigation() {
    String mode = request.getHeader("Sec-Fetch-Mode");
    return mode != null
        ? mode.equals("navigate")
        : Collections.list(request.getHeaders("Accept")).stream()
            .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains("text/html"));
  }

  String notice(String text) {
    return part("notice", Map.of("text", text));
  }

  String problem(String text) {
    return part("problem", Map.of("text", text));
  }

  /** Returns a piece of a page. */
  String part(String template, Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put("ctx", request.getContextPath());
    return Template.named(template).fill(texts, all);
  }

  /** Answers with a whole page. */
  void page(String template, String title, Map<String, String> values) throws IOException {
    String html = new Layout(this).around(title, part(template, values));
    response.setContentType("text/html;charset=utf-8");
    response.setHeader("Content-Language", texts.language().tag());
    response.addHeader("Vary", "Accept-Language, Cookie");
    response.getWriter().write(html);
  }
}
