// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import io.consentfilter.demo.Boekhuis;
import io.consentfilter.demo.LoginPlace;
import io.consentfilter.demo.MovableClock;
import io.consentfilter.demo.NodeFolder;
import io.consentfilter.demo.Options;
import io.consentfilter.login.LoginEvent;
import io.consentfilter.login.LoginListener;
import io.consentfilter.login.RememberedUser;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One server of several that share their keys and the place of their logins, with a clock of its
 * own. Thread-safe.
 */
final class Node implements AutoCloseable {

  private final Boekhuis boekhuis;
  private final MovableClock clock;
  private final Heard heard;
  private final Wire wire;

  /** Users whose accounts were closed. */
  private final Set<String> closed;

  private Node(Boekhuis boekhuis, MovableClock clock, Heard heard, Set<String> closed) {
    this.boekhuis = boekhuis;
    this.clock = clock;
    this.heard = heard;
    this.closed = closed;
    this.wire = Wire.plain(boekhuis.url().getPort());
  }

  /**
   * Starts a node.
   *
   * @param folder where the nodes have their keys
   */
  static Node start(Path folder, LoginPlace place) throws IOException, GeneralSecurityException {
    MovableClock clock = new MovableClock("2026-11-21T12:00:00Z");
    Heard heard = new Heard();
    Set<String> closed = ConcurrentHashMap.newKeySet();
    RememberedUser users = id -> closed.contains(id) ? Optional.empty() : Optional.of(Set.of());
    Map<String, Object> parts =
        Map.of(LoginListener.class.getName(), heard, RememberedUser.class.getName(), users);
    Options options = Options.in(NodeFolder.in(folder)).withLogins(place);
    return new Node(Boekhuis.start(options, clock, parts), clock, heard, closed);
  }

  Wire wire() {
    return wire;
  }

  void advance(Duration duration) {
    clock.advance(duration);
  }

  long count(LoginEvent.Kind kind) {
    return heard.count(kind);
  }

  void closeAccount(String userId) {
    closed.add(userId);
  }

  @Override
  public void close() {
    boekhuis.close();
  }
}
