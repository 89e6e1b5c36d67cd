// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.login.BreakInRegister;
import io.consentfilter.login.ClientAddress;
import io.consentfilter.login.LoginEvents;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
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

  void failed(HttpServletRequest request) {
    events.failed();
    if (register.failed(address(request))) {
      events.lockedOut();
    }
  }

  /** Returns how long the address must wait before it may try again; empty if it need not. */
  Optional<Duration> mustWait(HttpServletRequest request) {
    return register.mustWait(address(request));
  }

  private String address(HttpServletRequest request) {
    return addresses.of(
        request.getRemoteAddr(),
        Collections.list(request.getHeaders("Forwarded")),
        Collections.list(request.getHeaders("X-Forwarded-For")));
  }
}
