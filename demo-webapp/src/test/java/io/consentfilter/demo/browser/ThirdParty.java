// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Somebody else's server, on another host name than Boekhuis: it serves a tag, an embed and a page
 * that links back, and notes who asked for what. Thread-safe.
 */
final class ThirdParty implements AutoCloseable {

  private static final String TAG =
      """
      document.documentElement.dataset.%1$s = 'ran';
      document.cookie = '%2$s=1; path=/; max-age=600';
      localStorage.setItem('%2$s', '1');
      """;

  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();

  ThirdParty() throws IOException {
    server = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
    serve("/metrics.js", "text/javascript", TAG.formatted("metrics", "mp_id"));
    serve("/campaigns.js", "text/javascript", TAG.formatted("campaigns", "mc_id"));
    serve("/embed/boekhuis", "text/html", "<!DOCTYPE html><title>Film</title><p id=film>Film");
    serve("/pay", "text/html", "<!DOCTYPE html><title>Bank</title><p>Betaald");
    server.start();
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private void serve(String path, String type, String text) {
    server.createContext(path, exchange -> answer(exchange, type, text.getBytes(UTF_8)));
  }

  private void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().getPath());
      exchange.getResponseHeaders().set("Content-Type", type + ";charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The paths that were asked for since the last {@link #forget}. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  void forget() {
    asked.clear();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
