// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/**
 * One mistake in a policy: what is wrong, what was found, what is allowed, and where. Immutable and
 * thread-safe.
 *
 * @param path where it is as a JSON path, such as {@code $.services[1].cookies[0].name}
 * @param line the line in the source, counted from 1
 * @param column the character in the line, counted from 1
 * @param problem what is wrong, in a few words
 * @param found what stands there, shortened and without credentials; may be empty
 * @param allowed what may stand there; may be empty
 * @param anchor the heading in {@code docs/troubleshooting.md} that explains it
 */
public record Mistake(
    String path,
    int line,
    int column,
    String problem,
    String found,
    String allowed,
    String anchor) {

  /** Returns the mistake on one line, without its place. */
  public String message() {
    return problem
        + (found.isEmpty() ? "" : "; found " + found)
        + (allowed.isEmpty() ? "" : "; allowed: " + allowed);
  }

  /** Returns where the documentation explains this kind of mistake. */
  public String link() {
    return "docs/troubleshooting.md#" + anchor;
  }

  /** Returns place, message and link on one line. */
  @Override
  public String toString() {
    return line + ":" + column + ": " + path + ": " + message() + " (" + link() + ")";
  }
}
