// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Decision;
import io.consentfilter.page.Scripts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * What the visitor of a request allows, for server code. Also found by templates as the request
 * attribute {@code consent}: <code>${consent.allows("analytics")}</code>. Confined to the request.
 */
public final class Consent {

  /** The request attribute under which templates find this. */
  static final String ATTRIBUTE = "consent";

  private final Exchange exchange;

  Consent(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * Returns the consent of the visitor who makes a request.
   *
   * @throws IllegalStateException if the request did not pass the filter
   */
  public static Consent of(HttpServletRequest request) {
    return new Consent(Exchange.of(request));
  }

  /**
   * Returns whether a purpose or service is allowed now; without a choice it is not.
   *
   * @param id the id of a declared purpose or service
   * @throws IllegalArgumentException if the policy declares no such id
   */
  public boolean allows(String id) {
    return exchange.decision().allows(id);
  }

  /** Returns the whole decision. */
  public Decision decision() {
    return exchange.decision();
  }

  /**
   * Returns a script element for a service: one that runs if the service is allowed, else an inert
   * one that the banner's script can start after consent.
   *
   * @param serviceId the id of a declared service
   * @param url an address on one of the service's declared origins
   * @throws IllegalArgumentException if the policy declares no such service, or not that origin
   */
  public String script(String serviceId, String url) {
    return Scripts.element(exchange.decision(), serviceId, url);
  }

  /**
   * Returns a nonce for the inline scripts and styles of this page, as the value of their attribute
   * {@code nonce}: where the policy lets inline code run by nonce only ({@code "csp":
   * {"inlineScripts": "nonce"}}), nothing else inline runs. The same text for the whole page.
   *
   * @throws IllegalStateException if the response has been committed without it
   */
  public String nonce() {
    return exchange.nonce();
  }

  /**
   * Returns the permanent way to the settings for a page's own footer and, where something is
   * granted, a button that withdraws it all, so that withdrawing is one click as granting was (GDPR
   * article 7(3)). A page without such a control gets one from the filter.
   *
   * @param language the language of the page; one that the policy has not gets the visitor's own
   */
  public String settingsLink(String language) {
    Toolkit toolkit = exchange.toolkit();
    return toolkit
        .pages()
        .settingsLink(exchange.decision(), toolkit.context(exchange, Optional.of(language)));
  }
}
