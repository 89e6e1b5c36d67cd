// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The secret keys that sign choices: the first signs, all verify, so that keys can rotate.
 * Immutable and thread-safe.
 *
 * <p>As text, each line is a key of 32 random bytes in unpadded base64url; empty lines and lines
 * that start with {@code #} do not count. To rotate, put a new line on top; to retire a key, delete
 * its line: choices signed with it then count as no choice.
 */
public final class Keys {

  private static final int LENGTH = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<Key> keys;

  private Keys(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads keys from text.
   *
   * @throws IllegalArgumentException if there is no key or a line is not one; the message names the
   *     line, never its content
   */
  public static Keys parse(String text) {
    List<Key> keys = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String trimmed = line.strip();
      if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
        keys.add(key(trimmed, number));
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no key; make one with: java -jar consent.jar keys new");
    }
    return new Keys(keys);
  }

  private static Key key(String text, int line) {
    byte[] secret = Base64Url.decode(text).orElse(new byte[0]);
    if (secret.length != LENGTH) {
      throw new IllegalArgumentException(
          "line "
              + line
              + " is not a key: expected 32 bytes as 43 characters of base64url;"
              + " make one with: java -jar consent.jar keys new");
    }
    return new Key(secret);
  }

  /**
   * Reads keys from a UTF-8 file.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException as {@link #parse}
   */
  public static Keys read(Path file) throws IOException {
    return parse(Files.readString(file, StandardCharsets.UTF_8));
  }

  /** Returns the text of a new random key, one line without its end. */
  public static String generate() {
    byte[] secret = new byte[LENGTH];
    RANDOM.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** Returns the key that signs. */
  Key signing() {
    return keys.get(0);
  }

  /** Returns all keys; that of a signature is told by its one-byte id, which two may share. */
  List<Key> all() {
    return keys;
  }

  /**
   * Returns a secret of 32 bytes that follows from the key that signs: the same on every node that
   * has these keys, another one after a rotation. It tells nothing of the key or of other secrets.
   *
   * @param context what the secret is for, at most 100 ASCII characters; it sets apart what the
   *     same key is used for elsewhere
   * @param input whom or what the secret belongs to
   * @throws IllegalArgumentException if the context is longer or not ASCII
   */
  public byte[] derive(String context, String input) {
    if (!context.matches("\\p{ASCII}{1,100}")) {
      throw new IllegalArgumentException("not a context: \"" + context + "\"");
    }
    byte[] purpose = ("derive " + context).getBytes(StandardCharsets.US_ASCII);
    return signing().derived(purpose, input.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "Keys[" + keys.size() + " redacted]";
  }
}
