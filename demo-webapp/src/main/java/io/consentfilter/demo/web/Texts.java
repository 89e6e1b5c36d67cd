// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** What the pages say in one language. Thread-safe. */
final class Texts {

  private static final ZoneId OFFICE = ZoneId.of("Europe/Amsterdam");
  private static final Map<Language, Texts> ALL = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      ALL.put(language, new Texts(language));
    }
  }

  private final Language language;
  private final Properties texts = new Properties();

  private Texts(Language language) {
    this.language = language;
    String name = "/texts/" + language.tag() + ".properties";
    try (InputStream in = Objects.requireNonNull(Texts.class.getResourceAsStream(name), name)) {
      texts.load(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Texts in(Language language) {
    return Objects.requireNonNull(ALL.get(language));
  }

  Language language() {
    return language;
  }

  Set<String> keys() {
    return texts.stringPropertyNames();
  }

  /** Returns the text; a key that does not exist is a mistake of ours. */
  String get(String key) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalArgumentException("No text " + key + " in " + language);
    }
    return text;
  }

  /** Returns the text if there is one. */
  Optional<String> find(String key) {
    return Optional.ofNullable(texts.getProperty(key));
  }

  /** Returns the text with its places filled in; its apostrophes are doubled. */
  String format(String key, Object... arguments) {
    return new MessageFormat(get(key), language.locale()).format(arguments);
  }

  String date(LocalDate date) {
    return DateTimeFormatter.ofPattern("d MMM yyyy", language.locale()).format(date);
  }

  /** Returns the day of a time at the office. */
  String day(Instant moment) {
    return date(LocalDate.ofInstant(moment, OFFICE));
  }

  /** Returns a time as the clock on the wall of the office shows it. */
  String moment(Instant moment) {
    return DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", language.locale())
        .format(moment.atZone(OFFICE));
  }

  String number(long number) {
    return NumberFormat.getIntegerInstance(language.locale()).format(number);
  }

  String euros(long cents) {
    return currency().format(BigDecimal.valueOf(cents, 2));
  }

  String wholeEuros(long euros) {
    NumberFormat format = currency();
    format.setMaximumFractionDigits(0);
    return format.format(euros);
  }

  private NumberFormat currency() {
    NumberFormat format = NumberFormat.getCurrencyInstance(language.locale());
    format.setCurrency(Currency.getInstance("EUR"));
    return format;
  }
}
