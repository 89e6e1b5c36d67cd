// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how long logins, remembered logins and choices live. */
final class LimitsReader {

  static final Duration DAY = Duration.ofHours(24);

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Whoever refused is not asked again within six months. */
  private static final Duration SHORTEST_CHOICE = Duration.ofDays(184);

  private static final Duration LONGEST_CHOICE = Duration.ofDays(393);

  private static final Form<Duration> SESSION = Durations.between(MINUTE, DAY);

  /** Time enough to press one button (WCAG 2.2 success criterion 2.2.1). */
  private static final Form<Duration> WARNING = Durations.between(Duration.ofSeconds(20), DAY);

  private static final Duration USUAL_WARNING = Duration.ofMinutes(2);

  private static final Form<Duration> MAX_AGE =
      Durations.between(MINUTE, CookieReader.LONGEST_LIFE);

  /** Never none: parallel requests would look like theft. */
  private static final Form<Duration> GRACE = Durations.between(SECOND, MINUTE);

  private static final Form<Duration> CHOICE = Durations.between(SHORTEST_CHOICE, LONGEST_CHOICE);

  /** From 2 on, since one mistyped password must leave no trace. */
  private static final Form<Integer> FAILURES = Form.number(2, 100);

  private static final Form<Duration> WAIT = Durations.between(SECOND, DAY);

  private static final Form<Duration> RETENTION =
      Durations.between(MINUTE, CookieReader.LONGEST_LIFE);

  /** No shorter than the longest choice, which must be provable as long as it counts. */
  private static final Form<Duration> KEPT =
      Durations.between(LONGEST_CHOICE, Duration.ofDays(20 * 365));

  private static final Form<SameSite> SAME_SITE =
      Form.oneOf(Map.of("Lax", SameSite.LAX, "Strict", SameSite.STRICT));

  private static final Form<String> HEADER =
      Form.text(
          Rule.TEXT,
          "not a header name",
          "at most 100 characters of RFC 9110, such as \"X-Background\"",
          text -> Optional.of(text).filter(t -> t.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")));

  private final Fields policy;
  private final Mistakes mistakes;

  LimitsReader(Fields policy, Mistakes mistakes) {
    this.policy = policy;
    this.mistakes = mistakes;
  }

  SessionRules session() {
    Fields fields = policy.object("session");
    Duration idle = fields.find("idle", SESSION, Duration.ofMinutes(60));
    Duration absolute = fields.find("absolute", SESSION, DAY);
    if (absolute.compareTo(idle) < 0) {
      mistakes.add(
          Rule.DURATION,
          fields.where("absolute"),
          "shorter than \"idle\"",
          Durations.shown(absolute),
          Durations.shown(idle) + " to " + Durations.shown(DAY));
    }
    Duration warning = warning(fields, idle);
    SameSite sameSite = fields.find("sameSite", SAME_SITE, SameSite.LAX);
    Fields polling = fields.object("polling");
    List<PathPattern> paths = polling.list("paths", Paths.PATTERN);
    List<String> headers = polling.list("headers", HEADER);
    polling.end();
    fields.end();
    return new SessionRules(idle, absolute, warning, sameSite, paths, headers);
  }

  private Duration warning(Fields fields, Duration idle) {
    Duration half = idle.dividedBy(2);
    Duration usual = half.compareTo(USUAL_WARNING) < 0 ? half : USUAL_WARNING;
    Duration warning = fields.find("warning", WARNING, usual);
    if (warning.compareTo(idle) >= 0) {
      mistakes.add(
          Rule.DURATION,
          fields.where("warning"),
          "not shorter than \"idle\"",
          Durations.shown(warning),
          "PT20S to less than " + Durations.shown(idle));
    }
    return warning;
  }

  RememberRules rememberMe() {
    Fields fields = policy.object("rememberMe");
    RememberRules rules =
        new RememberRules(
            fields.find("maxAge", MAX_AGE, Duration.ofDays(30)),
            fields.find("grace", GRACE, MINUTE));
    fields.end();
    return rules;
  }

  BreakInLimits breakIn() {
    Fields fields = policy.object("breakIn");
    int failures = fields.find("failures", FAILURES, 10);
    Duration window = fields.find("window", SESSION, Duration.ofMinutes(15));
    Duration firstWait = fields.find("firstWait", WAIT, SECOND);
    Duration usualLongest = usualLongest(firstWait, window);
    Duration longestWait = fields.find("longestWait", WAIT, usualLongest);
    if (longestWait.compareTo(firstWait) < 0 || longestWait.compareTo(window) >= 0) {
      String allowed =
          "at least \"firstWait\", " + Durations.shown(firstWait) + ", and less than \"window\", ";
      outOfStep(fields, "longestWait", longestWait, allowed + Durations.shown(window));
    }
    Duration retention = fields.find("retention", RETENTION, Duration.ofDays(30));
    if (retention.compareTo(window) < 0) {
      outOfStep(fields, "retention", retention, "at least \"window\", " + Durations.shown(window));
    }
    fields.end();
    return new BreakInLimits(failures, window, firstWait, longestWait, retention);
  }

  private static Duration usualLongest(Duration firstWait, Duration window) {
    Duration half = window.dividedBy(2);
    Duration usual = half.compareTo(MINUTE) < 0 ? half : MINUTE;
    return usual.compareTo(firstWait) < 0 ? firstWait : usual;
  }

  private void outOfStep(Fields fields, String key, Duration found, String allowed) {
    mistakes.add(Rule.DURATION, fields.where(key), "out of range", Durations.shown(found), allowed);
  }

  LedgerTerms ledger() {
    Fields fields = policy.object("ledger");
    LedgerTerms terms =
        new LedgerTerms(
            fields.find("jurisdiction", Form.TEXT, "EU"),
            fields.find("storageLocation", Form.TEXT, "EU"),
            fields.find("retention", KEPT, Duration.ofDays(5 * 365)));
    fields.end();
    return terms;
  }

  Duration choice() {
    Fields fields = policy.object("choice");
    Duration lifetime = fields.find("lifetime", CHOICE, SHORTEST_CHOICE);
    fields.end();
    return lifetime;
  }
}
