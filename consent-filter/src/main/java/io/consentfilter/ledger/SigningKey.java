// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One Ed25519 key (RFC 8032), of which a retired one has no private half. Immutable and
 * thread-safe.
 */
final class SigningKey {

  private static final String ALGORITHM = "Ed25519";
  private static final int LENGTH = 32;
  private static final Pattern TEXT = Pattern.compile("(?:[A-Za-z0-9_-]{43}\\.)?[A-Za-z0-9_-]{43}");

  /** What stands before the 32 bytes of a key in its DER form (RFC 8410). */
  private static final byte[] PRIVATE_PREFIX =
      Base64.getDecoder().decode("MC4CAQAwBQYDK2VwBCIEIA==");

  private static final byte[] PUBLIC_PREFIX = Base64.getDecoder().decode("MCowBQYDK2VwAyEA");

  private final Optional<PrivateKey> secret;
  private final PublicKey open;
  private final String x;
  private final String id;

  private SigningKey(Optional<PrivateKey> secret, PublicKey open, String x) {
    this.secret = secret;
    this.open = open;
    this.x = x;
    // The thumbprint of RFC 7638, in the form of RFC 8037 appendix A.3.
    this.id = Hashes.of("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}");
  }

  /** Returns the text of a new key: private and public half, with a dot between them. */
  static String generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return last(pair.getPrivate().getEncoded()) + "." + last(pair.getPublic().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 15 and later have " + ALGORITHM, e);
    }
  }

  private static String last(byte[] der) {
    return Hashes.encode(Arrays.copyOfRange(der, der.length - LENGTH, der.length));
  }

  /** Reads what {@link #generate} wrote, or the public half alone. */
  static Optional<SigningKey> parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      return Optional.empty();
    }
    String x = text.substring(text.indexOf('.') + 1);
    try {
      KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
      PublicKey open = keys.generatePublic(new X509EncodedKeySpec(der(PUBLIC_PREFIX, x)));
      if (text.equals(x)) {
        return Optional.of(new SigningKey(Optional.empty(), open, x));
      }
      byte[] der = der(PRIVATE_PREFIX, text.substring(0, text.indexOf('.')));
      PrivateKey secret = keys.generatePrivate(new PKCS8EncodedKeySpec(der));
      SigningKey key = new SigningKey(Optional.of(secret), open, x);
      return key.verifies("a pair", key.sign("a pair")) ? Optional.of(key) : Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
      return Optional.empty();
    }
  }

  private static byte[] der(byte[] prefix, String key) {
    byte[] bytes = Base64.getUrlDecoder().decode(key);
    byte[] der = Arrays.copyOf(prefix, prefix.length + bytes.length);
    System.arraycopy(bytes, 0, der, prefix.length, bytes.length);
    return der;
  }

  boolean signs() {
    return secret.isPresent();
  }

  /** Returns what tells this key from others. */
  String id() {
    return id;
  }

  /** Returns the public half. */
  String x() {
    return x;
  }

  String sign(String text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret.orElseThrow());
      signature.update(text.getBytes(US_ASCII));
      return Hashes.encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key that was checked does not sign", e);
    }
  }

  boolean verifies(String text, String signature) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(open);
      check.update(text.getBytes(US_ASCII));
      return check.verify(Base64.getUrlDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }
}
