// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** What a visitor sees when something is not there or goes wrong. Thread-safe. */
final class ErrorPage {

  private static final Set<Integer> EXPLAINED = Set.of(400, 403, 404, 405, 503);

  void show(Visit visit) throws IOException {
    int status = status(visit);
    String texts = "error." + (EXPLAINED.contains(status) ? status : 500);
    visit.page(
        "error",
        visit.texts().get(texts + ".title"),
        Map.of(
            "status", Integer.toString(status),
            "heading", visit.texts().get(texts + ".title"),
            "text", visit.texts().get(texts + ".text")));
  }

  private static int status(Visit visit) {
    Object status = visit.request().getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    return status instanceof Integer code ? code : 500;
  }
}
