// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.policy.Policy;
import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * All that the pages draw on. Thread-safe.
 *
 * @param policy what the site declares
 * @param users who can log in
 * @param books whose invoices are kept
 * @param statistics how often pages were seen
 * @param clock what time it is
 */
record Site(Policy policy, Users users, Books books, Statistics statistics, Clock clock) {

  /** The attribute with the folder for the page counts; a container's own folder without it. */
  static final String DATA = "io.consentfilter.demo.data";

  static Site of(ServletContext context) throws IOException {
    Clock clock =
        context.getAttribute(Clock.class.getName()) instanceof Clock given
            ? given
            : Clock.systemUTC();
    return new Site(
        policy(context),
        new Users(new Passwords()),
        new Books(LocalDate.now(clock)),
        new Statistics(folder(context).resolve("page-counts.txt"), clock),
        clock);
  }

  /** The filter leaves the policy that it enforces in the context. */
  private static Policy policy(ServletContext context) {
    return (Policy) Objects.requireNonNull(context.getAttribute(Policy.class.getName()));
  }

  private static Path folder(ServletContext context) {
    if (context.getAttribute(DATA) instanceof Path given) {
      return given;
    }
    return ((File) Objects.requireNonNull(context.getAttribute(ServletContext.TEMPDIR))).toPath();
  }

  LocalDate today() {
    return LocalDate.now(clock);
  }

  /**
   * Returns an address at the origin that the policy declares for a service, so that no page names
   * an origin of its own; empty where the policy has no such service or origin.
   */
  Optional<String> address(String serviceId, String path) {
    return policy
        .service(serviceId)
        .flatMap(service -> service.origins().stream().findFirst())
        .map(origin -> origin + path);
  }
}
