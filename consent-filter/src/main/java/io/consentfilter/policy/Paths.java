// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Paths inside the application, in the decoded form in which the container tells them. */
final class Paths {

  private static final String NEVER = ";?#%\\";

  /** A pattern of paths. */
  static final Form<PathPattern> PATTERN =
      Form.text(
          Rule.PATH,
          "not a path pattern",
          "/exact, /prefix/* or *.ext; decoded, without empty or dot segments and none of ; ? # % \\",
          text ->
              Optional.of(text)
                  .filter(t -> PathPattern.wellFormed(t) && canonical(t))
                  .map(PathPattern::new));

  /** One path. */
  static final Form<String> PATH =
      Form.text(
          Rule.PATH,
          "not a path",
          "a path such as \"/login\"; decoded, without * and empty or dot segments and none of ; ?"
              + " # % \\",
          text -> Optional.of(text).filter(t -> plain(t) && canonical(t)));

  /** The path of the toolkit's own routes. */
  static final Form<String> PREFIX =
      Form.text(
          Rule.PATH,
          "not a prefix",
          "one segment of letters, digits, - and _, such as \"/consent\"",
          text -> Optional.of(text).filter(t -> t.matches("/[A-Za-z0-9_-]{1,64}")));

  private static final List<String> ROUTES =
      List.of(
          "",
          "/status",
          "/statement",
          "/receipt",
          "/banner",
          "/banner.js",
          "/banner.css",
          "/session");

  private Paths() {}

  private static boolean plain(String path) {
    return path.startsWith("/") && path.indexOf('*') < 0;
  }

  private static boolean canonical(String path) {
    return path.chars().noneMatch(c -> NEVER.indexOf(c) >= 0)
        && !path.contains("//")
        && Arrays.stream(path.split("/", -1)).noneMatch(s -> s.equals(".") || s.equals(".."));
  }

  /** Returns whether a pattern matches any of the toolkit's own routes. */
  static boolean coversRoutes(PathPattern pattern, String prefix) {
    return pattern.pattern().startsWith(prefix + "/") || routes(prefix).anyMatch(pattern::matches);
  }

  private static Stream<String> routes(String prefix) {
    return ROUTES.stream().map(prefix::concat);
  }
}
