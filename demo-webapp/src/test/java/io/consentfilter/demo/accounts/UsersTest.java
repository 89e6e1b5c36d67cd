// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.demo.Stored;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R113")
class UsersTest {

  private static final Passwords PASSWORDS = new Passwords();
  private static final Users USERS = users();

  /** Two firms with a user each. */
  private static Users users() {
    Users users = new Users(Stored.empty(), PASSWORDS, Clock.systemUTC());
    signUp(users, "anna", "Anna de Wit");
    signUp(users, "bram", "Bram Hoekstra");
    return users;
  }

  private static void signUp(Users users, String username, String name) {
    Person person = new Person(username, name, username + "@firm.example", "");
    users.signUp(new SignUp("Firm", "", "", "", person, "boekhouden"), "");
  }

  @ParameterizedTest
  @CsvSource({"anna, Anna de Wit", "bram, Bram Hoekstra"})
  void authenticate_withTheRightPassword_returnsTheUser(String username, String name) {
    assertEquals(Optional.of(name), USERS.authenticate(username, "boekhouden").map(User::name));
  }

  @ParameterizedTest
  @CsvSource({"anna, Boekhouden", "anna, ''", "carla, boekhouden", "'', ''"})
  void authenticate_withAnythingElse_returnsNobody(String username, String password) {
    assertEquals(Optional.empty(), USERS.authenticate(username, password));
  }

  @Test
  void authenticate_withAnEndlessPassword_returnsNobody() {
    assertEquals(Optional.empty(), USERS.authenticate("anna", "x".repeat(100_000)));
  }

  @Test
  void authenticate_withAnUnknownUser_takesAsLongAsWithAWrongPassword() {
    long wrong = Long.MAX_VALUE;
    long unknown = Long.MAX_VALUE;
    // In turn, and the shortest of several: whatever else the machine does falls on both alike.
    for (int i = 0; i < 4; i++) {
      wrong = Math.min(wrong, nanos("anna"));
      unknown = Math.min(unknown, nanos("carla"));
    }
    assertTrue(unknown > wrong / 2, unknown + " ns against " + wrong + " ns");
  }

  private static long nanos(String username) {
    long start = System.nanoTime();
    assertTrue(USERS.authenticate(username, "wrong").isEmpty());
    return System.nanoTime() - start;
  }

  @Test
  void hash_ofAPassword_matchesThatPasswordOnly() {
    Passwords.Hash hash = PASSWORDS.hash("geheim");
    assertTrue(hash.matches("geheim"));
    assertFalse(hash.matches("Geheim"));
  }

  @Test
  void hash_printed_tellsNothing() {
    assertEquals("Hash[redacted]", PASSWORDS.unmatched.toString());
  }

  @Test
  void hash_readFromTheStore_matchesAsBefore() {
    Passwords.Hash read = PASSWORDS.read(PASSWORDS.hash("geheim").encoded());
    assertTrue(read.matches("geheim"));
    assertFalse(read.matches("Geheim"));
    assertNotEquals(PASSWORDS.hash("geheim").encoded(), PASSWORDS.hash("geheim").encoded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "geheim", "pbkdf2-sha256$1$YQ$YQ", "pbkdf2-sha256$600000$a"})
  void hash_thatIsNone_matchesNothing(String stored) {
    Passwords.Hash read = PASSWORDS.read(stored);
    assertFalse(read.matches(""));
    assertFalse(read.matches("geheim"));
  }

  @Test
  void rounds_ofTheHash_areWhatOwaspAsks() {
    assertTrue(Passwords.ROUNDS >= 600_000);
  }

  @Test
  @Tag("R75")
  void changePassword_ofOneUser_leavesTheOthers() {
    Users users = users();
    User anna = users.authenticate("anna", "boekhouden").orElseThrow();
    users.changePassword(anna, "vier stille klinkers");
    assertEquals(Optional.empty(), users.authenticate("anna", "boekhouden"));
    assertEquals(Optional.of(anna), users.authenticate("anna", "vier stille klinkers"));
    assertTrue(users.authenticate("bram", "boekhouden").isPresent());
  }

  @Test
  @Tag("R75")
  void changePassword_toOneThatTheLoginWouldNotRead_throws() {
    User anna = USERS.authenticate("anna", "boekhouden").orElseThrow();
    String endless = "x".repeat(257);
    assertThrows(IllegalArgumentException.class, () -> USERS.changePassword(anna, endless));
  }
}
