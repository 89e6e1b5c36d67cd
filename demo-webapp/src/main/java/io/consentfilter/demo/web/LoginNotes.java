// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

import io.consentfilter.demo.accounts.User;
import io.consentfilter.demo.accounts.Users;
import io.consentfilter.demo.rights.Activity;
import io.consentfilter.demo.store.Database;
import io.consentfilter.login.LoginEvent;
import io.consentfilter.login.LoginListener;
import java.util.Optional;

/** Writes what happens to logins into the activity of the firm. Thread-safe. */
final class LoginNotes implements LoginListener {

  private final Database database;
  private final Users users;

  LoginNotes(Database database, Users users) {
    this.database = database;
    this.users = users;
  }

  @Override
  public void on(LoginEvent event) {
    kind(event)
        .ifPresent(
            kind ->
                event.userId().flatMap(users::withId).ifPresent(user -> note(user, event, kind)));
  }

  private void note(User user, LoginEvent event, Activity.Kind kind) {
    new Activity(database.tenant(user.firm().id())).add(event.time(), user.name(), kind, "");
  }

  private static Optional<Activity.Kind> kind(LoginEvent event) {
    return switch (event.kind()) {
      case LOGIN -> Optional.of(Activity.Kind.LOGIN);
      case RESUMED -> Optional.of(Activity.Kind.RESUMED);
      case LOGOUT -> Optional.of(Activity.Kind.LOGOUT);
      case EXPIRED_IDLE, EXPIRED_ABSOLUTE -> Optional.of(Activity.Kind.EXPIRED);
      case REVOKED -> Optional.of(Activity.Kind.REVOKED);
      case STOLEN -> Optional.of(Activity.Kind.STOLEN);
      case FAILED, LOCKED_OUT -> Optional.empty();
    };
  }
}
