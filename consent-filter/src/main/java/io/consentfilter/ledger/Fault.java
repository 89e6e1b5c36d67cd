// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.ledger;

/**
 * Something in a ledger that is not as it was written. Immutable and thread-safe.
 *
 * @param line the line as the file shows it, counted from 1, a checkpoint at its start included; 0
 *     where no line is meant
 * @param message what is wrong, in words, without the content of the line
 */
public record Fault(long line, String message) {

  @Override
  public String toString() {
    return line == 0 ? message : "line " + line + ": " + message;
  }
}
