// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.Locale;

/** What a page gets from an origin, as a Content-Security-Policy tells it apart. */
public enum Kind {
  /** Scripts. */
  SCRIPT,
  /** Style sheets. */
  STYLE,
  /** Images, and pixels that only count. */
  IMG,
  /** Fonts. */
  FONT,
  /** Requests that scripts make, beacons and event streams. */
  CONNECT,
  /** WebSockets, over TLS unless the origin's scheme is http. */
  SOCKET,
  /** Sound and video files. */
  MEDIA,
  /** Frames. */
  FRAME,
  /** What {@code object} and {@code embed} elements show. */
  OBJECT,
  /** Nothing: it receives forms. */
  FORM;

  /** Returns how a policy writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
