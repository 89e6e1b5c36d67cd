// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Decision;
import io.consentfilter.gate.Inserts;
import io.consentfilter.gate.Page;
import io.consentfilter.login.LoginState;
import io.consentfilter.login.LoginStoreException;
import io.consentfilter.page.PageContext;
import io.consentfilter.page.Pages;
import io.consentfilter.page.SessionWarning;
import java.time.Duration;
import java.time.Instant;

/**
 * What the filter writes into a page: the calls that vendors' scripts must find, the banner where
 * something is to be asked, and at the end the way to the settings, the script where the page has
 * use for it, and for somebody who is logged in the warning before that ends. Confined to the
 * response.
 */
final class Insertions implements Inserts {

  /** How soon after a choice a browser loads the page again. */
  private static final Duration JUST_NOW = Duration.ofSeconds(10);

  private final Exchange exchange;
  private boolean banner;

  Insertions(Exchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public String beforeElements(Page page) {
    return exchange.rules().calls();
  }

  @Override
  public String afterBodyStart(Page page) {
    Decision decision = exchange.decision();
    banner = !decision.decided() && !RequestKind.speculative(exchange.request());
    return banner ? pages().banner(decision, context(page)) : "";
  }

  @Override
  public String beforeBodyEnd(Page page) {
    PageContext context = context(page);
    String link = page.settingsControl() ? "" : pages().settingsLink(exchange.decision(), context);
    boolean scriptNeeded = (page.gated() || announces()) && !banner;
    String script = scriptNeeded ? pages().script(context, exchange.decision()) : "";
    String report = exchange.toolkit().sightings().kept() ? pages().storageReport(context) : "";
    return link + script + sessionWarning(context) + report;
  }

  /** Whether the page was loaded again to let a choice take effect; its script then says so. */
  private boolean announces() {
    Instant soon = exchange.toolkit().clock().instant().minus(JUST_NOW);
    return RequestKind.again(exchange.request())
        && exchange.decision().choice().filter(c -> c.decidedAt().isAfter(soon)).isPresent();
  }

  private String sessionWarning(PageContext context) {
    Toolkit toolkit = exchange.toolkit();
    try {
      return toolkit
          .logins()
          .timeLeft(exchange.visitor())
          .map(live -> pages().sessionWarning(context, warning(live)))
          .orElse("");
    } catch (LoginStoreException e) {
      // Half of the page has been sent: better without a warning than broken off.
      toolkit.journal().storeFailed(e);
      return "";
    }
  }

  private SessionWarning warning(LoginState.Live live) {
    return new SessionWarning(
        exchange.toolkit().formKeys().tag(live.row().userId()),
        live.idleLeft(),
        live.absoluteLeft(),
        live.row().series().isPresent());
  }

  private Pages pages() {
    return exchange.toolkit().pages();
  }

  private PageContext context(Page page) {
    return exchange.toolkit().context(exchange, page.language());
  }
}
