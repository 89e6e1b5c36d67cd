// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The first 24 bits of SHA-256 over what a visitor agrees to. Every part is preceded by its length
 * and every list by its size, so that no two meanings are written alike; texts, cookies and order
 * do not count, so that a corrected sentence asks nothing again.
 */
final class Fingerprint {

  private final MessageDigest digest;

  private Fingerprint() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static int purpose(String id, boolean sharing) {
    return new Fingerprint().text("purpose").text(id).text(String.valueOf(sharing)).bits();
  }

  static int service(
      String id, String purpose, String provider, List<String> recipients, List<String> origins) {
    return new Fingerprint()
        .text("service")
        .text(id)
        .text(purpose)
        .text(provider)
        .set(recipients)
        .set(origins)
        .bits();
  }

  private Fingerprint text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    digest.update(bytes);
    return this;
  }

  private Fingerprint set(Collection<String> texts) {
    TreeSet<String> sorted = new TreeSet<>(texts);
    number(sorted.size());
    sorted.forEach(this::text);
    return this;
  }

  private void number(int number) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
  }

  private int bits() {
    return ByteBuffer.wrap(digest.digest()).getInt() >>> 8;
  }
}
