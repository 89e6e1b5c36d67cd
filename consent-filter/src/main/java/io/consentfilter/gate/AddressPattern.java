// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.List;

/**
 * Which addresses of a host that several services share belong to one of them. Immutable and
 * thread-safe.
 *
 * @param service whose they are
 * @param authority host and port, in full
 * @param start how path and query begin
 * @param rest what they hold after that, in this order, whatever stands between
 */
record AddressPattern(String service, String authority, String start, List<String> rest) {

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it names no host
   */
  static AddressPattern of(String service, String pattern) {
    WebAddress address =
        WebAddress.of(pattern)
            .orElseThrow(() -> new IllegalArgumentException("not an address: " + pattern));
    List<String> parts = List.of(address.path().split("\\*", -1));
    return new AddressPattern(
        service, address.authority(), parts.get(0), parts.subList(1, parts.size()));
  }

  boolean matches(WebAddress address) {
    return address.authority().equals(authority)
        && address.path().startsWith(start)
        && holdsRest(address.path());
  }

  private boolean holdsRest(String path) {
    int from = start.length();
    for (String part : rest) {
      int at = path.indexOf(part, from);
      if (at < 0) {
        return false;
      }
      from = at + part.length();
    }
    return true;
  }
}
