// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

/**
 * A range of addresses that share their first bits, in the notation of RFC 4632 section 3.1.
 *
 * <p>Immutable and therefore safe for use by several threads.
 *
 * @param first the address with all other bits zero
 * @param bits how many bits are shared, of 128
 */
record IpNetwork(IpAddress first, int bits) {

  private static final int V6_BITS = 128;
  private static final int V4_BITS = 32;

  /**
   * Reads what an operator declared.
   *
   * @param text an address, or a network such as {@code 10.1.2.0/24} or {@code 2001:db8::/32}
   * @throws IllegalArgumentException if it is neither, if bits beyond the prefix are set, or if it
   *     is every address there is
   */
  static IpNetwork parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    IpAddress first = IpAddress.parse(address).orElseThrow(() -> mistake(text));
    int most = first.isV4() ? V4_BITS : V6_BITS;
    int prefix = slash < 0 ? most : prefix(text, text.substring(slash + 1));
    int bits = V6_BITS - most + prefix;
    if (prefix > most || !first.network(bits).equals(first)) {
      throw mistake(text);
    }
    return new IpNetwork(first, bits);
  }

  private static int prefix(String text, String digits) {
    if (!digits.matches("[1-9][0-9]{0,2}")) {
      throw mistake(text);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException mistake(String text) {
    return new IllegalArgumentException(
        "a proxy is an address or a network whose other bits are zero, such as 10.1.2.3,"
            + " 10.1.2.0/24 or 2001:db8::/32, and never all addresses; got "
            + text);
  }

  boolean contains(IpAddress address) {
    return address.network(bits).equals(first);
  }
}
