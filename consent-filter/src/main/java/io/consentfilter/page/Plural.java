// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

import java.util.Locale;

/** The form that a noun takes after a whole number: the categories of the Unicode CLDR. */
enum Plural {
  ONE,
  TWO,
  FEW,
  MANY,
  OTHER;

  /** Returns the form in a language; any that has no rule here counts as English does. */
  static Plural of(Locale locale, long number) {
    return switch (locale.getLanguage()) {
      case "ar" -> arabic(number);
      case "pl" -> polish(number);
      case "fr" -> number < 2 ? ONE : OTHER;
      default -> number == 1 ? ONE : OTHER;
    };
  }

  private static Plural arabic(long number) {
    if (number == 1) {
      return ONE;
    } else if (number == 2) {
      return TWO;
    }
    long rest = number % 100;
    return rest < 3 ? OTHER : rest < 11 ? FEW : MANY;
  }

  private static Plural polish(long number) {
    if (number == 1) {
      return ONE;
    }
    long last = number % 10;
    boolean teen = number / 10 % 10 == 1;
    return last >= 2 && last <= 4 && !teen ? FEW : MANY;
  }

  /** Returns the last part of the keys of texts in this form. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
