// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import java.util.List;
import org.jsoup.Jsoup;

/** What the account page says of the browsers of a user. */
final class Devices {

  private Devices() {}

  /** Returns the ids of all browsers but the one that asks. */
  static List<String> notHere(Answer account) {
    return Jsoup.parse(account.body()).select(".devices li:not(:has(.pill))").stream()
        .map(row -> row.select("input[name=id]").attr("value"))
        .toList();
  }
}
