// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer as it came over the wire, with chunks put together.
 *
 * @param latin1 the body, one character for each byte
 * @param interim the header lines of the interim answers before it (RFC 9110 section 15.2)
 */
record Answer(int status, List<String> headerLines, String latin1, List<String> interim) {

  static Answer parse(byte[] bytes) throws IOException {
    InputStream in = new ByteArrayInputStream(bytes);
    List<String> interim = new ArrayList<>();
    while (true) {
      int status = status(line(in));
      List<String> lines = headerLines(in);
      if (status >= 200) {
        Answer head = new Answer(status, lines, "", List.copyOf(interim));
        return new Answer(status, lines, head.body(in), head.interim());
      }
      interim.addAll(lines);
    }
  }

  private static int status(String line) throws IOException {
    if (!line.startsWith("HTTP/1.1 ")) {
      throw new IOException("no answer: " + line);
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private static List<String> headerLines(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = line(in);
    while (!line.isEmpty()) {
      lines.add(line);
      line = line(in);
    }
    return List.copyOf(lines);
  }

  private String body(InputStream in) throws IOException {
    boolean chunked = header("Transfer-Encoding").filter("chunked"::equals).isPresent();
    return chunked ? unchunk(in) : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static String unchunk(InputStream in) throws IOException {
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
        throw new EOFException("cut off after: " + line);
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }

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

  /** The members of a list header, however many lines it takes, in lower case. */
  List<String> members(String name) {
    return headers(name).stream()
        .flatMap(line -> List.of(line.split(",", -1)).stream())
        .map(member -> member.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** The names of the cookies that are set or deleted, each as often as it is. */
  List<String> cookieNames() {
    return headers("Set-Cookie").stream().map(header -> header.split("=", 2)[0]).toList();
  }

  /** The last line that sets or deletes that cookie. */
  Optional<String> setCookie(String name) {
    return headers("Set-Cookie").stream()
        .filter(header -> header.startsWith(name + "="))
        .reduce((first, second) -> second);
  }

  /** The value of the last cookie of that name, if it is set rather than deleted. */
  Optional<String> cookie(String name) {
    return setCookie(name)
        .map(header -> header.split(";", 2)[0].substring(name.length() + 1))
        .filter(value -> !value.isEmpty());
  }

  String body() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Whether a banner was written into the body. */
  boolean asks() {
    return latin1.contains("id=\"consent-banner\"");
  }

  /** Whether the length that the head announces, if any, is the body's. */
  boolean whole() {
    return header("Content-Length").map(Integer::parseInt).orElse(latin1.length())
        == latin1.length();
  }
}
