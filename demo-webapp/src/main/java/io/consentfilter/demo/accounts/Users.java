// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.accounts;

import io.consentfilter.demo.store.Code;
import io.consentfilter.demo.store.DataException;
import io.consentfilter.demo.store.Database;
import io.consentfilter.demo.store.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everybody who can log in, of all firms: a login begins with a name, which tells the firm.
 * Thread-safe.
 */
public final class Users {

  /** Longer input is refused unread: no such password was ever set. */
  public static final int LONGEST_PASSWORD = 256;

  /** Nobody of a firm that has cancelled is found, from that moment on. */
  private static final String FIND =
      "SELECT u.*, t.company, t.register, t.address, t.city, t.paid_until FROM bh_user u"
          + " JOIN bh_tenant t ON t.id = u.tenant WHERE t.cancelled IS NULL AND ";

  private final Database database;
  private final Passwords passwords;
  private final Clock clock;

  /** Makes it from the database of the firms. */
  public Users(Database database, Passwords passwords, Clock clock) {
    this.database = database;
    this.passwords = passwords;
    this.clock = clock;
  }

  /** Returns the user with this id. */
  public Optional<User> withId(String id) {
    return database.first(FIND + "u.id = ?", User::of, id);
  }

  /** Returns the user if the password is right; an unknown name takes as long as a wrong one. */
  public Optional<User> authenticate(String username, String password) {
    Optional<Found> found =
        database.first(
            FIND + "u.username = ?",
            row -> new Found(User.of(row), row.text("password")),
            username.strip());
    boolean right = password.length() <= LONGEST_PASSWORD && hashOf(found).matches(password);
    return found.filter(f -> right).map(Found::user);
  }

  private record Found(User user, String password) {
    @Override
    public String toString() {
      return "Found[" + user.id() + "]";
    }
  }

  private Passwords.Hash hashOf(Optional<Found> found) {
    return found.map(f -> passwords.read(f.password())).orElse(passwords.unmatched);
  }

  /** Returns the rows of the user's firm. */
  public Tenant tenant(User user) {
    return database.tenant(user.firm().id());
  }

  /** Sets a password, of at most {@link #LONGEST_PASSWORD} characters, in place of the old one. */
  public void changePassword(User user, String password) {
    String encoded = encoded(password);
    tenant(user).update("bh_user", Map.of("password", encoded), "id = ?", user.id());
  }

  /** Returns what is kept of a password; takes as long as a login. */
  public String encoded(String password) {
    if (password.length() > LONGEST_PASSWORD) {
      throw new IllegalArgumentException("A password that long would never be accepted");
    }
    return passwords.hash(password).encoded();
  }

  // Beginning

  /**
   * Makes a firm and its owner.
   *
   * @param policy the date of the privacy statement that was shown
   * @return the owner; empty if somebody else has that user name
   */
  public Optional<User> signUp(SignUp wish, String policy) {
    String password = encoded(wish.password());
    return unlessTaken(
            () ->
                database.atomically(
                    () -> {
                      Tenant tenant = found(wish, Code.id());
                      New owner = new New(Code.id(), wish.person(), Role.OWNER, password);
                      return add(tenant, owner, Optional.empty(), policy);
                    }))
        .flatMap(this::withId);
  }

  /** Puts somebody into a firm whose password has been made by {@link #encoded}. */
  public void put(Tenant firm, String id, Person person, Role role, String encoded) {
    add(firm, new New(id, person, role, encoded), Optional.empty(), "");
  }

  private record New(String id, Person person, Role role, String password) {
    @Override
    public String toString() {
      return "New[" + id + "]";
    }
  }

  /** Makes a firm without anybody in it. */
  public Tenant found(SignUp wish, String id) {
    database.change(
        "INSERT INTO bh_tenant (id, company, register, address, city, next_number, created)"
            + " VALUES (?, ?, ?, ?, ?, 1, ?)",
        id,
        wish.company(),
        wish.register(),
        wish.address(),
        wish.city(),
        clock.instant());
    return database.tenant(id);
  }

  private String add(Tenant tenant, New user, Optional<String> invitation, String policy) {
    Person person = user.person();
    tenant.insert(
        "bh_user",
        Map.ofEntries(
            Map.entry("id", user.id()),
            Map.entry("username", person.username()),
            Map.entry("role", user.role().name()),
            Map.entry("name", person.name()),
            Map.entry("email", person.email()),
            Map.entry("phone", person.phone()),
            Map.entry("password", user.password()),
            Map.entry("invite_hash", invitation),
            Map.entry("created", clock.instant()),
            Map.entry("seen_policy", policy),
            Map.entry("seen_notice", clock.instant())));
    return user.id();
  }

  /** Returns what the work returned; empty if it wanted a name or an id that is taken. */
  public <T> Optional<T> unlessTaken(Supplier<T> work) {
    try {
      return Optional.of(work.get());
    } catch (DataException e) {
      if (e.taken()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  // Others of the same firm

  /** Returns everybody of the user's firm. */
  public List<User> colleagues(User user) {
    return database.list(FIND + "u.tenant = ? ORDER BY u.created", User::of, user.firm().id());
  }

  /**
   * Adds somebody who chooses a password with a code.
   *
   * @param code opens the account once
   * @return the new user; empty if somebody else has that user name
   */
  public Optional<User> invite(User owner, Person person, Role role, String code) {
    Optional<String> invitation = Optional.of(Code.hash(code));
    New user = new New(Code.id(), person, role, "");
    return unlessTaken(() -> add(tenant(owner), user, invitation, owner.seenPolicy()))
        .flatMap(this::withId);
  }

  /** Returns who was invited with this code. */
  public Optional<User> invited(String code) {
    return database.first(FIND + "u.invite_hash = ?", User::of, Code.hash(code));
  }

  /** Sets the first password of somebody who was invited; the code is worth nothing from then. */
  public void accept(User user, String password) {
    Map<String, Object> changes =
        Map.of("password", encoded(password), "invite_hash", Optional.empty());
    tenant(user).update("bh_user", changes, "id = ?", user.id());
  }

  /** Gives somebody of the owner's firm another role; returns whether there is such a user. */
  public boolean changeRole(User owner, String id, Role role) {
    Map<String, Object> changes = Map.of("role", role.name());
    String others = "id = ? AND role <> 'OWNER'";
    return tenant(owner).update("bh_user", changes, others, id) > 0;
  }

  /** Removes somebody of the owner's firm; returns whether there was such a user. */
  public boolean remove(User owner, String id) {
    Tenant tenant = tenant(owner);
    tenant.delete("bh_token", "user_id = ?", id);
    return tenant.delete("bh_user", "id = ? AND role <> 'OWNER'", id) > 0;
  }

  // Changing

  /** Changes what is kept of a person; returns whether the user name was still free. */
  public boolean save(User user, Person person) {
    Map<String, Object> changes =
        Map.of(
            "username", person.username(),
            "name", person.name(),
            "email", person.email(),
            "phone", person.phone());
    return unlessTaken(() -> tenant(user).update("bh_user", changes, "id = ?", user.id()))
        .isPresent();
  }

  /** Changes what is kept of the user's firm. */
  public void save(User owner, String company, String register, String address, String city) {
    database.change(
        "UPDATE bh_tenant SET company = ?, register = ?, address = ?, city = ? WHERE id = ?",
        company,
        register,
        address,
        city,
        owner.firm().id());
  }

  /** Notes that the user was told of the privacy statement of that date and of all notices. */
  public void told(User user, String policy, Instant notices) {
    Map<String, Object> changes = Map.of("seen_policy", policy, "seen_notice", notices);
    tenant(user).update("bh_user", changes, "id = ?", user.id());
  }
}
