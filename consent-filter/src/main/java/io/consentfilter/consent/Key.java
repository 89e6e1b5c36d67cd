// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One secret for HMAC-SHA-256, truncated to 128 bits (RFC 2104 section 5). Thread-safe. */
final class Key {

  static final int MAC_LENGTH = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec secret;
  private final byte id;

  /** A made one at rest: looking for the algorithm costs more than using it. */
  private final AtomicReference<@Nullable Mac> spare = new AtomicReference<>();

  Key(byte[] secret) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
    this.id = mac("key id".getBytes(StandardCharsets.US_ASCII), new byte[0], 0)[0];
  }

  /** Returns a byte that says which key signed; it is derived from the key and reveals nothing. */
  byte id() {
    return id;
  }

  /**
   * Returns the truncated MAC over a context and the first bytes of a message.
   *
   * @param context sets apart what the same key signs elsewhere
   */
  byte[] mac(byte[] context, byte[] message, int length) {
    return Arrays.copyOf(whole(context, message, length), MAC_LENGTH);
  }

  /** Returns the MAC at full length, fit to be a key itself (NIST SP 800-108 section 4.1). */
  byte[] derived(byte[] context, byte[] message) {
    return whole(context, message, message.length);
  }

  private byte[] whole(byte[] context, byte[] message, int length) {
    Mac present = spare.getAndSet(null);
    Mac mac = present == null ? made() : present;
    mac.update((byte) context.length);
    mac.update(context);
    mac.update(message, 0, length);
    byte[] code = mac.doFinal();
    spare.set(mac);
    return code;
  }

  private Mac made() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Returns, in constant time, whether the last 16 bytes are the MAC over all before them. */
  boolean signed(byte[] context, byte[] message) {
    int length = message.length - MAC_LENGTH;
    byte[] code = whole(context, message, length);
    int different = 0;
    for (int i = 0; i < MAC_LENGTH; i++) {
      different |= code[i] ^ message[length + i];
    }
    return different == 0;
  }

  @Override
  public String toString() {
    return "Key[redacted]";
  }
}
