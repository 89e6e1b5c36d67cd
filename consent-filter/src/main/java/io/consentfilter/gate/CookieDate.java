// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lenient date of RFC 6265bis section 5.1.1: tokens in any order, most of them ignored. */
final class CookieDate {

  private static final Pattern DELIMITERS =
      Pattern.compile("[\\x09\\x20-\\x2F\\x3B-\\x40\\x5B-\\x60\\x7B-\\x7E]+");
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\D.*)?", Pattern.DOTALL);
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:\\D.*)?", Pattern.DOTALL);
  private static final Pattern YEAR = Pattern.compile("(\\d{2,4})(?:\\D.*)?", Pattern.DOTALL);
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final int FIRST_YEAR = 1601;

  private int hour = -1;
  private int minute;
  private int second;
  private int day = -1;
  private int month = -1;
  private int year = -1;

  private CookieDate() {}

  /** Returns the moment that a text names, or empty where a browser would ignore it too. */
  static Optional<Instant> parse(String text) {
    CookieDate date = new CookieDate();
    for (String token : DELIMITERS.split(text, -1)) {
      date.take(token);
    }
    return date.instant();
  }

  private void take(String token) {
    if (!takesTime(token) && !takesDay(token) && !takesMonth(token)) {
      takeYear(token);
    }
  }

  private boolean takesTime(String token) {
    Matcher matcher = TIME.matcher(token);
    if (hour >= 0 || !matcher.matches()) {
      return false;
    }
    hour = Integer.parseInt(matcher.group(1));
    minute = Integer.parseInt(matcher.group(2));
    second = Integer.parseInt(matcher.group(3));
    return true;
  }

  private boolean takesDay(String token) {
    Matcher matcher = DAY.matcher(token);
    if (day >= 0 || !matcher.matches()) {
      return false;
    }
    day = Integer.parseInt(matcher.group(1));
    return true;
  }

  private boolean takesMonth(String token) {
    if (month >= 0 || token.length() < 3) {
      return false;
    }
    int at = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
    if (at < 0 || at % 3 != 0) {
      return false;
    }
    month = at / 3 + 1;
    return true;
  }

  private void takeYear(String token) {
    Matcher matcher = YEAR.matcher(token);
    if (year < 0 && matcher.matches()) {
      int written = Integer.parseInt(matcher.group(1));
      year = written < 70 ? written + 2000 : written < 100 ? written + 1900 : written;
    }
  }

  private Optional<Instant> instant() {
    if (hour < 0 || day < 0 || month < 0 || year < FIRST_YEAR) {
      return Optional.empty();
    }
    try {
      LocalDateTime moment = LocalDateTime.of(year, month, day, hour, minute, second);
      return Optional.of(moment.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noSuchDate) {
      return Optional.empty();
    }
  }
}
