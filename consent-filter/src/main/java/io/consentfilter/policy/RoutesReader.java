// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.List;
import java.util.Optional;

/** Reads which paths need a login, which skip the origin check, and where the toolkit lives. */
final class RoutesReader {

  private static final String PREFIX = "/consent";

  private final List<PathPattern> protectedPaths;
  private final Optional<String> loginPage;
  private final List<PathPattern> originExempt;
  private final String prefix;

  RoutesReader(Fields fields, Mistakes mistakes) {
    this.prefix = fields.find("prefix", Paths.PREFIX, PREFIX);
    this.loginPage = fields.find("loginPage", Paths.PATH);
    this.protectedPaths = fields.list("protected", reachable());
    this.originExempt = fields.list("originExempt", reachable());
    Names.refuseBlocked(prefix, fields.where("prefix"), mistakes);
    checkLoginPage(fields, mistakes);
  }

  /** A pattern that leaves the login page and the toolkit's routes alone. */
  private Form<PathPattern> reachable() {
    return (value, mistakes) -> {
      Optional<PathPattern> pattern = Paths.PATTERN.read(value, mistakes);
      if (pattern.filter(p -> Paths.coversRoutes(p, prefix)).isPresent()) {
        String allowed = "a pattern that leaves out \"" + prefix + "\"";
        mistakes.add(Rule.PATH, value, "covers routes of the filter", allowed);
      }
      if (pattern.filter(p -> loginPage.filter(p::matches).isPresent()).isPresent()) {
        String allowed = "a pattern that leaves out " + Shown.quoted(loginPage.orElse(""));
        mistakes.add(Rule.LOGIN_PAGE, value, "covers the login page", allowed);
      }
      return pattern;
    };
  }

  private void checkLoginPage(Fields fields, Mistakes mistakes) {
    if (!protectedPaths.isEmpty() && fields.located("loginPage").isEmpty()) {
      mistakes.add(
          Rule.LOGIN_PAGE,
          fields.where("protected"),
          "protected paths without a login page",
          "",
          "\"loginPage\" beside \"protected\", such as \"/login\"");
    }
    if (loginPage
        .filter(page -> page.equals(prefix) || page.startsWith(prefix + "/"))
        .isPresent()) {
      mistakes.add(
          Rule.LOGIN_PAGE,
          fields.where("loginPage"),
          "a login page among the routes of the filter",
          Shown.quoted(loginPage.orElse("")),
          "a path that is not below \"" + prefix + "\"");
    }
  }

  List<PathPattern> protectedPaths() {
    return protectedPaths;
  }

  Optional<String> loginPage() {
    return loginPage;
  }

  List<PathPattern> originExempt() {
    return originExempt;
  }

  String prefix() {
    return prefix;
  }
}
