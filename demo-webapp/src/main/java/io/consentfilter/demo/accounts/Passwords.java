// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.accounts;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Salted password hashes with PBKDF2-HMAC-SHA-256 and the number of rounds that the OWASP password
 * storage cheat sheet asks for. Thread-safe.
 */
public final class Passwords {

  /** How often each password is hashed. */
  public static final int ROUNDS = 600_000;

  private static final int BYTES = 32;
  private static final String KIND = "pbkdf2-sha256";

  private final SecureRandom random = new SecureRandom();

  /** Makes it. */
  public Passwords() {}

  /** A hash that no password has, to spend the same time on a user who does not exist. */
  final Hash unmatched = new Hash(bytes(16), bytes(BYTES));

  /** Returns the hash of a password under a new salt. */
  Hash hash(String password) {
    byte[] salt = bytes(16);
    return new Hash(salt, derive(password, salt));
  }

  /**
   * Returns the hash that {@link Hash#encoded} wrote; one that cannot be read matches nothing, as
   * that of somebody who was invited and has no password yet.
   */
  Hash read(String encoded) {
    String[] parts = encoded.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(KIND) || !parts[1].equals("" + ROUNDS)) {
      return unmatched;
    }
    Base64.Decoder decoder = Base64.getUrlDecoder();
    return new Hash(decoder.decode(parts[2]), decoder.decode(parts[3]));
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] derive(String password, byte[] salt) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, BYTES * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** A stored hash; it never prints itself. */
  static final class Hash {

    private final byte[] salt;
    private final byte[] value;

    private Hash(byte[] salt, byte[] value) {
      this.salt = salt;
      this.value = value;
    }

    /** Returns whether this is the hash of the password, in a time that tells nothing. */
    boolean matches(String password) {
      return MessageDigest.isEqual(value, derive(password, salt));
    }

    /** Returns how it was made, its salt and its value, for the store. */
    String encoded() {
      Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
      return String.join(
          "$", KIND, "" + ROUNDS, encoder.encodeToString(salt), encoder.encodeToString(value));
    }

    @Override
    public String toString() {
      return "Hash[redacted]";
    }
  }
}
