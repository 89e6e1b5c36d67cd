// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

/**
 * Part of a line, which is not copied: whoever forges a cookie is to cost little. Immutable and
 * thread-safe.
 */
record Slice(String line, int from, int to) implements CharSequence {

  /** Returns a value without the white space around it, and without the quotes within that. */
  static Slice unquoted(String line, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(line.charAt(start))) {
      start++;
    }
    while (start < end && Character.isWhitespace(line.charAt(end - 1))) {
      end--;
    }
    boolean quoted = end - start > 1 && line.charAt(start) == '"' && line.charAt(end - 1) == '"';
    return quoted ? new Slice(line, start + 1, end - 1) : new Slice(line, start, end);
  }

  @Override
  public int length() {
    return to - from;
  }

  @Override
  public char charAt(int index) {
    return line.charAt(from + index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new Slice(line, from + start, from + end);
  }

  @Override
  public String toString() {
    return line.substring(from, to);
  }
}
