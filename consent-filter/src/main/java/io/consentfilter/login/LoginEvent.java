// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that happened to a login, for the application's audit trail.
 *
 * <p>It holds no token, no password, no address and nothing that a visitor typed. References are
 * the first 96 bits of a SHA-256 (FIPS 180-4): they tell which events belong together, on every
 * node and after a restart, and cannot be turned back, since what is hashed is random and at least
 * 128 bits long.
 *
 * <p>Immutable and therefore safe for use by several threads.
 *
 * @param time when it happened
 * @param kind what happened
 * @param session refers to the login; empty where there is none, as after a wrong password
 * @param series refers to the remembered login it belongs to, if any
 * @param userId the application's own name for the user, where it is known; never logged here
 */
public record LoginEvent(
    Instant time,
    Kind kind,
    Optional<String> session,
    Optional<String> series,
    Optional<String> userId) {

  private static final int REFERENCE_BYTES = 12;
  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_-]{16}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** What happened. */
  public enum Kind {
    /** A password began a login. */
    LOGIN,
    /** A remember token began a login. */
    RESUMED,
    /** The user ended the login. */
    LOGOUT,
    /** The login was idle for too long. */
    EXPIRED_IDLE,
    /** The login has lived for as long as any may. */
    EXPIRED_ABSOLUTE,
    /** The login was ended from elsewhere, by the user or the application. */
    REVOKED,
    /** A replaced remember token was presented: the series and its logins have been ended. */
    STOLEN,
    /** An address failed so often that it was registered and is slowed from now on. */
    LOCKED_OUT,
    /** A password was wrong or a token forged. */
    FAILED
  }

  /**
   * Checks the references, which end up in logs.
   *
   * @throws IllegalArgumentException if one is not 16 characters of base64url; the message does not
   *     repeat it
   */
  public LoginEvent {
    checkReference(session);
    checkReference(series);
  }

  private static void checkReference(Optional<String> reference) {
    if (reference.isPresent() && !REFERENCE.matcher(reference.get()).matches()) {
      throw new IllegalArgumentException("a reference has 16 characters of base64url");
    }
  }

  /**
   * Makes the reference to a login or a series.
   *
   * @param id the id of the login or the selector of the series; any text
   * @return 16 characters of base64url (RFC 4648 section 5)
   */
  public static String reference(String id) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(hash, REFERENCE_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The line that is logged: {@code time=2026-11-01T09:00:00.000Z event=LOGIN
   * session=47DEQpj8HBSa-_TI series=-}, always these four in this order, {@code -} where there is
   * none. The user is left out.
   */
  @Override
  public String toString() {
    return "time="
        + TIME.format(time)
        + " event="
        + kind
        + " session="
        + session.orElse("-")
        + " series="
        + series.orElse("-");
  }
}
