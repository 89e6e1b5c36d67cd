// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Decision;
import io.consentfilter.gate.CookieGate;
import jakarta.servlet.http.Cookie;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which cookies of one header the application may see, remembered from the last time. Each is told
 * by its name and never by its place alone, since a filter before ours may hand over others.
 * Thread-safe.
 */
final class VisibleCookies {

  /** Remembers nothing: for headers that do not come again, which are to cost little. */
  static final VisibleCookies UNREMEMBERED = new VisibleCookies(false);

  private static final Names NONE = new Names(new String[0], new boolean[0]);

  private final boolean remembers;
  private volatile Names names = NONE;
  private volatile @Nullable Lines lines;

  private VisibleCookies(boolean remembers) {
    this.remembers = remembers;
  }

  /** Returns what remembers the cookies of one header. */
  static VisibleCookies remembered() {
    return new VisibleCookies(true);
  }

  private static final class Names {

    private final String[] names;
    private final boolean[] visible;

    Names(String[] names, boolean[] visible) {
      this.names = names;
      this.visible = visible;
    }

    boolean areOf(Cookie[] cookies) {
      if (cookies.length != names.length) {
        return false;
      }
      for (int i = 0; i < names.length; i++) {
        if (!names[i].equals(cookies[i].getName())) {
          return false;
        }
      }
      return true;
    }
  }

  private record Lines(List<String> all, List<String> visible) {}

  /** Returns the visible ones of all cookies: the same array if all are, null if none is. */
  Cookie @Nullable [] of(Cookie[] all, CookieGate gate, Decision decision) {
    if (!remembers) {
      return judgedOnce(all, gate, decision);
    }
    Names known = names;
    if (!known.areOf(all)) {
      known = judged(all, gate, decision);
      names = known;
    }
    int count = 0;
    for (boolean visible : known.visible) {
      count += visible ? 1 : 0;
    }
    if (count == 0) {
      return null;
    }
    return count == all.length ? all : visible(all, known.visible, count);
  }

  private static Cookie @Nullable [] judgedOnce(Cookie[] all, CookieGate gate, Decision decision) {
    Cookie[] shown = new Cookie[all.length];
    int count = 0;
    for (Cookie cookie : all) {
      if (gate.visible(cookie.getName(), decision)) {
        shown[count++] = cookie;
      }
    }
    if (count == 0) {
      return null;
    }
    return count == all.length ? all : Arrays.copyOf(shown, count);
  }

  private static Names judged(Cookie[] all, CookieGate gate, Decision decision) {
    String[] seen = new String[all.length];
    boolean[] visible = new boolean[all.length];
    for (int i = 0; i < all.length; i++) {
      seen[i] = all[i].getName();
      visible[i] = gate.visible(seen[i], decision);
    }
    return new Names(seen, visible);
  }

  private static Cookie[] visible(Cookie[] all, boolean[] visible, int count) {
    Cookie[] shown = new Cookie[count];
    int at = 0;
    for (int i = 0; i < all.length; i++) {
      if (visible[i]) {
        shown[at++] = all[i];
      }
    }
    return shown;
  }

  /** Returns what is left of header lines. */
  List<String> of(List<String> all, CookieGate gate, Decision decision) {
    Lines known = lines;
    if (known == null || !known.all.equals(all)) {
      known = new Lines(all, gate.visibleHeaders(all, decision));
      if (remembers) {
        lines = known;
      }
    }
    return known.visible;
  }
}
