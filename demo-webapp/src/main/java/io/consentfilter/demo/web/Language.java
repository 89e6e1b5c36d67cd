// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language that Boekhuis speaks, Dutch unless asked otherwise. */
enum Language {
  NL(Locale.forLanguageTag("nl-NL")),
  EN(Locale.forLanguageTag("en-IE"));

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** Returns how dates and amounts are written. */
  Locale locale() {
    return locale;
  }

  /** Returns the BCP 47 tag. */
  String tag() {
    return locale.getLanguage();
  }

  static Optional<Language> tagged(String tag) {
    return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findFirst();
  }

  /** Returns the first language of the visitor's list that is spoken here. */
  static Language preferred(List<Locale> wishes) {
    return wishes.stream()
        .flatMap(wish -> tagged(wish.getLanguage()).stream())
        .findFirst()
        .orElse(NL);
  }
}
