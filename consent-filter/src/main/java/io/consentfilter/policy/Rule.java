// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/** The kinds of mistake, each with its own heading in {@code docs/troubleshooting.md}. */
enum Rule {
  SYNTAX("syntax"),
  SIZE("size"),
  KEYS("keys"),
  TYPE("type"),
  TEXT("text"),
  LANGUAGES("languages"),
  ID("id"),
  PURPOSE("purpose"),
  READY_MADE("ready-made"),
  FINGERPRINT("fingerprint"),
  COOKIE("cookie"),
  ORIGIN("origin"),
  URL("url"),
  DURATION("duration"),
  PATH("path"),
  LOGIN_PAGE("login-page"),
  CSP("csp"),
  EXEMPT("exempt"),
  BLOCKED_NAME("blocked-name");

  private final String heading;

  Rule(String heading) {
    this.heading = heading;
  }

  String anchor() {
    return "policy-" + heading;
  }
}
