// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.RedisServer;

class LoginPlaceTest {

  private final MovableClock clock = new MovableClock("2026-11-21T12:00:00Z");

  @TempDir Path folder;

  private Boekhuis start(LoginPlace place) throws IOException, GeneralSecurityException {
    return Boekhuis.start(Options.in(folder).withLogins(place), clock);
  }

  private Boekhuis node(LoginPlace place) throws IOException, GeneralSecurityException {
    return Boekhuis.start(Options.in(NodeFolder.in(folder)).withLogins(place), clock);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  @Tag("R84")
  void rememberedLogin_inTheFolder_survivesARestart()
      throws IOException, GeneralSecurityException, InterruptedException {
    Browser before;
    try (Boekhuis first = start(new LoginPlace.Folder())) {
      before = new Browser(first).loggedIn("anna", true);
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(folder.resolve("boekhuis.mv.db"))));
    }
    try (Boekhuis second = start(new LoginPlace.Folder())) {
      Browser after = new Browser(second);
      after.steal(before, "remember");
      assertTrue(after.isLoggedIn());
    }
  }

  @Test
  @Tag("R74")
  void revokedLogin_inTheFolder_staysDeadAfterARestart()
      throws IOException, GeneralSecurityException, InterruptedException {
    Browser before;
    try (Boekhuis first = start(new LoginPlace.Folder())) {
      before = new Browser(first).loggedIn("anna", true);
      new Browser(first).loggedIn("anna", false).post("/app/account/end-others");
    }
    try (Boekhuis second = start(new LoginPlace.Folder())) {
      Browser after = new Browser(second);
      after.steal(before, "remember");
      assertFalse(after.isLoggedIn());
    }
  }

  @Test
  @Tag("R74")
  void sharedPostgres_letsOneNodeEndTheLoginsOfAnother()
      throws IOException, GeneralSecurityException, InterruptedException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      assertShared(new LoginPlace.Database(postgres.getJdbcUrl("postgres", "postgres")));
    }
  }

  @Test
  @Tag("R74")
  void sharedRedis_letsOneNodeEndTheLoginsOfAnother()
      throws IOException, GeneralSecurityException, InterruptedException {
    int port = freePort();
    RedisServer redis =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .onShutdownForceStop(true)
            .setting("dir " + folder)
            .setting("save \"\"")
            .build();
    redis.start();
    try {
      assertShared(LoginPlace.Redis.at("redis://127.0.0.1:" + port));
    } finally {
      redis.stop();
    }
  }

  private void assertShared(LoginPlace place)
      throws IOException, GeneralSecurityException, InterruptedException {
    try (Boekhuis one = node(place);
        Boekhuis two = node(place)) {
      Browser here = new Browser(one).loggedIn("anna", true);
      Browser there = new Browser(two).loggedIn("anna", false);
      assertEquals(2, there.page("/app/account").select(".devices li").size());
      there.post("/app/account/end-others");
      clock.advance(Duration.ofSeconds(5));
      assertFalse(here.isLoggedIn());
      assertTrue(there.isLoggedIn());
    }
  }

  @Test
  void folder_withADamagedFile_saysWhichOne() throws IOException {
    Files.writeString(folder.resolve("boekhuis.mv.db"), "x".repeat(10_000));
    LoginPlaceException refused =
        assertThrows(LoginPlaceException.class, () -> start(new LoginPlace.Folder()));
    assertTrue(refused.toString().contains("boekhuis.mv.db cannot be read"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://127.0.0.1:PORT/boekhuis?user=u&password=geheim",
        "jdbc:postgresql://u:geheim@127.0.0.1:PORT/boekhuis",
        "jdbc:h2:tcp://127.0.0.1:PORT/boekhuis;USER=u;PASSWORD=geheim"
      })
  void database_thatDoesNotAnswer_isToldWithoutThePassword(String url) throws IOException {
    int port = freePort();
    LoginPlace place = new LoginPlace.Database(url.replace("PORT", Integer.toString(port)));
    LoginPlaceException refused = assertThrows(LoginPlaceException.class, () -> start(place));
    String message = refused.toString();
    assertTrue(message.contains("//127.0.0.1:" + port + "/boekhuis"), message);
    assertTrue(message.contains("Check that it runs"), message);
    assertFalse(message.contains("geheim"), message);
    assertFalse(place.toString().contains("geheim"));
  }

  @Test
  void redis_thatDoesNotAnswer_isToldWithoutThePassword() throws IOException {
    int port = freePort();
    LoginPlace place = LoginPlace.Redis.at("redis://u:geheim@127.0.0.1:" + port);
    LoginPlaceException refused = assertThrows(LoginPlaceException.class, () -> start(place));
    String message = refused.toString();
    assertTrue(message.contains("127.0.0.1:" + port), message);
    assertFalse(message.contains("geheim"), message);
    assertFalse(place.toString().contains("geheim"));
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://h/d?user=u&password=geheim, jdbc:postgresql://h/d",
    "jdbc:postgresql://u:geheim@h:5/d, jdbc:postgresql://h:5/d",
    "jdbc:h2:mem:x;PASSWORD=geheim, jdbc:h2:mem:x"
  })
  void shown_leavesOutWhatCouldBeAPassword(String url, String shown) {
    assertEquals(shown, new LoginPlace.Database(url).shown());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://geheim@h:1", "redis://h", "redis:geheim", "redis://geheim h", ""})
  void redis_atAnAddressOfAnotherForm_isRefusedWithoutRepeatingIt(String uri) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> LoginPlace.Redis.at(uri));
    assertFalse(String.valueOf(refused.getMessage()).contains("geheim"));
  }
}
