// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends exactly the bytes it is told to, over a socket. Thread-safe. */
final class Client {

  private static final int PATIENCE_MILLIS = 3_000;

  private final int port;
  private final String contextPath;

  Client(int port, String contextPath) {
    this.port = port;
    this.contextPath = contextPath;
  }

  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, "", headers);
  }

  /** Follows a link, as a browser does when its user goes to another page. */
  Answer visit(String path, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Sec-Fetch-Mode: navigate");
    all.add("Sec-Fetch-Dest: document");
    return get(path, all.toArray(String[]::new));
  }

  /** Posts a form from a page of the site itself. */
  Answer post(String path, String form, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/x-www-form-urlencoded");
    all.add("Sec-Fetch-Site: same-origin");
    return send("POST", path, form, all.toArray(String[]::new));
  }

  Answer send(String method, String path, String body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(contextPath).append(path).append(" HTTP/1.1\r\n");
    if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
      head.append("Host: localhost:").append(port).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      head.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    return exchange(head + "Connection: close\r\n\r\n" + body);
  }

  /** A character is a byte here. */
  private Answer exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return Answer.parse(socket.getInputStream().readAllBytes());
    }
  }
}
