// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * An answer as it came over the wire.
 *
 * @param head the lines before the body, the status line first
 * @param bytes the body, as it came
 */
record Answer(List<String> head, String bytes) {

  static Answer parse(byte[] wire) throws IOException {
    String text = new String(wire, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no whole answer: " + text);
    }
    return new Answer(List.of(text.substring(0, end).split("\r\n", -1)), text.substring(end + 4));
  }

  int status() {
    return Integer.parseInt(head.get(0).substring(9, 12));
  }

  String body() {
    return new String(bytes.getBytes(ISO_8859_1), UTF_8);
  }

  List<String> headers(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return head.stream()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }

  /** Returns the only header of that name, or nothing. */
  String header(String name) {
    return String.join(", ", headers(name));
  }

  String location() {
    return header("Location");
  }

  List<String> setCookies() {
    return headers("Set-Cookie");
  }

  /** Returns the last Set-Cookie of that name, or nothing. */
  String setCookie(String name) {
    return setCookies().stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .reduce("", (first, second) -> second);
  }

  /** Returns the value that the cookie of that name was set to, or nothing. */
  String cookie(String name) {
    String header = setCookie(name);
    return header.isEmpty() ? "" : header.split(";", 2)[0].substring(name.length() + 1);
  }

  /** Returns whether the login page is all that this answer leads to. */
  boolean asksToLogIn() {
    return status() == 303 && location().startsWith("/login?");
  }

  @Override
  public String toString() {
    return String.join("\n", head) + "\n\n" + body();
  }
}
