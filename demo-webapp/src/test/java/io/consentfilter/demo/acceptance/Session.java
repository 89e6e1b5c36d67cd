// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A browser that keeps every cookie it is given until that is deleted, and looks at no attribute.
 * Confined to one thread.
 */
final class Session {

  private final Wire wire;
  private final Map<String, String> cookies = new TreeMap<>();

  Session(Wire wire) {
    this.wire = wire;
  }

  /** Returns a browser in which this user has just logged in. */
  static Session loggedIn(Wire wire, String user, boolean remember) throws IOException {
    Session session = new Session(wire);
    Answer answer =
        session.post(
            "/login",
            "username=" + user + "&password=boekhouden" + (remember ? "&remember=on" : ""));
    if (answer.status() != 303) {
      throw new IOException("could not log in: " + answer);
    }
    return session;
  }

  Answer get(String path, String... headers) throws IOException {
    return keep(wire.get(path, Wire.with(headers, header())));
  }

  Answer post(String path, String form, String... headers) throws IOException {
    return keep(wire.post(path, form, Wire.with(headers, header())));
  }

  Session set(String name, String value) {
    cookies.put(name, value);
    return this;
  }

  String cookie(String name) {
    return cookies.getOrDefault(name, "");
  }

  /** Returns a browser with the same cookies, which goes its own way from here. */
  Session copy() {
    Session copy = new Session(wire);
    copy.cookies.putAll(cookies);
    return copy;
  }

  /** Returns a browser with the same cookies that another server answers from here on. */
  Session at(Wire other) {
    Session there = new Session(other);
    there.cookies.putAll(cookies);
    return there;
  }

  /** Returns a browser that was restarted: what lives for the session only is gone. */
  Session restarted() {
    Session later = copy();
    later.cookies.remove("session");
    return later;
  }

  /** Returns the Cookie header, which is a harmless one where there are no cookies. */
  String header() {
    StringBuilder header = new StringBuilder("Cookie: ");
    cookies.forEach((name, value) -> header.append(name).append('=').append(value).append("; "));
    return header.toString().strip();
  }

  private Answer keep(Answer answer) {
    for (String header : answer.setCookies()) {
      String[] pair = header.split(";", 2)[0].split("=", 2);
      if (header.contains("Max-Age=0") || pair[1].isEmpty()) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    return answer;
  }
}
