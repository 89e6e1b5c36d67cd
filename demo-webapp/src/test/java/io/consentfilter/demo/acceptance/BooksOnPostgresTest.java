// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.demo.LoginPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books in a PostgreSQL that two nodes share. */
class BooksOnPostgresTest {

  @TempDir private Path folder;

  @Test
  @Tag("R106")
  @Tag("R109")
  @Tag("R110")
  void twoNodes_thatStartAtOnce_shareOneSetOfBooks() throws Exception {
    LivePostgres server = new LivePostgres(folder);
    try {
      LoginPlace place = server.empty();
      List<Node> nodes =
          Stream.of(started(place), started(place)).map(CompletableFuture::join).toList();
      try {
        assertShared(nodes.get(0), nodes.get(1));
      } finally {
        nodes.forEach(Node::close);
      }
    } finally {
      server.close();
    }
  }

  private CompletableFuture<Node> started(LoginPlace place) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return Node.start(folder, place);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void assertShared(Node here, Node there) throws IOException {
    Session anna = Session.loggedIn(here.wire(), "anna", false);
    String form = "customer=Klant&description=Werk&amount=125%2C00&day=2026-11-21";
    assertEquals(303, anna.post("/app/invoices/new", form).status());
    Session annaThere = Session.loggedIn(there.wire(), "anna", false);
    assertTrue(annaThere.get("/app/export.csv").body().contains("-0128,2026-11-21,"));
    assertEquals(12, annaThere.get("/app/export.csv").body().lines().count());
    assertEquals(200, annaThere.post("/app/cancel", "understood=yes").status());
    assertFalse(anna.get("/app").body().contains("Galerie"));
    here.advance(Duration.ofDays(8));
    Session mia = Session.loggedIn(here.wire(), "mia", false);
    assertEquals(303, mia.post("/app/staff/retention", "").status());
    assertTrue(mia.get("/app/staff").body().contains("Met de hand</td><td"));
    Session bram = Session.loggedIn(there.wire(), "bram", false);
    assertEquals(9, bram.get("/app/export.csv").body().lines().count());
  }
}
