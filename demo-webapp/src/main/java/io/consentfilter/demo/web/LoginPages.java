// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.servlet.Login;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Logging in and out. Thread-safe. */
final class LoginPages {

  void form(Visit visit) throws IOException {
    Login login = visit.login();
    if (visit.user().isPresent() && !login.remembered()) {
      visit.seeOther(login.returnPath(visit.address("/app")));
      return;
    }
    String back =
        visit.parameter("terug").isPresent()
            ? visit.notice(visit.texts().get("comeback.done"))
            : "";
    String notice = login.reason().map(reason -> reason(visit, reason)).orElse(back);
    form(visit, notice, "");
  }

  private static String reason(Visit visit, String reason) {
    String key = reason.equals("expired") ? "login.expired" : "login.needed";
    return visit.notice(visit.texts().get(key));
  }

  private static void form(Visit visit, String notice, String username) throws IOException {
    Login login = visit.login();
    visit.page(
        "login",
        visit.texts().get("login.title"),
        Map.of(
            "notice",
            notice,
            "username",
            username,
            "return",
            login.returnPath(visit.address("/app")),
            "remember",
            login.rememberBox(visit.texts().language().tag())));
  }

  void login(Visit visit) throws IOException {
    String username = visit.parameter("username").orElse("");
    Optional<User> user =
        visit.site().users().authenticate(username, visit.parameter("password").orElse(""));
    if (user.isPresent()) {
      String onward = visit.login().returnPath(visit.address("/app"));
      visit.login().begin(user.get().id(), visit.parameter("remember").isPresent());
      visit.seeOther(onward);
    } else {
      visit.login().failed(username);
      form(visit, Problem.unprocessable(visit, "login.wrong").report(visit), username);
    }
  }

  void logout(Visit visit) {
    visit.login().end();
    visit.seeOther(visit.address("/?afgemeld"));
  }
}
