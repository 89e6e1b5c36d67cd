// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The SHA-256 (FIPS 180-4) of a remember token's validator: what a store may keep of it.
 *
 * <p>A validator is 256 random bits, so an unsalted hash cannot be inverted by guessing, and the
 * hash itself opens nothing when sent as a cookie. Comparison takes the same time whatever differs.
 * Immutable and therefore safe for use by several threads.
 */
public final class TokenHash {

  /** What an absent hash is compared as: no validator is known to have it. */
  static final TokenHash NONE = new TokenHash(new byte[32]);

  private final byte[] bytes;

  private TokenHash(byte[] bytes) {
    this.bytes = bytes;
  }

  static TokenHash ofValidator(String validator) {
    try {
      return new TokenHash(
          MessageDigest.getInstance("SHA-256").digest(validator.getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads back what {@link #text()} wrote.
   *
   * @param text 43 characters of unpadded base64url (RFC 4648 section 5)
   * @return the hash
   * @throws IllegalArgumentException if {@code text} is anything else; the message does not repeat
   *     it
   */
  public static TokenHash ofText(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length != 32) {
      throw new IllegalArgumentException("a token hash has 32 bytes, got " + bytes.length);
    }
    return new TokenHash(bytes);
  }

  /**
   * The hash as a store or a session keeps it.
   *
   * @return 43 characters of unpadded base64url
   */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenHash that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return (bytes[0] & 0xff) << 24
        | (bytes[1] & 0xff) << 16
        | (bytes[2] & 0xff) << 8
        | (bytes[3] & 0xff);
  }

  /** Names the type and nothing of the hash. */
  @Override
  public String toString() {
    return "TokenHash[redacted]";
  }
}
