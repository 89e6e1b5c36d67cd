// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Random texts: ids that nobody can guess, and codes that open something. Of a code only the hash
 * is kept; 256 random bits need neither salt nor stretching. Thread-safe.
 */
public final class Code {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 16;
  private static final int SECRET_BYTES = 32;

  private Code() {}

  /** Returns the id of a new row. */
  public static String id() {
    return random(ID_BYTES);
  }

  /** Returns a new code that opens something. */
  public static String secret() {
    return random(SECRET_BYTES);
  }

  private static String random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return encoded(bytes);
  }

  /** Returns what is kept of a code. */
  public static String hash(String secret) {
    try {
      return encoded(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
