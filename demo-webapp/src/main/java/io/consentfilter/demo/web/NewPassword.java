// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.Users;
import io.consentfilter.demo.web.Form.Filled;
import java.util.Optional;

/**
 * A password that a customer wants, typed twice. Length is all that counts (NIST SP 800-63B): rules
 * about digits and capitals make passwords no better. It never prints itself. Immutable.
 */
final class NewPassword {

  static final int SHORTEST = 12;

  private final String text;
  private final String again;

  private NewPassword(String text, String again) {
    this.text = text;
    this.again = again;
  }

  static NewPassword in(Visit visit) {
    return new NewPassword(visit.parameter("new").orElse(""), visit.parameter("again").orElse(""));
  }

  /** Returns what was filled in, with what is wrong about its password. */
  static Filled checked(Visit visit, Filled filled) {
    String typed = filled.get("password");
    return typed.isEmpty()
        ? filled
        : new NewPassword(typed, typed)
            .problem(visit)
            .map(problem -> filled.wrong("password", problem.text()))
            .orElse(filled);
  }

  /** Returns why it cannot be the password, or empty if it can. */
  Optional<Problem> problem(Visit visit) {
    if (text.codePointCount(0, text.length()) < SHORTEST) {
      String words = visit.texts().format("account.password.short", SHORTEST);
      return Optional.of(new Problem(Problem.UNPROCESSABLE, words));
    }
    if (text.length() > Users.LONGEST_PASSWORD) {
      String words = visit.texts().format("account.password.long", Users.LONGEST_PASSWORD);
      return Optional.of(new Problem(Problem.UNPROCESSABLE, words));
    }
    return text.equals(again)
        ? Optional.empty()
        : Optional.of(Problem.unprocessable(visit, "account.password.differs"));
  }

  String text() {
    return text;
  }
}
