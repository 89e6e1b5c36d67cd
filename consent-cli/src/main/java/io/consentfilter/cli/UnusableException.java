// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.cli;

/** Says what on the command line cannot be used. */
final class UnusableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnusableException(String message) {
    super(message);
  }
}
