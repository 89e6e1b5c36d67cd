// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.Endings;
import io.consentfilter.demo.accounts.Passwords;
import io.consentfilter.demo.accounts.Users;
import io.consentfilter.demo.rights.Retention;
import io.consentfilter.demo.rights.Retention.Cause;
import io.consentfilter.demo.store.DataException;
import io.consentfilter.demo.store.Database;
import io.consentfilter.login.LoginListener;
import io.consentfilter.login.LoginStoreException;
import io.consentfilter.login.RememberedUser;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens the database before the filter starts, which asks it who still exists, runs what erases
 * every hour, and closes it after the last request. Thread-safe once opened.
 */
public final class Opening implements ServletContextListener {

  /** The attribute with the address of the database; a file in the folder without it. */
  static final String JDBC = "io.consentfilter.demo.jdbc";

  private static final System.Logger LOG = System.getLogger(Opening.class.getName());

  private @Nullable Database database;
  private @Nullable Users users;
  private @Nullable Retention retention;
  private @Nullable ScheduledFuture<?> hourly;
  private final ScheduledExecutorService hours =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "retention");
            thread.setDaemon(true);
            return thread;
          });

  /** Makes the listener; the container tells it when to open. */
  public Opening() {}

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Clock clock = Site.clock(context);
    Database opened = Database.open(url(context));
    Users known = new Users(opened, new Passwords(), clock);
    database = opened;
    users = known;
    retention = new Retention(opened, new Endings(opened, clock), clock);
    Samples.fill(opened, known, clock);
    context.setAttribute(Opening.class.getName(), this);
    provide(context, RememberedUser.class, id -> roles(known, id));
    provide(context, LoginListener.class, new LoginNotes(opened, known));
    run(Cause.START);
    hourly = hours.scheduleWithFixedDelay(() -> run(Cause.HOUR), 1, 1, TimeUnit.HOURS);
  }

  private static String url(ServletContext context) {
    return context.getAttribute(JDBC) instanceof String given
        ? given
        : "jdbc:h2:file:"
            + Site.folder(context).toAbsolutePath().resolve("books")
            + ";DB_CLOSE_ON_EXIT=FALSE";
  }

  /** What is there already was put there by whoever embeds us. */
  private static <T> void provide(ServletContext context, Class<T> type, T part) {
    if (context.getAttribute(type.getName()) == null) {
      context.setAttribute(type.getName(), part);
    }
  }

  private static Optional<Set<String>> roles(Users users, String id) {
    try {
      return users.withId(id).map(user -> Set.of(user.role().id()));
    } catch (DataException e) {
      throw new LoginStoreException("The users cannot be asked", e);
    }
  }

  private void run(Cause cause) {
    try {
      retention().run(cause);
    } catch (DataException e) {
      LOG.log(Level.WARNING, "Nothing could be erased; the next hour tries again", e);
    }
  }

  Database database() {
    return Objects.requireNonNull(database);
  }

  Users users() {
    return Objects.requireNonNull(users);
  }

  Retention retention() {
    return Objects.requireNonNull(retention);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (hourly != null) {
      hourly.cancel(false);
    }
    hours.shutdown();
    if (database != null) {
      database.close();
    }
  }
}
