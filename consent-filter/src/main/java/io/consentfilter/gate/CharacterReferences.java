// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the value of an attribute as the HTML standard does, section 13.2.5.72. The bytes are taken
 * for UTF-8. References by name are known as far as they stand for ASCII; any other becomes {@link
 * #UNKNOWN}, which no address may hold where it counts.
 */
final class CharacterReferences {

  /** Stands for a character that is not known. */
  static final char UNKNOWN = '\uFFFF';

  private static final int LONGEST_NAME = 32;
  private static final int LONGEST_NUMBER = 0x10FFFF;

  private static final String WINDOWS_1252 =
      "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d"
          + "\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153"
          + "\u009d\u017e\u0178";

  private static final Map<String, String> NAMED = new HashMap<>();

  static {
    String table =
        "Tab \t NewLine \n excl ! quot \" QUOT \" num # dollar $ percnt % amp & AMP & apos ' lpar ("
            + " rpar ) ast * midast * plus + comma , period . sol / colon : semi ; lt < LT <"
            + " equals = gt > GT > quest ? commat @ lsqb [ lbrack [ bsol \\ rsqb ] rbrack ] Hat ^"
            + " lowbar _ UnderBar _ grave ` DiacriticalGrave ` lcub { lbrace { verbar | vert |"
            + " VerticalLine | rcub } rbrace } fjlig fj";
    // Single spaces divide, so that tab and newline can stand for themselves.
    String[] words = table.split(" ", -1);
    for (int i = 0; i + 1 < words.length; i += 2) {
      NAMED.put(words[i], words[i + 1]);
    }
  }

  private final String text;
  private final StringBuilder read;
  private int at;

  private CharacterReferences(String text) {
    this.text = text;
    this.read = new StringBuilder(text.length());
  }

  static String decode(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return text.indexOf('&') < 0 ? text : new CharacterReferences(text).decode();
  }

  private String decode() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '&' && at + 1 < text.length()) {
        reference();
      } else {
        read.append(c);
        at++;
      }
    }
    return read.toString();
  }

  private void reference() {
    char first = text.charAt(at + 1);
    if (first == '#') {
      numeric();
    } else if (isAlphanumeric(first)) {
      named();
    } else {
      read.append('&');
      at++;
    }
  }

  private void numeric() {
    int digits = at + 2;
    boolean hex = digits < text.length() && (text.charAt(digits) | 0x20) == 'x';
    int end = hex ? digits + 1 : digits;
    int start = end;
    int value = 0;
    while (end < text.length() && digit(text.charAt(end), hex) >= 0) {
      value = value * (hex ? 16 : 10) + digit(text.charAt(end), hex);
      value = Math.min(value, LONGEST_NUMBER + 1);
      end++;
    }
    if (end == start) {
      read.append('&');
      at++;
      return;
    }
    read.appendCodePoint(character(value));
    at = end < text.length() && text.charAt(end) == ';' ? end + 1 : end;
  }

  private static int digit(char c, boolean hex) {
    return c < 0x80 ? Character.digit(c, hex ? 16 : 10) : -1;
  }

  private static int character(int value) {
    if (value >= 0x80 && value < 0xA0) {
      return WINDOWS_1252.charAt(value - 0x80);
    }
    boolean surrogate = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    return value == 0 || surrogate || value > LONGEST_NUMBER ? 0xFFFD : value;
  }

  private void named() {
    int end = at + 1;
    while (end < text.length() && isAlphanumeric(text.charAt(end)) && end - at <= LONGEST_NAME) {
      end++;
    }
    String name = text.substring(at + 1, end);
    if (end < text.length() && text.charAt(end) == ';') {
      read.append(NAMED.getOrDefault(name, String.valueOf(UNKNOWN)));
      at = end + 1;
    } else {
      withoutSemicolon(name, end);
    }
  }

  /** Without its semicolon a reference counts in an attribute only where no letter or = follows. */
  private void withoutSemicolon(String name, int end) {
    boolean plain = end < text.length() && text.charAt(end) == '=';
    if (!plain && name.matches("amp|AMP|lt|LT|gt|GT|quot|QUOT")) {
      read.append(NAMED.get(name));
    } else {
      read.append('&').append(name);
    }
    at = end;
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
  }
}
