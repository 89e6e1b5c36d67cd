// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.login.LoginRow;
import io.consentfilter.login.Series;

/** What every store asks of a login that begins while a series is replaced. */
final class Resumption {

  private Resumption() {}

  static void check(Series next, LoginRow login) {
    if (login.series().filter(next.selector()::equals).isEmpty()) {
      throw new IllegalArgumentException("the login must name the series that is replaced");
    }
  }
}
