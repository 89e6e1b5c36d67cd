// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.time.Duration;
import java.util.List;

/**
 * How long a login lives and what keeps it alive. Immutable and thread-safe.
 *
 * @param idle the time without activity after which it ends; 60 minutes unless declared
 * @param absolute the time after which it ends whatever happens; 24 hours unless declared
 * @param warning how long before the end the visitor is warned; at least 20 seconds (WCAG 2.2
 *     success criterion 2.2.1), 2 minutes unless declared, or half of a shorter {@code idle}
 * @param sameSite the attribute of the session cookie, {@code LAX} unless declared
 * @param pollingPaths requests that never count as activity
 * @param pollingHeaders names of request headers whose presence says that a request is no activity
 */
public record SessionRules(
    Duration idle,
    Duration absolute,
    Duration warning,
    SameSite sameSite,
    List<PathPattern> pollingPaths,
    List<String> pollingHeaders) {

  /** Copies the lists. */
  public SessionRules {
    pollingPaths = List.copyOf(pollingPaths);
    pollingHeaders = List.copyOf(pollingHeaders);
  }
}
