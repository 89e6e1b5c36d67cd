// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the rule of one cookie. */
final class CookieReader implements Form<CookieRule> {

  /** What browsers keep a cookie for at most: RFC 6265bis section 5.5. */
  static final Duration LONGEST_LIFE = Duration.ofDays(400);

  private static final Form<String> NAME =
      Form.text(
          Rule.COOKIE,
          "not a cookie name",
          "at most 256 characters of RFC 6265, * as wildcard beside at least two others",
          text -> Optional.of(text).filter(CookieReader::name));

  private static final Form<String> PATH =
      Form.text(
          Rule.COOKIE,
          "not a cookie path",
          "a path from /, without ;",
          text -> Optional.of(text).filter(t -> t.startsWith("/") && t.indexOf(';') < 0));

  private static final Form<Duration> LIFETIME =
      Durations.between(Duration.ofSeconds(1), LONGEST_LIFE);

  private static final Form<SameSite> SAME_SITE =
      Form.oneOf(Map.of("None", SameSite.NONE, "Lax", SameSite.LAX, "Strict", SameSite.STRICT));

  private final Texts texts;
  private final List<String> ours;
  private final Claims<String> declared = new Claims<>();

  /** One vendor may set its own cookie through several of its services. */
  private final Set<String> thirdParty = new HashSet<>();

  CookieReader(Texts texts, String suffix) {
    this.texts = texts;
    // With either transport: what passes in production passes in development too.
    this.ours =
        Stream.of(Transport.HTTPS, Transport.HTTP)
            .map(transport -> CookieNames.of(transport, suffix))
            .flatMap(names -> Stream.of(names.consent(), names.session(), names.remember()))
            .toList();
  }

  static boolean name(String text) {
    return text.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}") && Wildcard.telling(text);
  }

  @Override
  public Optional<CookieRule> read(Located value, Mistakes mistakes) {
    return Fields.of(value, mistakes).map(fields -> rule(fields, mistakes));
  }

  private CookieRule rule(Fields fields, Mistakes mistakes) {
    CookieRule rule =
        new CookieRule(
            fields.need("name", NAME, ""),
            fields.find("lifetime", LIFETIME),
            fields.find("httpOnly", Form.TRUTH, false),
            fields.find("sameSite", SAME_SITE, SameSite.LAX),
            fields.list("domains", Addresses.DOMAIN),
            fields.list("paths", PATH),
            fields.find("partitioned", Form.TRUTH, false),
            fields.find("thirdParty", Form.TRUTH, false),
            fields.find("description", texts.localized()));
    fields.end();
    if (!rule.name().isEmpty()) {
      boolean known = rule.thirdParty() && !thirdParty.add(rule.name());
      if (!known) {
        checkUse(rule.name(), fields.where("name"), mistakes);
      }
      checkPrefix(rule, fields.where("name"), mistakes);
    }
    return rule;
  }

  private void checkUse(String name, Where where, Mistakes mistakes) {
    declared
        .claim(name, where)
        .ifPresent(
            first ->
                mistakes.add(
                    Rule.COOKIE,
                    where,
                    "a cookie declared twice, first at " + first,
                    Shown.quoted(name),
                    "each name once, in one service"));
    ours.stream()
        .filter(own -> Wildcard.matches(name, own))
        .findFirst()
        .ifPresent(
            own ->
                mistakes.add(
                    Rule.COOKIE,
                    where,
                    "covers \"" + own + "\", which the filter itself sets",
                    Shown.quoted(name),
                    "another name, or a \"cookieSuffix\""));
  }

  // Browsers know the prefixes in any case (RFC 6265bis section 5.4), people should see one.
  private static void checkPrefix(CookieRule rule, Where where, Mistakes mistakes) {
    String lower = rule.name().toLowerCase(Locale.ROOT);
    boolean host = lower.startsWith("__host-");
    boolean misspelt =
        (host && !rule.name().startsWith("__Host-"))
            || (lower.startsWith("__secure-") && !rule.name().startsWith("__Secure-"));
    if (misspelt) {
      mistakes.add(
          Rule.COOKIE,
          where,
          "a misspelt prefix",
          Shown.quoted(rule.name()),
          "\"__Host-\" and \"__Secure-\"");
    }
    if (host && !(rule.domains().isEmpty() && rule.paths().isEmpty())) {
      mistakes.add(
          Rule.COOKIE,
          where,
          "a \"__Host-\" cookie has neither domains nor paths",
          Shown.quoted(rule.name()),
          "no \"domains\" and no \"paths\", or another name");
    }
  }
}
