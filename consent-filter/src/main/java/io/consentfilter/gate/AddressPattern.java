// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

/**
 * Which addresses of a host that several services share belong to one of them. Immutable and
 * thread-safe.
 *
 * @param service whose they are
 * @param origin in full, without a path
 * @param path how path and query begin, {@code *} standing for any run of characters
 */
record AddressPattern(String service, WebAddress origin, String path) {

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it names no host and path
   */
  static AddressPattern of(String service, String pattern) {
    WebAddress address =
        WebAddress.of(pattern)
            .orElseThrow(() -> new IllegalArgumentException("not an address: " + pattern));
    return new AddressPattern(service, address, address.path());
  }

  boolean matches(WebAddress address) {
    return address.authority().equals(origin.authority()) && begins(address.path());
  }

  private boolean begins(String text) {
    String[] parts = path.split("\\*", -1);
    if (!text.startsWith(parts[0])) {
      return false;
    }
    int from = parts[0].length();
    for (int i = 1; i < parts.length; i++) {
      int at = text.indexOf(parts[i], from);
      if (at < 0) {
        return false;
      }
      from = at + parts[i].length();
    }
    return true;
  }
}
