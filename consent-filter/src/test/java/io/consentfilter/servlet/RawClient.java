// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sends exactly the bytes it is told to, over a socket, and tells exactly what came back. */
final class RawClient {

  private final int port;
  private final String from;

  /**
   * Creates a client.
   *
   * @param from the loopback address that the server sees
   */
  RawClient(int port, String from) {
    this.port = port;
    this.from = from;
  }

  /** An answer as it came over the wire, with chunks put together. */
  record Answer(int status, List<String> headerLines, String latin1) {

    List<String> headers(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headerLines.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }

    Optional<String> header(String name) {
      return headers(name).stream().findFirst();
    }

    /** The value of the last cookie of that name, if it is set rather than deleted. */
    Optional<String> cookie(String name) {
      return setCookie(name)
          .map(header -> header.split(";", 2)[0].substring(name.length() + 1))
          .filter(value -> !value.isEmpty());
    }

    Optional<String> setCookie(String name) {
      return headers("Set-Cookie").stream()
          .filter(header -> header.startsWith(name + "="))
          .reduce((first, second) -> second);
    }

    List<String> cookieNames() {
      return headers("Set-Cookie").stream().map(header -> header.split("=", 2)[0]).toList();
    }

    String body() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    byte[] bytes() {
      return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  Answer get(String path, String... headers) throws IOException {
    return send("GET", path, "", headers);
  }

  /** Posts a form from a page of the site itself. */
  Answer post(String path, String form, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/x-www-form-urlencoded");
    all.add("Sec-Fetch-Site: same-origin");
    return send("POST", path, form, all.toArray(String[]::new));
  }

  Answer send(String method, String path, String body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
      head.append("Host: localhost:").append(port).append("\r\n");
    }
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      head.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
      head.append("\r\n");
    }
    return exchange(head + "Connection: close\r\n\r\n" + body);
  }

  private Answer exchange(String request) throws IOException {
    InetAddress here = InetAddress.getAllByName(from)[0];
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, here, 0)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return parse(socket.getInputStream().readAllBytes());
    }
  }

  /** Asks, reads the beginning of the answer, and goes away. */
  void leave(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getInputStream().readNBytes(100);
      socket.setSoLinger(true, 0);
    }
  }

  private static Answer parse(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no whole answer: " + text);
    }
    List<String> lines = text.substring(0, end).lines().toList();
    int status = Integer.parseInt(lines.get(0).substring(9, 12));
    Answer answer = new Answer(status, lines.subList(1, lines.size()), text.substring(end + 4));
    boolean chunked = answer.header("Transfer-Encoding").filter("chunked"::equals).isPresent();
    return chunked ? new Answer(status, answer.headerLines(), unchunk(answer.bytes())) : answer;
  }

  private static String unchunk(byte[] chunked) throws IOException {
    InputStream in = new ByteArrayInputStream(chunked);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in), 16);
      if (size == 0) {
        return out.toString(StandardCharsets.ISO_8859_1);
      }
      out.write(in.readNBytes(size));
      line(in);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int octet;
    while ((octet = in.read()) != '\n') {
      if (octet < 0) {
        throw new IOException("the answer was cut off");
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }
}
