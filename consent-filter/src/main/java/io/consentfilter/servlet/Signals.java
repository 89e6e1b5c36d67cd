// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Purpose;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What browsers say and ask by themselves, without their visitors. Thread-safe. */
final class Signals {

  private static final String GPC_SUPPORT = "/.well-known/gpc.json";

  private final Toolkit toolkit;
  private final Policy policy;

  Signals(Toolkit toolkit) {
    this.toolkit = toolkit;
    this.policy = toolkit.policy();
  }

  /**
   * Tells that Global Privacy Control is honoured where a purpose shares data, at the address that
   * its specification names; only an application at the root of its host has that address.
   */
  boolean answersWellKnown(Exchange exchange, HttpServletResponse response) throws IOException {
    if (!exchange.path().equals(GPC_SUPPORT)
        || !exchange.request().getContextPath().isEmpty()
        || policy.purposes().stream().noneMatch(Purpose::sharing)) {
      return false;
    }
    exchange.forgoSecurityPolicy();
    JsonObjectBuilder support = Json.createObjectBuilder().add("gpc", true);
    policy.updated().ifPresent(date -> support.add("lastUpdate", date.toString()));
    Answers.text(exchange.request(), response, 200, Answers.JSON, support.build().toString());
    return true;
  }

  /** Takes the keys of storage that a page reports, where an inventory is kept. */
  void storage(Exchange exchange, HttpServletResponse response) throws IOException {
    byte[] body = exchange.request().getInputStream().readNBytes(StorageReport.LARGEST + 1);
    if (toolkit.reports().mayRead()) {
      StorageReport.read(body).ifPresent(toolkit.sightings()::stored);
    }
    Answers.empty(response, HttpServletResponse.SC_NO_CONTENT);
  }

  /** Takes what the browser refused because of the Content-Security-Policy. */
  void report(Exchange exchange, HttpServletResponse response) throws IOException {
    byte[] body = exchange.request().getInputStream().readNBytes(CspReports.LARGEST + 1);
    toolkit
        .reports()
        .take(body, toolkit.sightings()::reported)
        .forEach(toolkit.journal()::violation);
    Answers.empty(response, HttpServletResponse.SC_NO_CONTENT);
  }
}
