// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.security.SecureRandom;
import java.util.Base64;

/** Random bytes as text that cookies, URLs and HTML take as it is. Safe for several threads. */
final class RandomText {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private RandomText() {}

  static String of(int byteCount, SecureRandom random) {
    byte[] bytes = new byte[byteCount];
    random.nextBytes(bytes);
    return BASE64URL.encodeToString(bytes);
  }
}
