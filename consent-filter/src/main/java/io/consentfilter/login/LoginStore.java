// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where logins and remembered series are kept, shared by every node of the application.
 *
 * <p>Each method is atomic, and a method that begins after another has returned sees what it did,
 * on whichever node: two nodes that present one token at the same moment rely on it. Times are kept
 * to the millisecond at least. Identifiers are compared byte for byte, case included. A failure is
 * reported as {@link LoginStoreException} and never as an empty result. {@code LoginStoreContract},
 * in this project's tests, holds an implementation to all of this.
 *
 * <p>Implementations must be safe for use by several threads.
 */
public interface LoginStore {

  /**
   * Adds a login, unless the series that it names has been ended.
   *
   * @param row a login with an id that was never used before
   * @return whether it was added: false only if it names a series that is not there
   * @throws LoginStoreException if the store cannot be asked
   */
  boolean insert(LoginRow row);

  /**
   * Finds a login.
   *
   * @param loginId any text
   * @return the login, or empty if there is none of that id
   * @throws LoginStoreException if the store cannot be asked
   */
  Optional<LoginRow> find(String loginId);

  /**
   * Lists the logins of a user.
   *
   * @param userId any text
   * @return the logins in any order, possibly none
   * @throws LoginStoreException if the store cannot be asked
   */
  List<LoginRow> ofUser(String userId);

  /**
   * Notes an activity; the time noted never goes backwards.
   *
   * @param loginId any text
   * @param at when the login was active
   * @return the time that was noted before, or empty if there is no such login
   * @throws LoginStoreException if the store cannot be asked
   */
  Optional<Instant> active(String loginId, Instant at);

  /**
   * Notes that the user of a login typed the password again; the time noted never goes backwards.
   *
   * @param loginId any text; an unknown one changes nothing
   * @param at when it was typed
   * @throws LoginStoreException if the store cannot be asked
   */
  void authenticated(String loginId, Instant at);

  /**
   * Ends a login; the series it belongs to stays.
   *
   * @param loginId any text; an unknown one changes nothing
   * @throws LoginStoreException if the store cannot be asked
   */
  void end(String loginId);

  /**
   * Ends every login that names a series; the series stays.
   *
   * @param selector any text
   * @return the ids of the logins that were ended
   * @throws LoginStoreException if the store cannot be asked
   */
  Set<String> endLogins(String selector);

  /**
   * Ends a series and every login that names it; afterwards no login of it can be added.
   *
   * @param selector any text
   * @return the ids of the logins that were ended
   * @throws LoginStoreException if the store cannot be asked
   */
  Set<String> endSeries(String selector);

  /**
   * Ends every login and every series of a user.
   *
   * @param userId any text
   * @return the ids of the logins that were ended
   * @throws LoginStoreException if the store cannot be asked
   */
  Set<String> endUser(String userId);

  /**
   * Adds a series.
   *
   * @param series a series with a selector that was never used before
   * @throws LoginStoreException if the store cannot be asked
   */
  void remember(Series series);

  /**
   * Finds a series.
   *
   * @param selector any text
   * @return the series, or empty if there is none of that selector
   * @throws LoginStoreException if the store cannot be asked
   */
  Optional<Series> series(String selector);

  /**
   * Lists the series of a user.
   *
   * @param userId any text
   * @return the series in any order, possibly none
   * @throws LoginStoreException if the store cannot be asked
   */
  List<Series> seriesOf(String userId);

  /**
   * Puts {@code next} in the place of the series of the same selector, if the current hash of that
   * is still the one expected. Of several callers that expect the same hash exactly one succeeds.
   *
   * @param expected the current hash that the caller saw
   * @param next what to keep instead
   * @return whether it was put there
   * @throws LoginStoreException if the store cannot be asked
   */
  boolean replace(TokenHash expected, Series next);

  /**
   * Replaces as {@link #replace} does, and adds a login of the series in the same step: both or
   * neither. Whoever ends the logins of the series, or the series, before or after this finds none
   * of them half done.
   *
   * @param expected the current hash that the caller saw
   * @param next what to keep instead
   * @param login a login that names this series, with an id that was never used before
   * @return whether {@code next} was put there and the login added
   * @throws IllegalArgumentException if the login names another series or none
   * @throws LoginStoreException if the store cannot be asked
   */
  boolean resume(TokenHash expected, Series next, LoginRow login);

  /**
   * Marks a series as confirmed, if its current hash is still the one given.
   *
   * @param selector any text; an unknown one changes nothing
   * @param current the hash whose token, or session, was presented
   * @throws LoginStoreException if the store cannot be asked
   */
  void confirm(String selector, TokenHash current);

  /**
   * Forgets logins that nobody can use any more.
   *
   * @param activeBefore forget those last active before
   * @param begunBefore forget those begun before as well
   * @return how many were forgotten
   * @throws LoginStoreException if the store cannot be asked
   */
  int purgeLogins(Instant activeBefore, Instant begunBefore);

  /**
   * Forgets series that nobody can use any more, and the logins that name them.
   *
   * @param createdBefore forget those created before
   * @return how many series were forgotten
   * @throws LoginStoreException if the store cannot be asked
   */
  int purgeSeries(Instant createdBefore);
}
