// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.servlet.Login;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for the password again before what matters: whoever finds a browser that stayed logged in
 * must not take the books along. Thread-safe.
 */
final class StepUp {

  /** For so long one typed password is enough. */
  static final Duration FRESH = Duration.ofMinutes(15);

  static final String PATH = "/app/confirm";

  private static final String FALLBACK = "/app/account";

  /** Returns whether the password was typed just now. */
  static boolean fresh(Visit visit) {
    return visit.login().fresh(FRESH);
  }

  /** Returns where to type the password in order to come to this path. */
  static String address(Visit visit, String path) {
    return visit.address(PATH) + "?return=" + URLEncoder.encode(visit.address(path), UTF_8);
  }

  /**
   * Returns the page behind the question for the password.
   *
   * @param path where to go once it has been answered
   */
  CustomerPage before(String path, CustomerPage page) {
    return (visit, user) -> {
      if (fresh(visit)) {
        page.serve(visit, user);
      } else if (visit.navigation()) {
        visit.seeOther(address(visit, path));
      } else {
        refuse(visit.response());
      }
    };
  }

  /** A program cannot fill in a form, so it is told what is missing. */
  private static void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setContentType("application/json;charset=utf-8");
    response
        .getWriter()
        .write(Json.createObjectBuilder().add("error", "password-required").build().toString());
  }

  void form(Visit visit, User user) throws IOException {
    form(visit, user, "");
  }

  private static void form(Visit visit, User user, String problem) throws IOException {
    visit.page(
        "confirm",
        visit.texts().get("confirm.title"),
        Map.of("problem", problem, "username", user.username(), "return", onward(visit.login())));
  }

  private static String onward(Login login) {
    return login.returnPath(FALLBACK);
  }

  void confirm(Visit visit, User user) throws IOException {
    Optional<Problem> problem = wrong(visit, user, visit.parameter("password").orElse(""));
    if (problem.isPresent()) {
      form(visit, user, problem.get().report(visit));
      return;
    }
    visit.login().reauthenticated();
    visit.seeOther(onward(visit.login()));
  }

  /**
   * Returns what is wrong with a password that is typed behind the login, or empty if it is right.
   * Guessing is counted and slowed as it is at the login.
   */
  static Optional<Problem> wrong(Visit visit, User user, String password) {
    Optional<Duration> wait = visit.login().mustWait();
    if (wait.isPresent()) {
      long seconds = wait.get().toSeconds() + 1;
      visit.response().setHeader("Retry-After", Long.toString(seconds));
      String text = visit.texts().format("password.wait", seconds);
      return Optional.of(new Problem(Problem.TOO_MANY_REQUESTS, text));
    }
    if (visit.site().users().authenticate(user.username(), password).isPresent()) {
      return Optional.empty();
    }
    visit.login().failed(user.username());
    return Optional.of(Problem.unprocessable(visit, "password.wrong"));
  }
}
