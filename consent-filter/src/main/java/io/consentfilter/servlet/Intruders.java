// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.login.BreakInRegister;
import io.consentfilter.login.ClientAddress;
import io.consentfilter.login.LoginEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Counts wrong passwords and forged tokens by the address they come from, and slows that address.
 * Thread-safe.
 */
final class Intruders {

  private final BreakInRegister register;
  private final ClientAddress addresses;
  private final LoginEvents events;

  Intruders(BreakInRegister register, ClientAddress addresses, LoginEvents events) {
    this.register = register;
    this.addresses = addresses;
    this.events = events;
  }

  /** A wrong password was typed. */
  void failed(HttpServletRequest request) {
    failed(register.failed(address(request)));
  }

  /**
   * Tokens that nobody knows were sent; the same ones count once, however many requests bring them.
   */
  void forged(HttpServletRequest request, List<String> tokens) {
    failed(register.failed(address(request), String.join(" ", tokens)));
  }

  private void failed(boolean registered) {
    events.failed();
    if (registered) {
      events.lockedOut();
    }
  }

  /**
   * Returns how long the address must wait before it may try a password; empty if it need not. To
   * ask is an attempt; a request is one attempt, however often it is asked.
   */
  Optional<Duration> mustWait(Exchange exchange) {
    return exchange.attempt(() -> register.mustWait(address(exchange.request())));
  }

  /** Returns whether the address has to wait; to ask is no attempt. */
  boolean waits(HttpServletRequest request) {
    return register.waitLeft(address(request)).isPresent();
  }

  void purge() {
    register.purge();
  }

  /** Returns what tells the client of a request apart from others: its subscriber's address. */
  String client(HttpServletRequest request) {
    return ClientAddress.subscriber(address(request));
  }

  private String address(HttpServletRequest request) {
    return addresses.of(
        request.getRemoteAddr(),
        Collections.list(request.getHeaders("Forwarded")),
        Collections.list(request.getHeaders("X-Forwarded-For")));
  }
}
