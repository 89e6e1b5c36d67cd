// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The value of a remember cookie: a selector that finds the series and a validator that proves the
 * right to it.
 *
 * <p>Both are random and say nothing about the user. As text: 22 characters, a dot, 43 characters,
 * all of them allowed in a cookie without quoting (RFC 6265 section 4.1.1). Immutable and therefore
 * safe for use by several threads.
 */
public final class RememberToken {

  private static final int SELECTOR_BYTES = 16;
  private static final int VALIDATOR_BYTES = 32;
  private static final int SELECTOR_LENGTH = 22;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}");

  private final String selector;
  private final String validator;

  private RememberToken(String selector, String validator) {
    this.selector = selector;
    this.validator = validator;
  }

  static RememberToken first(SecureRandom random) {
    return new RememberToken(
        RandomText.of(SELECTOR_BYTES, random), RandomText.of(VALIDATOR_BYTES, random));
  }

  RememberToken successor(SecureRandom random) {
    return new RememberToken(selector, RandomText.of(VALIDATOR_BYTES, random));
  }

  /**
   * Reads a cookie value that anybody may have written.
   *
   * @param cookieValue any text
   * @return the token, or empty if the text does not have the form of one
   */
  public static Optional<RememberToken> parse(String cookieValue) {
    if (!FORM.matcher(cookieValue).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new RememberToken(
            cookieValue.substring(0, SELECTOR_LENGTH), cookieValue.substring(SELECTOR_LENGTH + 1)));
  }

  /**
   * The selector, which names the series and is no secret on its own.
   *
   * @return 22 characters of base64url
   */
  public String selector() {
    return selector;
  }

  /**
   * The hash of the validator, for {@link RememberMe#confirm} and for stores.
   *
   * @return the hash
   */
  public TokenHash hash() {
    return TokenHash.ofValidator(validator);
  }

  /**
   * The secret itself, for the cookie and nothing else.
   *
   * @return 66 characters
   */
  public String cookieValue() {
    return selector + "." + validator;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RememberToken that
        && MessageDigest.isEqual(
            cookieValue().getBytes(US_ASCII), that.cookieValue().getBytes(US_ASCII));
  }

  @Override
  public int hashCode() {
    return selector.hashCode();
  }

  /** Names the type and nothing of the token. */
  @Override
  public String toString() {
    return "RememberToken[redacted]";
  }
}
