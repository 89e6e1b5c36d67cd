// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.ledger.Ledger;
import io.consentfilter.ledger.LedgerStore;
import io.consentfilter.ledger.SigningKeys;
import io.consentfilter.servlet.RawClient.Answer;
import io.consentfilter.store.JdbcLedgerStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.tools.Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** The database of the ledger dies while the site serves, and comes back later. */
@Tag("R47")
class LedgerOutageOverHttpTest {

  private static final String CONSENT = "__Host-consent";
  private static final String ENGLISH = "Accept-Language: en";

  /** More than a pool keeps of connections that died with the database. */
  private static final int MOST_STALE = 10;

  @TempDir private Path folder;

  /** A database that can die. */
  private interface Database extends AutoCloseable {

    JdbcConnectionPool pool();

    void die() throws Exception;

    void comeBack() throws Exception;

    @Override
    void close() throws IOException;
  }

  private enum Kind {
    POSTGRESQL,
    H2
  }

  private Database started(Kind kind) throws Exception {
    return kind == Kind.H2 ? new RemoteH2(folder) : new OwnPostgres(folder);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** H2 behind a port, which is closed. */
  private static final class RemoteH2 implements Database {
    private final Path folder;
    private final int port = freePort();
    private Server server;

    RemoteH2(Path folder) throws IOException, SQLException {
      this.folder = folder;
      this.server = listening();
    }

    private Server listening() throws SQLException {
      return Server.createTcpServer(
              "-tcpPort", String.valueOf(port), "-baseDir", folder.toString(), "-ifNotExists")
          .start();
    }

    @Override
    public JdbcConnectionPool pool() {
      return JdbcConnectionPool.create("jdbc:h2:tcp://localhost:" + port + "/./ledger", "sa", "");
    }

    @Override
    public void die() {
      server.stop();
    }

    @Override
    public void comeBack() throws SQLException {
      server = listening();
    }

    @Override
    public void close() {
      server.stop();
    }
  }

  /** A PostgreSQL of its own, all of whose processes are killed. */
  private static final class OwnPostgres implements Database {
    private final Path folder;
    private final int port = freePort();
    private EmbeddedPostgres server;

    OwnPostgres(Path folder) throws IOException {
      this.folder = folder.resolve("postgres");
      this.server = listening();
    }

    private EmbeddedPostgres listening() throws IOException {
      return EmbeddedPostgres.builder()
          .setDataDirectory(folder)
          .setCleanDataDirectory(false)
          .setPort(port)
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .start();
    }

    @Override
    public JdbcConnectionPool pool() {
      PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
      source.setUrl(server.getJdbcUrl("postgres", "postgres"));
      return JdbcConnectionPool.create(source);
    }

    @Override
    public void die() throws IOException {
      ProcessHandle first = server.getProcess().toHandle();
      List<ProcessHandle> all = Stream.concat(Stream.of(first), first.descendants()).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(process -> process.onExit().join());
      // Lets go of the lock on the folder; there is nothing else left to end.
      server.close();
    }

    @Override
    public void comeBack() throws IOException {
      server = listening();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void outage_ofTheDatabase_grantsNothingAndPagesGoOn(Kind kind) throws Exception {
    SigningKeys keys = SigningKeys.parse(SigningKeys.generate());
    try (Database database = started(kind)) {
      JdbcConnectionPool pool = database.pool();
      JdbcLedgerStore.createSchema(pool);
      LedgerStore store = new JdbcLedgerStore(pool);
      try (Site site = site(store, keys)) {
        RawClient client = site.client();
        String early = cookie(choose(client, "choice=all"));
        database.die();
        assertNothingIsGranted(client);
        assertPagesGoOn(client, early);
        database.comeBack();
        String late = recovered(client);
        assertEquals(2, recorded(new Ledger(store, keys, site.clock())).size());
        for (String granted : List.of(early, late)) {
          assertEquals(200, client.get("/consent/receipt", granted).status());
        }
      } finally {
        pool.dispose();
      }
    }
  }

  private static Site site(LedgerStore store, SigningKeys keys) throws Exception {
    return Site.with(Site.policy())
        .afterConfigured(
            context -> {
              context.setAttribute(LedgerStore.class.getName(), store);
              context.setAttribute(SigningKeys.class.getName(), keys);
            })
        .start();
  }

  private static Answer choose(RawClient client, String form, String... headers)
      throws IOException {
    return client.post("/consent", form, headers);
  }

  private static String cookie(Answer answer) {
    return "Cookie: " + CONSENT + "=" + answer.cookie(CONSENT).orElseThrow();
  }

  private static void assertNothingIsGranted(RawClient client) throws IOException {
    Answer refused = choose(client, "choice=all", ENGLISH);
    assertEquals(503, refused.status());
    assertEquals(List.of(), refused.cookieNames());
    assertTrue(refused.body().contains("Your choice could not be saved"), refused.body());
    assertTrue(refused.body().contains("Please try again later"), refused.body());
    assertFalse(refused.body().contains("SQL"), refused.body());
    Answer login = client.post("/login", "username=anna&password=x&remember=on");
    assertEquals(List.of("__Host-session"), login.cookieNames(), "logged in, not remembered");
  }

  private static void assertPagesGoOn(RawClient client, String granted) throws IOException {
    for (String page : List.of("/", "/consent", "/consent/statement", "/consent/status")) {
      assertEquals(200, client.get(page, "Sec-GPC: 1").status(), page);
      assertEquals(200, client.get(page, granted).status(), page);
    }
    String status = client.get("/consent/status", granted).body();
    assertTrue(status.contains("\"analytics\":true"), "what was granted before stays: " + status);
    Answer record = client.get("/consent/record", granted, ENGLISH);
    assertEquals(503, record.status());
    assertTrue(record.body().contains("your choice holds as you made it"), record.body());
  }

  /**
   * Returns the cookie of a choice that was recorded again, at the latest when no connection is
   * left that died with the database.
   */
  private static String recovered(RawClient client) throws IOException {
    Answer answer = choose(client, "choice=all");
    for (int i = 0; i < MOST_STALE && answer.status() == 503; i++) {
      answer = choose(client, "choice=all");
    }
    assertEquals(303, answer.status());
    return cookie(answer);
  }

  private static List<String> recorded(Ledger ledger) {
    assertEquals(List.of(), ledger.verify(List.of(), progress -> {}).faults());
    List<String> events = new ArrayList<>();
    ledger.export(
        record -> events.add(record.getJsonObject("event").getString("source")), progress -> {});
    return events.stream().filter("visitor"::equals).toList();
  }
}
