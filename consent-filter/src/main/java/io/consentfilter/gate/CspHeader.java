// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A Content-Security-Policy header, ready to be sent as a header of its own. Immutable and
 * thread-safe.
 */
public final class CspHeader {

  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9+/_-]{16,200}={0,2}");

  private final String name;

  /** What stands before, between and after the places for a nonce. */
  private final List<String> parts;

  private final String withoutNonce;

  private CspHeader(String name, List<String> parts) {
    this.name = name;
    this.parts = List.copyOf(parts);
    this.withoutNonce = String.join("", parts);
  }

  /** Returns the header's name, which tells whether browsers enforce it or only report. */
  public String name() {
    return name;
  }

  /** Returns the value for a page without a nonce; where one is asked for, no inline code runs. */
  public String value() {
    return withoutNonce;
  }

  /** Returns whether the policy lets inline code run by nonce only, so that a page needs one. */
  public boolean asksForNonce() {
    return parts.size() > 1;
  }

  /**
   * Returns the value for a page with a nonce; the same as without where none is asked for, since a
   * nonce would take the permission from all other inline code.
   *
   * @param nonce fresh for this page, from a secure source of at least 96 bits, in base64
   * @throws IllegalArgumentException if it is not such a text
   */
  public String value(String nonce) {
    if (!NONCE.matcher(nonce).matches()) {
      throw new IllegalArgumentException("a nonce is at least 16 characters of base64");
    }
    return String.join(" 'nonce-" + nonce + "'", parts);
  }

  int length() {
    return withoutNonce.length();
  }

  @Override
  public String toString() {
    return name + ": " + withoutNonce;
  }

  /** Writes directives one after the other. Not thread-safe. */
  static final class Builder {
    private final String name;
    private final List<String> parts = new ArrayList<>();
    private StringBuilder part = new StringBuilder();

    Builder(String name) {
      this.name = name;
    }

    Builder directive(String directive) {
      part.append(part.isEmpty() && parts.isEmpty() ? "" : "; ").append(directive);
      return this;
    }

    Builder directive(String directive, String source) {
      return directive(directive).add(source);
    }

    Builder add(String source) {
      part.append(' ').append(source);
      return this;
    }

    Builder add(Collection<String> sources) {
      sources.forEach(this::add);
      return this;
    }

    /** Leaves a place for a nonce. */
    Builder nonce() {
      parts.add(part.toString());
      part = new StringBuilder();
      return this;
    }

    CspHeader build() {
      parts.add(part.toString());
      return new CspHeader(name, parts);
    }
  }
}
