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
  SIZE,
  // What loads
  SRC,
  HREF,
  XLINK_HREF,
  SRCSET,
  IMAGESRCSET,
  SRCDOC,
  DATA,
  CODEBASE,
  ACTION,
  FORMACTION,
  POSTER,
  BACKGROUND,
  CONTENT,
  TO,
  FROM,
  VALUES,
  // What tells how
  TYPE,
  LANGUAGE,
  HTTP_EQUIV;

  /** The length of the longest name; a longer one is none of these. */
  static final int LONGEST_NAME = "data-consent-open".length();

  private static final NameTable<Attribute> NAMES =
      new NameTable<>(values(), Attribute::html, OTHER);

  private static String html(Attribute attribute) {
    if (attribute == OTHER) {
      return "";
    }
    String name = attribute.name().toLowerCase(Locale.ROOT);
    return attribute == XLINK_HREF ? "xlink:href" : name.replace('_', '-');
  }

  static Attribute find(byte[] name, int length) {
    return NAMES.find(name, length);
  }

  /** Finds the attribute of a name in any case. */
  static Attribute find(byte[] bytes, int from, int to) {
    return to - from > LONGEST_NAME ? OTHER : NAMES.findAnyCase(bytes, from, to);
  }
}
