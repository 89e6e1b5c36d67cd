// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/**
 * A place in the source of a policy.
 *
 * @param path the JSON path
 * @param line the line, counted from 1
 * @param column the character in the line, counted from 1
 */
record Where(String path, int line, int column) {

  static final Where START = new Where("$", 1, 1);

  /** Returns the path of a member: plain where the key is a word, quoted where it is not. */
  static String member(String path, String key) {
    boolean word = key.length() <= Shown.LONGEST && key.matches("[A-Za-z_][A-Za-z0-9_-]*");
    return word ? path + "." + key : path + "[" + Shown.quoted(key) + "]";
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
