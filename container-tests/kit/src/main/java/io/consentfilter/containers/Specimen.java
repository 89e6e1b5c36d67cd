// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import io.consentfilter.servlet.Login;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The servlets of the specimen application; the same whether a filter is before them or not. */
final class Specimen implements ServletContainerInitializer {

  /** A constant of the application, which nobody may change. */
  static final Cookie SHARED = new Cookie("lang", "nl");

  private static final Map<String, Action> ACTIONS =
      Map.ofEntries(
          Map.entry("/do", Script::answer),
          Map.entry("/page", Specimen::page),
          Map.entry("/cookies", Specimen::cookies),
          Map.entry("/cookies-page", Specimen::cookiesPage),
          Map.entry("/shared", (request, response) -> response.addCookie(SHARED)),
          Map.entry("/session", (request, response) -> request.getSession()),
          Map.entry("/read", Specimen::read),
          Map.entry("/conditions", Specimen::conditions),
          Map.entry("/gzip", Specimen::gzip),
          Map.entry("/login", Specimen::login),
          Map.entry("/logout", Specimen::logout),
          Map.entry("/app/page", Specimen::account));

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    ACTIONS.forEach(
        (path, action) -> {
          ServletRegistration.Dynamic servlet =
              context.addServlet("specimen " + path, new ActionServlet(action));
          servlet.addMapping(path);
          servlet.setAsyncSupported(true);
        });
  }

  private static void page(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().write(Script.PAGE);
  }

  /** One necessary cookie, one of a purpose that needs consent, one that nobody declared. */
  private static void cookies(HttpServletRequest request, HttpServletResponse response) {
    response.addCookie(new Cookie("lang", "en"));
    response.addCookie(new Cookie("stats", "1"));
    response.addHeader("Set-Cookie", "tracker=1");
  }

  private static void cookiesPage(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    cookies(request, response);
    page(request, response);
  }

  private static void read(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean named =
        Collections.list(request.getHeaderNames()).stream().anyMatch("Cookie"::equalsIgnoreCase);
    response.setContentType("text/plain");
    response
        .getWriter()
        .write(
            "%s|%s|%s|%s"
                .formatted(
                    cookieText(request.getCookies()),
                    request.getHeader("COOKIE"),
                    Collections.list(request.getHeaders("cookie")),
                    named));
  }

  private static String cookieText(Cookie @Nullable [] cookies) {
    return cookies == null
        ? "none"
        : Arrays.stream(cookies)
            .map(cookie -> cookie.getName() + "=" + cookie.getValue())
            .collect(Collectors.joining(","));
  }

  private static void conditions(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response
        .getWriter()
        .write(request.getHeader("If-None-Match") + " " + request.getHeader("Range"));
  }

  private static void gzip(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Content-Encoding", "gzip");
    byte[] bytes = gzipped(Script.PAGE);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static void login(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getMethod().equals("POST")) {
      Login.of(request)
          .begin(request.getParameter("username"), request.getParameter("remember") != null);
      response.sendRedirect("/app/page");
    } else {
      page(request, response);
    }
  }

  private static void logout(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Login.of(request).end();
    response.sendRedirect("/page");
  }

  private static void account(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Login login = Login.of(request);
    response.setContentType("text/plain");
    response
        .getWriter()
        .write(login.user().orElse("nobody") + (login.remembered() ? " remembered" : ""));
  }
}
