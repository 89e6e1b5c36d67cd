// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

/** What becomes of a cookie that the application sets. Immutable and thread-safe. */
public sealed interface Verdict {
  /** Returns the cookie's name, fit for one line of a log; may be empty or cut short. */
  String name();

  /**
   * The cookie may be sent. Immutable and thread-safe.
   *
   * @param cookie what to send, with the attributes that the policy asks for
   */
  record Allowed(SetCookie cookie) implements Verdict {
    @Override
    public String name() {
      return loggable(cookie.name());
    }
  }

  /**
   * No service declares the cookie, but the policy lets such cookies pass for now: send it and
   * report its name. Immutable and thread-safe.
   *
   * @param cookie what to send
   */
  record Reported(SetCookie cookie) implements Verdict {
    @Override
    public String name() {
      return loggable(cookie.name());
    }
  }

  /**
   * The cookie must not be sent. Immutable and thread-safe.
   *
   * @param reason why
   * @param name the cookie's name, made safe for one line of a log; may be empty or cut short
   */
  record Refused(Reason reason, String name) implements Verdict {

    /** Makes the name safe for a log. */
    public Refused {
      name = loggable(name);
    }
  }

  /** Why a cookie must not be sent. */
  enum Reason {
    /** The visitor did not allow its service. */
    DENIED,
    /** No service declares it. */
    UNDECLARED,
    /** It is one of the filter's own cookies, which the application may only delete. */
    RESERVED,
    /** It has no name, or holds a control character or one that no header can carry. */
    MALFORMED,
    /** Name and value together are over 4096 bytes (RFC 6265bis section 5.6). */
    OVERSIZE
  }

  /** Cut to 80 characters, of which those outside visible ASCII become question marks. */
  private static String loggable(String name) {
    StringBuilder safe = new StringBuilder();
    int length = Math.min(name.length(), 80);
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      safe.append(c > ' ' && c < 0x7F ? c : '?');
    }
    return safe.toString();
  }
}
