// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Sends exactly the bytes that it is told to, and returns what came back. Every request comes from
 * another loopback address where the system has more than one, since an address that fails too
 * often is slowed. Thread-safe.
 */
final class Wire {

  private static final int PATIENCE_MILLIS = 20_000;
  private static final AtomicInteger REQUESTS = new AtomicInteger();

  private final SocketFactory sockets;
  private final String scheme;
  private final int port;
  private final Optional<InetAddress> address;

  private Wire(SocketFactory sockets, String scheme, int port, Optional<InetAddress> address) {
    this.sockets = sockets;
    this.scheme = scheme;
    this.port = port;
    this.address = address;
  }

  static Wire plain(int port) {
    return new Wire(SocketFactory.getDefault(), "http", port, Optional.empty());
  }

  /** Returns a wire all of whose requests come from this one loopback address. */
  Wire from(InetAddress loopback) {
    return new Wire(sockets, scheme, port, Optional.of(loopback));
  }

  /** Speaks TLS and asks for no certificate that anybody else would believe. */
  static Wire secure(int port) throws NoSuchAlgorithmException, KeyManagementException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, null);
    return new Wire(context.getSocketFactory(), "https", port, Optional.empty());
  }

  int port() {
    return port;
  }

  /** Returns the origin that a browser would name for pages from here. */
  String origin() {
    return scheme + "://localhost:" + port;
  }

  /** Asks for a page, as somebody who types its address does. */
  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, "", with(headers, "Accept: text/html"));
  }

  /** Posts a form, as a page of the site itself does. */
  Answer post(String path, String form, String... headers) throws IOException {
    return send(
        "POST",
        path,
        form,
        with(
            headers,
            "Accept: text/html",
            "Content-Type: application/x-www-form-urlencoded",
            "Sec-Fetch-Site: same-origin",
            "Origin: " + origin()));
  }

  static String[] with(String[] headers, String... more) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Sends nothing but these headers besides the host and what tells the length. */
  Answer send(String method, String path, String body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
      head.append("Host: localhost:").append(port).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      head.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n");
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes((head + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
    request.writeBytes(body.getBytes(UTF_8));
    return Answer.parse(exchange(request.toByteArray()));
  }

  /** Sends these bytes and returns all that comes until the other side closes. */
  byte[] exchange(byte[] request) throws IOException {
    try (Socket socket = connected()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        socket.getInputStream().transferTo(answer);
      } catch (SocketException cutOff) {
        // A server that refuses a large body may close before it has read all of it.
        if (answer.size() == 0) {
          throw cutOff;
        }
      }
      return answer.toByteArray();
    }
  }

  private Socket connected() throws IOException {
    InetAddress server = InetAddress.getLoopbackAddress();
    if (address.isPresent()) {
      return sockets.createSocket(server, port, address.get(), 0);
    }
    try {
      return sockets.createSocket(server, port, anotherAddress(), 0);
    } catch (BindException onlyOne) {
      return sockets.createSocket(server, port);
    }
  }

  private static InetAddress anotherAddress() throws IOException {
    int next = REQUESTS.incrementAndGet();
    return InetAddress.getByAddress(
        new byte[] {127, 1, (byte) (next / 250), (byte) (next % 250 + 1)});
  }

  /** The demo makes its certificate itself; that it is the right one is not what is asked here. */
  private static final class Trusting implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
