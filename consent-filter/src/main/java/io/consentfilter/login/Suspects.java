// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.consentfilter.login.ForwardTime.Moment;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who has failed, but not often enough to be named.
 *
 * <p>Of an address only a keyed hash is kept (HMAC with SHA-256, RFC 2104), for as long as its last
 * failure counts. The key is random, stays in memory and is replaced once per window, so that
 * hashes of different days cannot be compared. Not safe for use by several threads.
 */
final class Suspects {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  /** The first 128 bits of a keyed hash. */
  private record Blind(long high, long low) {}

  private final SecureRandom random = new SecureRandom();
  private final BreakInRules rules;
  private final MostSerious<Blind, List<Moment>> kept;
  private Mac current = newKey();

  /** Whatever was hashed with the key before this one is out of date when this one goes. */
  private Mac previous = newKey();

  private Duration rotated;

  Suspects(BreakInRules rules, Moment now) {
    this.rules = rules;
    this.kept = new MostSerious<>(rules.most());
    this.rotated = now.passed();
  }

  private Mac newKey() {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static Blind blind(String origin, Mac key) {
    ByteBuffer hash = ByteBuffer.wrap(key.doFinal(origin.getBytes(UTF_8)));
    return new Blind(hash.getLong(), hash.getLong());
  }

  /**
   * Notes a failure.
   *
   * @return this and the others that still count, oldest first; once they are enough to be named,
   *     they are forgotten here
   */
  List<Moment> failed(String origin, Moment now) {
    List<Moment> failures = new ArrayList<>(forget(origin).orElse(List.of()));
    failures.removeIf(then -> then.passed().compareTo(outdated(now)) <= 0);
    failures.add(now);
    if (failures.size() < rules.failures()) {
      kept.put(blind(origin, current), List.copyOf(failures), failures.size(), now.passed());
    }
    return failures;
  }

  Optional<List<Moment>> forget(String origin) {
    return kept.remove(blind(origin, current)).or(() -> kept.remove(blind(origin, previous)));
  }

  void clear() {
    kept.clear();
  }

  /** Drops what no longer counts, and replaces the key if it is time to. */
  void tidy(Moment now) {
    kept.dropUntil(outdated(now));
    if (rotated.compareTo(outdated(now)) <= 0) {
      previous = current;
      current = newKey();
      rotated = now.passed();
    }
  }

  private Duration outdated(Moment now) {
    return now.passed().minus(rules.window());
  }

  int size() {
    return kept.size();
  }
}
