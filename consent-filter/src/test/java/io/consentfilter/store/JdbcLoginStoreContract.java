// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.Limits;
import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.LoginStoreContract;
import io.consentfilter.login.LoginStoreException;
import io.consentfilter.login.Logins;
import io.consentfilter.login.Outcome;
import io.consentfilter.login.Outcome.Superseded;
import io.consentfilter.login.Outcome.Unknown;
import io.consentfilter.login.RememberLimits;
import io.consentfilter.login.RememberMe;
import io.consentfilter.login.RememberToken;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store promises on every database beyond the contract of all stores. */
abstract class JdbcLoginStoreContract extends LoginStoreContract {

  private static final int THREADS = 8;
  private static final int ROUNDS = System.getProperty("stress") == null ? 30 : 300;
  private static final List<String> TABLES = List.of("consent_login", "consent_series");

  /** Connections to a database with the tables, the same for all tests of a class. */
  abstract DataSource dataSource();

  /** The first word of the statement that resumes. */
  abstract String resuming();

  @Override
  protected LoginStore newStore() {
    return new JdbcLoginStore(dataSource());
  }

  @BeforeEach
  void emptyTables() throws SQLException {
    execute("DELETE FROM consent_login");
    execute("DELETE FROM consent_series");
  }

  final void execute(String sql) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  final List<List<String>> rows(String sql) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(String.valueOf(result.getObject(i)));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private List<List<String>> dump() throws SQLException {
    List<List<String>> dump = new ArrayList<>(rows("SELECT * FROM consent_login ORDER BY id"));
    dump.addAll(rows("SELECT * FROM consent_series ORDER BY selector"));
    return dump;
  }

  private void fill() throws SQLException {
    emptyTables();
    newStore().remember(Calls.SERIES);
    assertTrue(newStore().insert(Calls.ROW));
  }

  @Test
  void createSchema_again_keepsWhatIsThere() throws SQLException {
    fill();
    JdbcLoginStore.createSchema(dataSource());
    assertEquals(Optional.of(Calls.ROW), newStore().find(Calls.ROW.id()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.5S", "PT1.5S", "PT61S"})
  void newStore_timeoutOutOfRange_throws(String timeout) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new JdbcLoginStore(dataSource(), Duration.parse(timeout)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyMethod_anyMode_makesTheseRoundTrips(boolean autoCommit) throws SQLException {
    Map<String, List<String>> expected =
        Map.ofEntries(
            Map.entry("insert", List.of("insert")),
            Map.entry("find", List.of("select")),
            Map.entry("ofUser", List.of("select")),
            Map.entry("active", List.of("select", "update", "commit")),
            Map.entry("authenticated", List.of("update")),
            Map.entry("end", List.of("delete")),
            Map.entry("endLogins", List.of("select", "delete", "commit")),
            Map.entry("endSeries", List.of("select", "select", "delete", "delete", "commit")),
            Map.entry("endUser", List.of("select", "select", "delete", "delete", "commit")),
            Map.entry("remember", List.of("insert")),
            Map.entry("series", List.of("select")),
            Map.entry("seriesOf", List.of("select")),
            Map.entry("replace", List.of("update")),
            Map.entry("resume", List.of(resuming())),
            Map.entry("confirm", List.of("update")),
            Map.entry("purgeLogins", List.of("select", "delete", "select")),
            Map.entry("purgeSeries", List.of("select", "delete", "select")));
    for (Map.Entry<String, Consumer<LoginStore>> call : Calls.ofEveryMethod().entrySet()) {
      fill();
      WatchedDataSource watched = new WatchedDataSource(dataSource(), autoCommit);
      call.getValue().accept(new JdbcLoginStore(watched.dataSource()));
      List<String> trips = new ArrayList<>();
      List<String> statements = requireNonNull(expected.get(call.getKey()));
      for (String statement : statements) {
        trips.add(statement);
        if (!autoCommit && !statements.contains("commit")) {
          trips.add("commit");
        }
      }
      assertEquals(trips, watched.trips(), call.getKey());
      assertEquals(List.of(), watched.faults(), call.getKey());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyMethod_failsAtAnyTrip_throwsAndChangesNothing(boolean autoCommit) throws SQLException {
    for (Map.Entry<String, Consumer<LoginStore>> call : Calls.ofEveryMethod().entrySet()) {
      WatchedDataSource watched = new WatchedDataSource(dataSource(), autoCommit);
      LoginStore store = new JdbcLoginStore(watched.dataSource());
      // A purge looks again after its first deletion, which has then had its effect.
      int last = call.getKey().startsWith("purge") ? 1 : tripsOf(call.getValue(), watched, store);
      for (int failing = 0; failing <= last; failing++) {
        fill();
        List<List<String>> before = dump();
        watched.failAt(failing);
        assertThrows(LoginStoreException.class, () -> call.getValue().accept(store), call.getKey());
        watched.failNothing();
        assertEquals(before, dump(), call.getKey() + " failed at " + failing);
        assertEquals(List.of(), watched.faults(), call.getKey());
      }
    }
  }

  /** The number of the last trip, counted from 0. */
  private int tripsOf(Consumer<LoginStore> call, WatchedDataSource watched, LoginStore store)
      throws SQLException {
    fill();
    watched.failNothing();
    call.accept(store);
    return watched.trips().size() - 1;
  }

  @Test
  void everyMethod_tablesGone_throwsWithoutAnyValue() throws SQLException {
    for (String table : TABLES) {
      execute("ALTER TABLE " + table + " RENAME TO gone_" + table);
    }
    try {
      for (Map.Entry<String, Consumer<LoginStore>> call : Calls.ofEveryMethod().entrySet()) {
        LoginStoreException failure =
            assertThrows(
                LoginStoreException.class, () -> call.getValue().accept(newStore()), call.getKey());
        assertQuotesNothing(failure);
      }
    } finally {
      for (String table : TABLES) {
        execute("ALTER TABLE gone_" + table + " RENAME TO " + table);
      }
    }
  }

  private static void assertQuotesNothing(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertFalse(trace.toString().contains("SECRET"), trace::toString);
    assertFalse(trace.toString().contains(Calls.HASH.text()), trace::toString);
  }

  @Test
  void insert_valueRefused_throwsWithoutTheValue() throws SQLException {
    fill();
    LoginStore store = newStore();
    Optional<String> none = Optional.empty();
    List<LoginRow> refused =
        List.of(
            Calls.ROW,
            Calls.row(Calls.ROW.id(), "bram", none),
            Calls.row("SECRET" + "x".repeat(59), "bram", none),
            Calls.row("new", "SECRET" + "x".repeat(507), none),
            Calls.row("new", "SECRET\0", none),
            Calls.row("new", "SECRET\ud800", Optional.of(Calls.SERIES.selector())));
    List<List<String>> before = dump();
    for (LoginRow row : refused) {
      assertQuotesNothing(assertThrows(IllegalArgumentException.class, () -> store.insert(row)));
    }
    assertQuotesNothing(
        assertThrows(IllegalArgumentException.class, () -> store.remember(Calls.SERIES)));
    assertEquals(before, dump());
  }

  @Test
  void insert_longestUserId_isFoundAgain() {
    String userId = "\ud83d\ude00\u00e9".repeat(170);
    LoginRow row = Calls.row("x".repeat(64), userId, Optional.empty());
    assertTrue(newStore().insert(row));
    assertEquals(List.of(row), newStore().ofUser(userId));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "?", "\ud800", "\udc00x", "%", "'"})
  void everyLookup_anyText_isEmpty(String text) throws SQLException {
    fill();
    LoginStore store = newStore();
    assertTrue(store.insert(Calls.row("?", "?x", Optional.empty())));
    String unknown = text.equals("?") ? "\ud800" : text;
    List<List<String>> before = dump();
    assertEquals(Optional.empty(), store.find(unknown));
    assertEquals(Optional.empty(), store.series(unknown));
    assertEquals(List.of(), store.ofUser(unknown));
    assertEquals(List.of(), store.seriesOf(unknown));
    assertEquals(Optional.empty(), store.active(unknown, Calls.LATER));
    assertEquals(Set.of(), store.endSeries(unknown));
    assertEquals(Set.of(), store.endLogins(unknown));
    assertEquals(Set.of(), store.endUser(unknown));
    assertFalse(store.insert(Calls.row("other", "anna", Optional.of(unknown))));
    assertFalse(store.replace(Calls.HASH, Calls.series(unknown, "anna")));
    store.end(unknown);
    store.authenticated(unknown, Calls.LATER);
    store.confirm(unknown, Calls.HASH);
    assertEquals(before, dump());
  }

  @Test
  void series_hashNotOurs_throwsWithoutIt() throws SQLException {
    fill();
    execute("UPDATE consent_series SET current_hash = 'SECRET'");
    assertQuotesNothing(
        assertThrows(LoginStoreException.class, () -> newStore().series(Calls.SERIES.selector())));
  }

  @Test
  void endUser_loginOfTheirSeriesUnderAnotherName_endsItToo() throws SQLException {
    fill();
    LoginRow other = Calls.row("other", "bram", Optional.of(Calls.SERIES.selector()));
    assertTrue(newStore().insert(other));
    assertEquals(Set.of(Calls.ROW.id(), "other"), newStore().endUser(Calls.USER));
    assertEquals(List.of(), dump());
  }

  /** What is born while the series ends is either refused or named among the ended. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void end_whileLoginsAreBorn_namesAllThatWere(boolean wholeUser) throws Exception {
    LoginStore store = newStore();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        String selector = "s" + round;
        store.remember(Calls.series(selector, selector));
        List<Future<Set<String>>> births = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
          LoginRow row = Calls.row("l" + round + "-" + i, selector, Optional.of(selector));
          births.add(threads.submit(() -> store.insert(row) ? Set.of(row.id()) : Set.of()));
        }
        births.get(0).get();
        Set<String> ended = wholeUser ? store.endUser(selector) : store.endSeries(selector);
        Set<String> born = new TreeSet<>();
        for (Future<Set<String>> birth : births) {
          born.addAll(birth.get());
        }
        assertEquals(born, new TreeSet<>(ended));
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(List.of(), dump());
  }

  @Test
  void deleteSeries_byHand_endsItsLogins() throws SQLException {
    fill();
    execute("DELETE FROM consent_series");
    assertEquals(List.of(), dump());
  }

  @Test
  @Tag("R87")
  void purge_manyRows_goesInBoundedBatches() throws SQLException {
    fillMany(1_201);
    assertTrue(newStore().insert(Calls.row("kept", "anna", Optional.empty())));
    newStore().active("kept", Calls.LATER);
    WatchedDataSource watched = new WatchedDataSource(dataSource(), true);
    LoginStore store = new JdbcLoginStore(watched.dataSource());
    assertEquals(1_201, store.purgeLogins(Calls.LATER, Calls.NOW));
    assertEquals(3, Collections.frequency(watched.trips(), "delete"));
    watched.failNothing();
    assertEquals(1_201, store.purgeSeries(Calls.LATER));
    assertEquals(3, Collections.frequency(watched.trips(), "delete"));
    assertEquals(1, dump().size());
  }

  @Test
  @Tag("E78")
  void purgeLogins_activeAfterItWasPicked_staysAlive() throws SQLException {
    fill();
    WatchedDataSource watched = new WatchedDataSource(dataSource(), true);
    watched.before(1, () -> newStore().active(Calls.ROW.id(), Calls.LATER));
    assertEquals(0, new JdbcLoginStore(watched.dataSource()).purgeLogins(Calls.LATER, Calls.NOW));
    assertEquals(Optional.of(Calls.ROW.activeAt(Calls.LATER)), newStore().find(Calls.ROW.id()));
  }

  private void fillMany(int count) throws SQLException {
    long now = Calls.NOW.toEpochMilli();
    StringBuilder series = new StringBuilder();
    StringBuilder logins = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String separator = i == 0 ? "" : ",";
      series
          .append(separator)
          .append("('s%d','u','h',NULL,NULL,FALSE,%d,%d,'')".formatted(i, now, now));
      logins
          .append(separator)
          .append("('l%d','u','s%d',%d,%d,'',FALSE,%d)".formatted(i, i, now, now, now));
    }
    execute("INSERT INTO consent_series VALUES " + series);
    execute("INSERT INTO consent_login VALUES " + logins);
  }

  @Test
  @Tag("R83")
  void present_everythingInADump_opensNothing() throws SQLException {
    LoginStore store = newStore();
    Clock clock = Clock.fixed(Instant.parse("2026-11-01T09:00:00Z"), Clock.systemUTC().getZone());
    Logins logins = new Logins(store, new Limits(Duration.ofHours(1), Duration.ofDays(30)), clock);
    RememberMe rememberMe =
        new RememberMe(
            logins,
            new RememberLimits(Duration.ofDays(30), Duration.ofSeconds(60)),
            new SecureRandom());
    RememberToken first = rememberMe.issue("anna", "Firefox");
    logins.begin("anna", Optional.of(first.selector()), "Firefox");
    Outcome.Resumed resumed =
        assertInstanceOf(
            Outcome.Resumed.class,
            rememberMe.present(List.of(first.cookieValue()), "Firefox", userId -> true));
    for (String cookie : cookiesFrom(dump())) {
      Outcome outcome = rememberMe.present(List.of(cookie), "Firefox", userId -> true);
      assertTrue(outcome instanceof Unknown || outcome instanceof Superseded, outcome::toString);
    }
    // What was tried looked like a token: with the secret in it the same cookie opens.
    assertInstanceOf(
        Outcome.Resumed.class,
        rememberMe.present(List.of(resumed.next().cookieValue()), "Firefox", userId -> true));
  }

  private static Set<String> cookiesFrom(List<List<String>> dump) {
    Set<String> values = new TreeSet<>();
    dump.forEach(values::addAll);
    Set<String> cookies = new LinkedHashSet<>(values);
    for (String left : values) {
      values.forEach(right -> cookies.add(left + "." + right));
    }
    assertTrue(cookies.stream().map(RememberToken::parse).anyMatch(Optional::isPresent));
    return cookies;
  }
}
