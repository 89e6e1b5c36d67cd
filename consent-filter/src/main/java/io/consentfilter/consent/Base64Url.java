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
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
  }

  private static boolean inAlphabet(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
