// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.consent;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The value of the consent cookie, version 1. Big-endian bytes as unpadded base64url:
 *
 * <pre>
 * 1   version, 1
 * 1   id of the signing key
 * 4   when decided, seconds since 1970, unsigned
 * 2   revision of the policy
 * 16  record id
 * 2   number n of answers
 * 3n  fingerprints, ascending
 * n/8 granted bits, rounded up, the first answer in the highest bit; unused bits are zero
 * 16  HMAC-SHA-256 over the cookie's name and all the above, truncated to 128 bits
 * </pre>
 *
 * Thread-safe.
 */
final class ChoiceCodec {

  private static final byte VERSION = 1;
  private static final int RECORD_ID = 16;
  private static final int HEAD = 1 + 1 + 4 + 2 + RECORD_ID + 2;
  private static final int FINGERPRINT = 3;

  /** Longer values are refused before any work is done on them. */
  static final int MAX_LENGTH = 4000;

  /** As many as fit into that length: 25 bits each beside 42 bytes. */
  static final int MAX_ANSWERS = (MAX_LENGTH * 3 / 4 - 64) * 8 / 25;

  private final Keys keys;
  private final byte[] context;

  /**
   * Creates a codec.
   *
   * @param cookieName is signed too, so that a choice of one application is none in another
   */
  ChoiceCodec(Keys keys, String cookieName) {
    this.keys = keys;
    this.context = cookieName.getBytes(StandardCharsets.US_ASCII);
  }

  String encode(Choice choice) {
    NavigableMap<Integer, Boolean> answers = choice.answers();
    int length = HEAD + answers.size() * FINGERPRINT + bitmapLength(answers.size());
    Key key = keys.signing();
    ByteBuffer buffer = ByteBuffer.allocate(length + Key.MAC_LENGTH);
    buffer.put(VERSION).put(key.id());
    buffer.putInt((int) choice.decidedAt().getEpochSecond());
    buffer.putShort((short) choice.revision());
    buffer.put(Base64Url.decode(choice.recordId()).orElseThrow());
    buffer.putShort((short) answers.size());
    for (int fingerprint : answers.keySet()) {
      buffer.put((byte) (fingerprint >> 16)).putShort((short) fingerprint);
    }
    putBitmap(answers, buffer);
    buffer.put(key.mac(context, buffer.array(), length));
    return Base64Url.encode(buffer.array());
  }

  private static void putBitmap(NavigableMap<Integer, Boolean> answers, ByteBuffer buffer) {
    byte[] bits = new byte[bitmapLength(answers.size())];
    int i = 0;
    for (boolean granted : answers.values()) {
      if (granted) {
        bits[i / 8] |= (byte) (0x80 >> (i % 8));
      }
      i++;
    }
    buffer.put(bits);
  }

  /** Returns the choice, or empty for anything that was not signed by one of the keys. */
  Optional<Choice> decode(CharSequence value) {
    return bytes(value).filter(this::signed).map(ChoiceCodec::parse);
  }

  /** Returns the bytes of what looks like a choice and may have been forged. */
  Optional<byte[]> bytes(CharSequence value) {
    if (value.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return Base64Url.decode(value)
        .filter(bytes -> bytes.length >= HEAD + Key.MAC_LENGTH && bytes[0] == VERSION);
  }

  /** Returns, in constant time for each key, whether one of them signed such bytes. */
  boolean signed(byte[] bytes) {
    for (Key key : keys.all()) {
      if (key.id() == bytes[1] && key.signed(context, bytes)) {
        return true;
      }
    }
    return false;
  }

  /** Reads signed bytes: this class wrote them, so their form is right. */
  static Choice parse(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 2, bytes.length - 2);
    Instant decidedAt = Instant.ofEpochSecond(Integer.toUnsignedLong(buffer.getInt()));
    int revision = Short.toUnsignedInt(buffer.getShort());
    String recordId = Base64Url.encode(Arrays.copyOfRange(bytes, 8, 8 + RECORD_ID));
    buffer.position(8 + RECORD_ID);
    int count = Short.toUnsignedInt(buffer.getShort());
    int bits = HEAD + count * FINGERPRINT;
    Map<Integer, Boolean> answers = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      int fingerprint =
          Byte.toUnsignedInt(buffer.get()) << 16 | Short.toUnsignedInt(buffer.getShort());
      answers.put(fingerprint, (bytes[bits + i / 8] & 0x80 >> (i % 8)) != 0);
    }
    return new Choice(recordId, decidedAt, revision, new TreeMap<>(answers));
  }

  private static int bitmapLength(int count) {
    return (count + 7) / 8;
  }
}
