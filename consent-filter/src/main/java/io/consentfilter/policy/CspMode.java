// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/** What is done with the Content-Security-Policy that follows from declaration and choice. */
public enum CspMode {
  /** None is sent. */
  OFF,
  /** Violations are reported, nothing is refused. */
  REPORT_ONLY,
  /** The browser refuses what is not allowed. */
  ENFORCE
}
