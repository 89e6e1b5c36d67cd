// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import java.time.Instant;
import java.util.Map;

/** Tells a customer that somebody else used a login of his that was remembered. */
final class Thefts {

  private Thefts() {}

  /**
   * Returns the warning, once; empty where there is nothing to warn of, or nobody who would read
   * it.
   *
   * @param link the markup of the way to the account, empty on the account page itself
   */
  static String notice(Visit visit, String link) {
    return visit.read() ? visit.login().theft().map(at -> notice(visit, at, link)).orElse("") : "";
  }

  private static String notice(Visit visit, Instant at, String link) {
    String text = visit.texts().format("theft.text", visit.texts().moment(at));
    return visit.part("theft", Map.of("text", text, "link", link));
  }
}
