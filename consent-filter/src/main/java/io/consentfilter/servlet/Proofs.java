// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.ledger.LedgerException;
import io.consentfilter.page.Notice;
import io.consentfilter.page.PageContext;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.SameSite;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The routes by which visitors read what is recorded of their choice, get a receipt of it and cut
 * the link to it. Thread-safe.
 */
final class Proofs {

  private final Toolkit toolkit;
  private final Policy policy;

  Proofs(Toolkit toolkit) {
    this.toolkit = toolkit;
    this.policy = toolkit.policy();
  }

  void receipt(Exchange exchange, HttpServletResponse response) throws IOException {
    try {
      Optional<String> receipt = toolkit.records().receipt(exchange.decision());
      if (receipt.isPresent()) {
        response.setHeader("Content-Disposition", "attachment; filename=\"consent-receipt.json\"");
      }
      json(exchange, response, receipt);
    } catch (LedgerException e) {
      unread(exchange, response, e);
    }
  }

  /** The receipt in plain words; one that was never given is a page that says so. */
  void record(Exchange exchange, HttpServletResponse response, PageContext context)
      throws IOException {
    if (!toolkit.records().kept()) {
      refuse(exchange, response, Notice.NOT_FOUND);
      return;
    }
    try {
      var recorded = toolkit.records().recorded(exchange.decision());
      String page = toolkit.pages().record(exchange.decision(), context, recorded);
      Answers.text(exchange.request(), response, 200, Answers.HTML, page);
    } catch (LedgerException e) {
      unread(exchange, response, e);
    }
  }

  private void unread(Exchange exchange, HttpServletResponse response, LedgerException why)
      throws IOException {
    toolkit.journal().ledgerFailed(why);
    refuse(exchange, response, Notice.NOT_READ);
  }

  /** What receipts are verified with. */
  void publicKeys(Exchange exchange, HttpServletResponse response) throws IOException {
    json(exchange, response, toolkit.records().publicKeys());
  }

  /** Takes the record's id out of the browser, and with it all that was allowed. */
  void erase(Exchange exchange, HttpServletResponse response) throws IOException {
    String home = exchange.request().getContextPath() + "/";
    Optional<String> way = Optional.ofNullable(exchange.request().getParameter("return"));
    exchange.decision(toolkit.decisions().decide(List.of(), false));
    String cookie = policy.cookieNames().consent();
    exchange.send(OwnCookies.of(policy, cookie, "", SameSite.LAX).maxAge(0));
    toolkit.expireDenied(exchange);
    Answers.seeOther(response, way.flatMap(LocalPath::of).orElse(home));
  }

  private void json(Exchange exchange, HttpServletResponse response, Optional<String> json)
      throws IOException {
    if (json.isEmpty()) {
      refuse(exchange, response, Notice.NOT_FOUND);
    } else {
      Answers.text(exchange.request(), response, 200, Answers.JSON, json.get());
    }
  }

  private void refuse(Exchange exchange, HttpServletResponse response, Notice why)
      throws IOException {
    String page = toolkit.pages().notice(toolkit.context(exchange, Optional.empty()), why);
    Answers.text(exchange.request(), response, why.status(), Answers.HTML, page);
  }
}
