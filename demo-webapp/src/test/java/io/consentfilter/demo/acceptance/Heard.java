// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import io.consentfilter.login.LoginEvent;
import io.consentfilter.login.LoginListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps the events of one node. Thread-safe. */
final class Heard implements LoginListener {

  private final Queue<LoginEvent> events = new ConcurrentLinkedQueue<>();

  @Override
  public void on(LoginEvent event) {
    events.add(event);
  }

  long count(LoginEvent.Kind kind) {
    return events.stream().filter(event -> event.kind() == kind).count();
  }
}
