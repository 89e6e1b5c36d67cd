// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import java.util.Base64;
import java.util.Optional;

/** Unpadded base64url (RFC 4648 section 5) of untrusted text. Thread-safe. */
final class Base64Url {

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns the bytes, or empty unless the text is the one canonical encoding of them. */
  static Optional<byte[]> decode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!inAlphabet(text.charAt(i))) {
        return Optional.empty();
      }
    }
    if (text.length() % 4 == 1) {
      return Optional.empty();
    }
    return restIsZero(text) ? Optional.of(Base64.getUrlDecoder().decode(text)) : Optional.empty();
  }

  /**
   * Two or three characters at the end hold four or two bits more than the bytes they stand for.
   */
  private static boolean restIsZero(String text) {
    return switch (text.length() % 4) {
      case 2 -> "AQgw".indexOf(text.charAt(text.length() - 1)) >= 0;
      case 3 -> "AEIMQUYcgkosw048".indexOf(text.charAt(text.length() - 1)) >= 0;
      default -> true;
    };
  }

  private static boolean inAlphabet(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
