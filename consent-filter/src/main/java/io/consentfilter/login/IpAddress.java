// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address of the Internet Protocol, in 128 bits: version 4 as the mapped form of version 6 (RFC
 * 4291 section 2.5.5.2), so that both spellings of one host are one address.
 *
 * <p>Immutable and therefore safe for use by several threads.
 */
record IpAddress(long high, long low) {

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern V6 =
      Pattern.compile("(?=[^:]*:)[0-9A-Fa-f:]{2,39}(?:(?<=:)" + V4.pattern() + ")?");
  private static final int GROUPS = 8;
  private static final long MAPPED = 0xffffL;

  /** The prefix under which translators show version 4 to version 6 (RFC 6052 section 2.1). */
  private static final long TRANSLATED = 0x0064_ff9b_0000_0000L;

  /**
   * Reads an address; a zone (RFC 4007 section 11) and square brackets are left out.
   *
   * @return empty for anything else, host names among them: nothing is ever looked up
   */
  static Optional<IpAddress> parse(String text) {
    String bare = withoutZone(withoutBrackets(text));
    boolean address = V4.matcher(bare).matches() || V6.matcher(bare).matches();
    try {
      return address ? Optional.of(of(InetAddress.getByName(bare).getAddress())) : Optional.empty();
    } catch (UnknownHostException malformed) {
      // With a colon in it, or as four numbers, it is read as an address or refused, at once.
      return Optional.empty();
    }
  }

  private static String withoutBrackets(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }

  private static String withoutZone(String text) {
    int zone = text.indexOf('%');
    return zone > 0 && text.lastIndexOf(':', zone) >= 0 ? text.substring(0, zone) : text;
  }

  private static IpAddress of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length == Integer.BYTES) {
      return v4(Integer.toUnsignedLong(buffer.getInt()));
    }
    IpAddress v6 = new IpAddress(buffer.getLong(), buffer.getLong());
    return v6.high == TRANSLATED && v6.low >>> Integer.SIZE == 0 ? v4(v6.low) : v6;
  }

  private static IpAddress v4(long bits) {
    return new IpAddress(0, MAPPED << Integer.SIZE | bits);
  }

  boolean isV4() {
    return high == 0 && low >>> Integer.SIZE == MAPPED;
  }

  /**
   * What one subscriber has at least: an address of version 4, the first 64 bits of version 6 (RFC
   * 6177), of which he can use any address he likes.
   *
   * @return the address, or the network with {@code /64} at its end
   */
  String subscriber() {
    return isV4() ? toString() : new IpAddress(high, 0) + "/64";
  }

  /** The address with all but its first bits cleared. */
  IpAddress network(int bits) {
    return new IpAddress(high & mask(bits), low & mask(bits - Long.SIZE));
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : -1L << (Long.SIZE - Math.min(bits, Long.SIZE));
  }

  /** The one text that RFC 5952 recommends for this address. */
  @Override
  public String toString() {
    return isV4() ? dotted() : grouped();
  }

  private String dotted() {
    return (low >>> 24 & 0xff)
        + "."
        + (low >>> 16 & 0xff)
        + "."
        + (low >>> 8 & 0xff)
        + "."
        + (low & 0xff);
  }

  private String grouped() {
    int start = 0;
    int length = 1;
    for (int from = 0; from < GROUPS; from++) {
      int zeros = zerosFrom(from);
      if (zeros > length) {
        start = from;
        length = zeros;
      }
    }
    // A single zero group is written out (RFC 5952 section 4.2.2).
    return length == 1
        ? groups(0, GROUPS)
        : groups(0, start) + "::" + groups(start + length, GROUPS);
  }

  private int zerosFrom(int from) {
    int to = from;
    while (to < GROUPS && group(to) == 0) {
      to++;
    }
    return to - from;
  }

  private String groups(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int index = from; index < to; index++) {
      text.append(index == from ? "" : ":").append(Long.toHexString(group(index)));
    }
    return text.toString();
  }

  private long group(int index) {
    long half = index < GROUPS / 2 ? high : low;
    int shift = (GROUPS / 2 - 1 - index % (GROUPS / 2)) * Short.SIZE;
    return (half >>> shift) & 0xffff;
  }
}
