// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Unpadded base64url (RFC 4648 section 5) of untrusted text. Thread-safe. */
final class Base64Url {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      VALUES[ALPHABET.charAt(i)] = (byte) i;
    }
  }

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Returns the bytes, or empty unless the text is the one canonical encoding of them. Forged
   * cookies come through here, so that it makes nothing but the bytes.
   */
  static Optional<byte[]> decode(CharSequence text) {
    if (text.length() % 4 == 1) {
      return Optional.empty();
    }
    byte[] bytes = new byte[text.length() * 3 / 4];
    int filled = 0;
    int bits = 0;
    int held = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int value = c < VALUES.length ? VALUES[c] : -1;
      if (value < 0) {
        return Optional.empty();
      }
      bits = bits << 6 | value;
      held += 6;
      if (held >= 8) {
        held -= 8;
        bytes[filled++] = (byte) (bits >> held);
        bits &= (1 << held) - 1;
      }
    }
    // What does not fill a byte is zero in the one encoding that counts.
    return bits == 0 ? Optional.of(bytes) : Optional.empty();
  }
}
