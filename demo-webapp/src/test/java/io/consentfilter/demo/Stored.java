// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import io.consentfilter.demo.accounts.Passwords;
import io.consentfilter.demo.accounts.Person;
import io.consentfilter.demo.accounts.SignUp;
import io.consentfilter.demo.accounts.Users;
import io.consentfilter.demo.store.Database;
import java.time.Clock;
import java.util.UUID;

/** Databases that live as long as a test. */
public final class Stored {

  private Stored() {}

  /** Returns an empty database in memory. */
  public static Database empty() {
    return Database.open("jdbc:h2:mem:" + UUID.randomUUID());
  }

  /** Adds a firm without anybody in it. */
  public static void firm(Database database, String id) {
    Users users = new Users(database, new Passwords(), Clock.systemUTC());
    Person nobody = new Person("", "", "", "");
    users.found(new SignUp("Firm " + id, "", "", "", nobody, ""), id);
  }
}
