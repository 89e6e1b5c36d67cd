// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import io.consentfilter.policy.SameSite;
import jakarta.servlet.ServletContainerInitializer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container deploys. All that the servlet API can register, the initialisers register; the
 * rest is said here.
 *
 * @param contextPath where it is, empty for the root
 * @param initializers run in this order
 * @param errorPages what is shown for a status
 * @param sameSite what to configure for cookies where a container has a setting of its own for it
 */
public record Application(
    String contextPath,
    List<ServletContainerInitializer> initializers,
    Map<Integer, String> errorPages,
    Optional<SameSite> sameSite) {

  /** Copies the lists. */
  public Application {
    initializers = List.copyOf(initializers);
    errorPages = Map.copyOf(errorPages);
  }
}
