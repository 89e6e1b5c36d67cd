// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

/** What happens to a cookie that no service declares. */
public enum Undeclared {
  /** It is withheld and its name is reported. */
  BLOCK,
  /** It passes and its name is reported: for migrating an existing application. */
  REPORT
}
