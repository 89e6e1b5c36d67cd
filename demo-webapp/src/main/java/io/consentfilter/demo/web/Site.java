// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.Endings;
import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.accounts.Users;
import io.consentfilter.demo.books.Books;
import io.consentfilter.demo.rights.Retention;
import io.consentfilter.demo.store.Database;
import io.consentfilter.demo.store.Tenant;
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
 * @param database where everything of the firms is
 * @param users who can log in
 * @param endings how firms leave
 * @param retention what erases
 * @param statistics how often pages were seen
 * @param clock what time it is
 */
record Site(
    Policy policy,
    Database database,
    Users users,
    Endings endings,
    Retention retention,
    Statistics statistics,
    Clock clock) {

  /** The attribute with the folder for page counts and books; a container's own without it. */
  static final String DATA = "io.consentfilter.demo.data";

  /** The firm to which belongs what belongs to no customer: Boekhuis itself. */
  static final String HOUSE = "t-boekhuis";

  static Site of(ServletContext context) throws IOException {
    Opening opening = (Opening) required(context, Opening.class.getName());
    Clock clock = clock(context);
    return new Site(
        (Policy) required(context, Policy.class.getName()),
        opening.database(),
        opening.users(),
        new Endings(opening.database(), clock),
        opening.retention(),
        new Statistics(folder(context).resolve("page-counts.txt"), clock),
        clock);
  }

  /** The filter leaves its policy in the context, and the listener what it opened. */
  private static Object required(ServletContext context, String name) {
    return Objects.requireNonNull(context.getAttribute(name), name);
  }

  static Clock clock(ServletContext context) {
    return context.getAttribute(Clock.class.getName()) instanceof Clock given
        ? given
        : Clock.systemUTC();
  }

  static Path folder(ServletContext context) {
    if (context.getAttribute(DATA) instanceof Path given) {
      return given;
    }
    return ((File) Objects.requireNonNull(context.getAttribute(ServletContext.TEMPDIR))).toPath();
  }

  LocalDate today() {
    return LocalDate.now(clock);
  }

  Books books(User user) {
    return new Books(users.tenant(user));
  }

  Tenant house() {
    return database.tenant(HOUSE);
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
