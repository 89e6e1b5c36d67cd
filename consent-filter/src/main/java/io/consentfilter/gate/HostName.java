// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** Writes a host of an address the one way that it is declared, whatever way the page does. */
final class HostName {

  /** What no one can tell, so that it is taken for any host. */
  static final String UNCLEAR = "?";

  /** What a browser leaves out of a host: soft hyphens, joiners and the like. */
  private static final String IGNORED =
      "[\\u00AD\\u034F\\u180B-\\u180F\\u200B-\\u200D\\u2060\\u2064\\uFE00-\\uFE0F\\uFEFF]";

  /** What the older standard for host names, which Java knows, writes differently. */
  private static final String DEVIATIONS = "\u00df\u1e9e\u03c2";

  private static final String NUMBER = "0[xX][0-9a-fA-F]*|[0-9]+";

  private HostName() {}

  static String ascii(String text) {
    String host = text.indexOf('%') < 0 ? text : percentDecoded(text);
    if (!host.chars().allMatch(c -> c < 0x80)) {
      host = international(host);
    }
    host = host.toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      return address(host);
    }
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return host.substring(host.lastIndexOf('.') + 1).matches(NUMBER) ? fourNumbers(host) : host;
  }

  private static String percentDecoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        decoded.write(high << 4 | low);
        i += 2;
      } else {
        decoded.write(bytes[i]);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  private static String international(String text) {
    if (text.indexOf(CharacterReferences.UNKNOWN) >= 0
        || text.chars().anyMatch(c -> DEVIATIONS.indexOf(c) >= 0)) {
      return UNCLEAR;
    }
    String mapped =
        Normalizer.normalize(text.replaceAll(IGNORED, ""), Normalizer.Form.NFKC)
            .replace('\u3002', '.');
    try {
      return IDN.toASCII(mapped, IDN.ALLOW_UNASSIGNED);
    } catch (IllegalArgumentException e) {
      return UNCLEAR;
    }
  }

  private static String address(String host) {
    if (!host.matches("\\[[0-9a-f:.]+\\]")) {
      return host;
    }
    try {
      // Only digits and colons within brackets: nothing is looked up.
      byte[] address = InetAddress.getByName(host).getAddress();
      return loopback(address) ? "[::1]" : host;
    } catch (UnknownHostException e) {
      return host;
    }
  }

  private static boolean loopback(byte[] address) {
    int sum = 0;
    for (byte part : address) {
      sum += part & 0xFF;
    }
    return address.length == 16 && sum == 1 && address[15] == 1;
  }

  /** Writes an IPv4 address, be it in hexadecimal or in one number, as four numbers. */
  private static String fourNumbers(String host) {
    String[] parts = host.split("\\.", -1);
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      long number = number(parts[i]);
      int bytes = i < parts.length - 1 ? 1 : 5 - parts.length;
      if (number < 0 || bytes < 1 || number >= 1L << (8 * bytes)) {
        return host;
      }
      address = address << (8 * bytes) | number;
    }
    return String.format(
        Locale.ROOT,
        "%d.%d.%d.%d",
        address >> 24,
        address >> 16 & 0xFF,
        address >> 8 & 0xFF,
        address & 0xFF);
  }

  private static long number(String text) {
    if (!text.matches(NUMBER) || text.length() > 14) {
      return -1;
    }
    boolean hex = text.length() > 1 && (text.charAt(1) | 0x20) == 'x';
    boolean octal = !hex && text.length() > 1 && text.charAt(0) == '0';
    String digits = hex ? "0" + text.substring(2) : text;
    try {
      return Long.parseLong(digits, hex ? 16 : octal ? 8 : 10);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
