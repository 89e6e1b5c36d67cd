// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import java.security.SecureRandom;
import java.util.Base64;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.DefaultSessionIdManager;

/**
 * Session ids of 192 random bits and nothing else: the server's own ids start with the name of the
 * node and end with a count of all sessions so far. Thread-safe.
 */
final class SessionIds extends DefaultSessionIdManager {

  private static final int BYTES = 24;

  private final SecureRandom secure;

  SessionIds(Server server) {
    this(server, new SecureRandom());
  }

  private SessionIds(Server server, SecureRandom secure) {
    super(server, secure);
    this.secure = secure;
    setWorkerName("");
  }

  @Override
  public String newSessionId(long seedTerm) {
    byte[] id = new byte[BYTES];
    secure.nextBytes(id);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }
}
