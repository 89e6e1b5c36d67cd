// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.Locale;

/** The attributes that matter here. */
enum Attribute {
  /** Every attribute without a constant of its own. */
  OTHER,
  LANG,
  DATA_CONSENT,
  DATA_CONSENT_OPEN,
  /** On {@code annotation-xml}: whether its content is HTML. */
  ENCODING,
  COLOR,
  FACE,
  SIZE;

  /** The length of the longest name; a longer one is none of these. */
  static final int LONGEST_NAME = "data-consent-open".length();

  private static final NameTable<Attribute> NAMES =
      new NameTable<>(values(), Attribute::html, OTHER);

  private static String html(Attribute attribute) {
    return attribute == OTHER ? "" : attribute.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Attribute find(byte[] name, int length) {
    return NAMES.find(name, length);
  }
}
