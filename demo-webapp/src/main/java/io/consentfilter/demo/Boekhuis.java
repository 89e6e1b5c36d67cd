// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import io.consentfilter.ledger.LedgerException;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.SigningKeys;
import io.consentfilter.login.LoginStore;
import io.consentfilter.policy.Policy;
import io.consentfilter.store.FileLedgerStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SecuredRedirectHandler;

/** A running Boekhuis in a server of its own. Thread-safe. */
public final class Boekhuis implements AutoCloseable {

  private static final int PERMANENT_REDIRECT = 308;

  private final Server server;
  private final OpenLogins logins;
  private final ServerConnector plain;
  private final Optional<ServerConnector> secure;

  private Boekhuis(
      Server server, OpenLogins logins, ServerConnector plain, Optional<ServerConnector> secure) {
    this.server = server;
    this.logins = logins;
    this.plain = plain;
    this.secure = secure;
  }

  /**
   * Starts Boekhuis and returns once it serves.
   *
   * @param options where it listens and keeps its files
   * @param clock what time it is, for logins, choices, books and page counts
   * @return the running application
   * @throws IOException if a file cannot be read or written, or a port is taken; a {@link
   *     LoginPlaceException} if logins cannot be kept where they were to be
   * @throws GeneralSecurityException if the certificate cannot be read
   * @throws io.consentfilter.policy.PolicyException if the policy has mistakes
   */
  public static Boekhuis start(Options options, Clock clock)
      throws IOException, GeneralSecurityException {
    return start(options, clock, Map.of());
  }

  /**
   * Starts Boekhuis with further attributes of its servlet context, such as a login store that two
   * of them share, and returns once it serves.
   *
   * @param options where it listens and keeps its files
   * @param clock what time it is, for logins, choices, books and page counts
   * @param attributes values by the name under which the filter looks for them
   * @return the running application
   * @throws IOException if a file cannot be read or written, or a port is taken; a {@link
   *     LoginPlaceException} if logins cannot be kept where they were to be
   * @throws GeneralSecurityException if the certificate cannot be read
   * @throws io.consentfilter.policy.PolicyException if the policy has mistakes
   */
  public static Boekhuis start(Options options, Clock clock, Map<String, ?> attributes)
      throws IOException, GeneralSecurityException {
    boolean tls = options.httpsPort().isPresent();
    Policy policy = PolicySource.load(options.policy(), tls ? "https" : "http");
    PrivateFiles.folder(options.data());
    Path folder = options.data().resolve("ledger");
    PrivateFiles.folder(folder);
    OpenLogins logins = OpenLogins.at(options.logins(), options.data());
    // The filter closes it too, and twice does no harm.
    LedgerStore ledger = open(folder, logins);
    try {
      Map<String, Object> all = new HashMap<>(attributes);
      all.putIfAbsent(LoginStore.class.getName(), logins.store());
      all.putIfAbsent(LedgerStore.class.getName(), ledger);
      all.putIfAbsent(BooksPlace.ATTRIBUTE, BooksPlace.of(options));
      all.putIfAbsent(
          SigningKeys.class.getName(), SigningKeys.open(folder.resolve(FileLedgerStore.KEYS)));
      Server server = new Server();
      serve(Application.on(server, options.data(), policy, clock, all), server, tls);
      Boekhuis boekhuis = listening(server, options, clock, logins);
      boekhuis.start();
      return boekhuis;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      ledger.close();
      logins.close();
      throw e;
    }
  }

  private static LedgerStore open(Path folder, OpenLogins logins) throws IOException {
    try {
      return FileLedgerStore.open(folder);
    } catch (LedgerException e) {
      logins.close();
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Boekhuis listening(Server server, Options options, Clock clock, OpenLogins logins)
      throws IOException, GeneralSecurityException {
    Connectors connectors = new Connectors(server, options);
    Optional<ServerConnector> secure =
        options.httpsPort().isPresent()
            ? Optional.of(connectors.secure(clock.instant()))
            : Optional.empty();
    ServerConnector plain = connectors.plain(secure.map(ServerConnector::getLocalPort).orElse(0));
    return new Boekhuis(server, logins, plain, secure);
  }

  /** With https the other port does nothing but send visitors there, before any code of ours. */
  private static void serve(WebAppContext application, Server server, boolean tls) {
    server.setHandler(
        tls ? new SecuredRedirectHandler(application, PERMANENT_REDIRECT) : application);
    server.addBean(new SessionIds(server));
    server.setErrorHandler(Application.plainErrors());
  }

  private void start() throws IOException {
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw e instanceof IOException known ? known : new IOException("Boekhuis did not start", e);
    }
  }

  /** Returns the address for http, such as {@code http://localhost:8080/}. */
  public URI url() {
    return URI.create("http://localhost:" + plain.getLocalPort() + "/");
  }

  /** Returns the address for https, if it was asked for. */
  public Optional<URI> secureUrl() {
    return secure.map(tls -> URI.create("https://localhost:" + tls.getLocalPort() + "/"));
  }

  /** Waits until Boekhuis is stopped. */
  void join() throws InterruptedException {
    server.join();
  }

  /** Stops serving, writes the page counts and lets go of the logins. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Boekhuis did not stop cleanly", e);
    } finally {
      logins.close();
    }
  }
}
