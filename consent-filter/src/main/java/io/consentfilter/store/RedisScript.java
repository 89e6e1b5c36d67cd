// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.consentfilter.login.LoginStoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * The operations that Redis runs by itself, one round trip each.
 *
 * <p>Redis knows the script by its hash; only after a restart, when it does not, is the script sent
 * again. Safe for use by several threads.
 */
final class RedisScript {

  private static final Pattern ERROR_CODE = Pattern.compile("[A-Z]{2,20}(?= |$)");

  /** No text in UTF-8 has this byte: the one name that nothing stored can have. */
  private static final byte[] NOBODY = {(byte) 0xff};

  private final UnifiedJedis redis;
  private final List<byte[]> keys;
  private final byte[] source = source();
  private final byte[] hash = hash(source);

  RedisScript(UnifiedJedis redis, String prefix) {
    this.redis = redis;
    this.keys = List.of(prefix.getBytes(UTF_8));
  }

  private static byte[] source() {
    try (InputStream in = RedisScript.class.getResourceAsStream("redis-logins.lua")) {
      if (in == null) {
        throw new IllegalStateException("redis-logins.lua is missing beside its class");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-1 is what Redis names scripts by; nothing is kept secret or true by it. */
  private static byte[] hash(byte[] source) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(source);
      return HexFormat.of().formatHex(digest).getBytes(US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /** Whether a text comes back from Redis as it went: half a surrogate pair would not. */
  static boolean canKeep(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }

  /**
   * Runs an operation.
   *
   * @param arguments its name and its arguments; those that cannot be kept match nothing
   * @return what Redis made of it: bytes, a number, a list of such, or null
   */
  @Nullable Object run(List<String> arguments) {
    List<byte[]> encoded = new ArrayList<>();
    for (String argument : arguments) {
      encoded.add(canKeep(argument) ? argument.getBytes(UTF_8) : NOBODY);
    }
    try {
      return evaluated(encoded);
    } catch (RuntimeException e) {
      // Whatever the client throws means the same: nobody knows what Redis would have said.
      throw failed(e);
    }
  }

  private @Nullable Object evaluated(List<byte[]> arguments) {
    try {
      return redis.evalsha(hash, keys, arguments);
    } catch (JedisNoScriptException e) {
      return redis.eval(source, keys, arguments);
    }
  }

  private LoginStoreException failed(RuntimeException e) {
    if (e instanceof JedisDataException) {
      // Redis may repeat arguments in its answer: only the code goes on, and no cause.
      return new LoginStoreException("Redis refused an operation on logins: " + code(e), null);
    }
    if (e instanceof JedisConnectionException && redis instanceof RedisClient client) {
      // The idle connections are as dead: without this, each would fail one more request.
      client.getPool().clear();
    }
    if (e.getCause() instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new LoginStoreException("Redis could not be asked for logins", e);
  }

  private static String code(RuntimeException e) {
    Matcher code = ERROR_CODE.matcher(String.valueOf(e.getMessage()));
    return code.lookingAt() ? code.group() : "no code";
  }
}
