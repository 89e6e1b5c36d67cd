// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of cookies and keys of storage that were seen, as a policy could declare them. */
final class SeenName {

  /** Some tools put the number of a visitor, an account or a measurement into the name. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?=[A-Za-z]*[0-9])[0-9A-Za-z]{16,}|(?=[A-Fa-f]*[0-9])[0-9A-Fa-f]{8,}|[0-9]{4,}");

  private static final Pattern SEVERAL = Pattern.compile("\\*(?:[-.]?\\*)*");

  /** What holds an {@code @} may be somebody's address. */
  private static final Pattern KEY = Pattern.compile("[!-?A-~]{1,256}");

  private SeenName() {}

  /**
   * Returns the name of a cookie with {@code *} for each number in it, or nothing if none could
   * declare it.
   */
  static Optional<String> cookie(String name) {
    return CookieReader.name(name)
        ? Optional.of(generalised(name)).filter(SeenName::declarable)
        : Optional.empty();
  }

  /** Returns a key of the browser's storage likewise. */
  static Optional<String> storageKey(String key) {
    return Optional.of(key)
        .filter(text -> KEY.matcher(text).matches())
        .map(SeenName::generalised)
        .filter(Wildcard::telling);
  }

  private static String generalised(String name) {
    return SEVERAL.matcher(NUMBER.matcher(name).replaceAll("*")).replaceAll("*");
  }

  /** Returns whether the reader takes a name, or a pattern, without a word. */
  private static boolean declarable(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return CookieReader.name(name)
        && (name.startsWith("__Host-") || !lower.startsWith("__host-"))
        && (name.startsWith("__Secure-") || !lower.startsWith("__secure-"))
        && ours().noneMatch(own -> Wildcard.matches(name, own));
  }

  private static Stream<String> ours() {
    return Stream.of(Transport.HTTPS, Transport.HTTP)
        .map(transport -> CookieNames.of(transport, ""))
        .flatMap(names -> Stream.of(names.consent(), names.session(), names.remember()));
  }
}
