// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The ports that a server listens on. They are open, with their numbers known, once returned. */
final class Connectors {

  private final Server server;
  private final Options options;

  Connectors(Server server, Options options) {
    this.server = server;
    this.options = options;
  }

  /** Opens the port for http; a secure port other than 0 is where it redirects to. */
  ServerConnector plain(int securePort) throws IOException {
    HttpConfiguration configuration = configuration();
    configuration.setSecurePort(securePort);
    configuration.setSecureScheme("https");
    ServerConnector connector =
        new ServerConnector(server, new HttpConnectionFactory(configuration));
    return open(connector, options.port());
  }

  /** Opens the port for https. */
  ServerConnector secure(Instant now) throws IOException, GeneralSecurityException {
    HttpConfiguration configuration = configuration();
    // The certificate is for localhost, and so is its only visitor, by name or by address.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(Certificate.open(options.data(), now));
    tls.setKeyStorePassword(Certificate.PASSWORD);
    HttpConnectionFactory http = new HttpConnectionFactory(configuration);
    SslConnectionFactory handshake = new SslConnectionFactory(tls, http.getProtocol());
    return open(new ServerConnector(server, handshake, http), options.httpsPort().orElseThrow());
  }

  private static HttpConfiguration configuration() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    return configuration;
  }

  private ServerConnector open(ServerConnector connector, int port) throws IOException {
    connector.setHost(options.host());
    connector.setPort(port);
    connector.open();
    server.addConnector(connector);
    return connector;
  }
}
