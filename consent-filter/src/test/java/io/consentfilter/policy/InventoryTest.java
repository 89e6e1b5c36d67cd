// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.policy.Inventory.Area;
import io.consentfilter.policy.Inventory.Cookie;
import io.consentfilter.policy.Inventory.Origin;
import io.consentfilter.policy.Inventory.StorageKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of what a site was seen to use. */
@Tag("R5")
class InventoryTest {

  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final Optional<Duration> SESSION = Optional.empty();

  private final Inventory inventory = new Inventory();

  @TempDir private Path folder;

  private Inventory copy() throws IOException {
    return Inventory.read(Files.writeString(folder.resolve("seen.json"), inventory.toJson()));
  }

  @ParameterizedTest
  @CsvSource({
    "theme, theme",
    "_ga, _ga",
    "_ga_ABC123DEF0, _ga_*",
    "_ga_XYZ12, _ga_XYZ12",
    "_gat_UA-12345678-1, _gat_UA-*-1",
    "_hjSession_2841992, _hjSession_*",
    "cart_3f2a9c01, cart_*",
    "u-123e4567-e89b-12d3-a456-426614174000, u-*-e89b-12d3-a456-*",
    "user_12345, user_*",
    "k_AbCdEfGhIjKlMnOp1, k_*",
    "__Host-app, __Host-app",
  })
  void cookie_nameWithANumberInIt_isKeptAsAPattern(String name, String kept) {
    inventory.cookieSent(name, "/");
    assertEquals(List.of(new Cookie(kept, false, SESSION, List.of("/"))), inventory.cookies());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\"b",
        "a\r\nb",
        "naïve",
        "<script>",
        "12345",
        "*",
        "__host-x",
        "__SECURE-x",
        "__Host-consent",
        "consent",
        "remember",
        "1234onsent",
      })
  void cookie_thatNobodyCouldDeclare_isCountedAlone(String name) {
    inventory.cookieSent(name, "/");
    inventory.cookieSet(name, SESSION, "/");
    assertEquals(List.of(), inventory.cookies());
    assertEquals(2, inventory.dropped());
    assertEquals(0, inventory.changes());
  }

  @ParameterizedTest
  @CsvSource({
    "theme, theme",
    "_hjSession_2841992, _hjSession_*",
    "cart:3f2a9c01, cart:*",
    "persist:root, persist:root",
  })
  void storageKey_withANumberInIt_isKeptAsAPattern(String key, String kept) throws IOException {
    inventory.stored(key, Area.LOCAL, "/shop/4711");
    inventory.stored(key, Area.SESSION, "/");
    StorageKey seen =
        new StorageKey(kept, Set.of(Area.LOCAL, Area.SESSION), List.of("/", "/shop/*"));
    assertEquals(List.of(seen), inventory.storageKeys());
    assertEquals(List.of(seen), copy().storageKeys());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "anna@shop.example", "a\u001b[31mb", "é", "1234567", "12345x"})
  void storageKey_thatNobodyShouldDeclare_isCountedAlone(String key) {
    inventory.stored(key, Area.LOCAL, "/");
    assertEquals(List.of(), inventory.storageKeys());
    assertEquals(1, inventory.dropped());
  }

  @Test
  void storageKeys_moreThanThereIsRoomFor_areCounted() {
    for (int i = 0; i <= Inventory.MOST; i++) {
      inventory.stored("k" + (char) ('a' + i % 26) + (char) ('a' + i / 26), Area.LOCAL, "/");
    }
    assertEquals(Inventory.MOST, inventory.storageKeys().size());
    assertEquals(1, inventory.dropped());
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "'', /",
    "/about, /about",
    "/about/, /about/*",
    "/Wiki.jsp, /Wiki.jsp",
    "/docs/a/b/c, /docs/*",
    "/orders/4711?x=1, /orders/*",
    "/4711, /*",
    "/user17/x, /*",
    "/a@b.example, /*",
    "/reset;token=x, /*",
    "/abcdefghijklmnopqrstuvwxyz, /*",
    "/%3Cb%3E, /*",
    "/<b>, /*",
    "//evil, /*",
  })
  void place_ofAPath_isItsFirstPartAlone(String path, String place) {
    inventory.cookieSet("theme", SESSION, path);
    assertEquals(List.of(place), inventory.cookies().get(0).places());
  }

  @Test
  void cookie_setByTheServer_isNoLongerACookieThatWasOnlySent() {
    inventory.cookieSent("theme", "/a");
    inventory.cookieSet("theme", SESSION, "/b");
    inventory.cookieSent("theme", "/c");
    assertEquals(List.of(new Cookie("theme", true, SESSION, List.of("/b"))), inventory.cookies());
  }

  @ParameterizedTest
  @CsvSource({
    "86401, P2D",
    "2592000, P30D",
    "1, PT1M",
    "0, PT1M",
    "1800, PT30M",
    "99999999, P400D"
  })
  void cookie_itsLifetime_isTheLongestSeenAndRoundedUp(long seconds, String kept) {
    inventory.cookieSet("theme", Optional.of(Duration.ofSeconds(seconds)), "/");
    inventory.cookieSet("theme", SESSION, "/");
    inventory.cookieSet("theme", Optional.of(Duration.ofSeconds(1)), "/");
    Duration lifetime = inventory.cookies().get(0).lifetime().orElseThrow();
    assertEquals(Optional.of(lifetime), Durations.parse(kept));
  }

  @Test
  void origins_ofManyKindsAndPages_areKeptOnceEach() {
    inventory.originUsed("https://a.example", Kind.SCRIPT, "/x/1");
    inventory.originUsed("https://a.example", Kind.IMG, "/y");
    inventory.originUsed("http://b.example:8080", Kind.FORM, "/");
    assertEquals(
        List.of(
            new Origin("http://b.example:8080", Set.of(Kind.FORM), List.of("/")),
            new Origin("https://a.example", Set.of(Kind.SCRIPT, Kind.IMG), List.of("/x/*", "/y"))),
        inventory.origins());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.example",
        "https://a.example/x",
        "https://*.example.org",
        "https://u@a.example",
        "https://A.example",
        "javascript:x",
        "https://a_b.example",
        "https://a.example:0",
      })
  void origins_thatAreNone_areCountedAlone(String origin) {
    inventory.originUsed(origin, Kind.IMG, "/");
    assertEquals(List.of(), inventory.origins());
    assertEquals(1, inventory.dropped());
  }

  @Test
  void claims_ofClients_areBoundedAndLeaveRoomForTheServer() {
    for (int i = 0; i < 1000; i++) {
      String letters = Integer.toString(i + 46_656, 36).replaceAll("[0-9]", "_");
      inventory.cookieSent("sent_" + letters + "." + i, "/");
      inventory.originUsed("https://h" + i + ".example", Kind.IMG, "/p" + letters);
    }
    assertEquals(Inventory.MOST, inventory.cookies().size());
    assertEquals(Inventory.MOST, inventory.origins().size());
    assertEquals(2 * (1000 - Inventory.MOST), inventory.dropped());
    inventory.cookieSet("theme", SESSION, "/");
    assertEquals("theme", inventory.cookies().get(0).name());
    for (String place : List.of("/a", "/b", "/c", "/d")) {
      inventory.cookieSet("theme", SESSION, place);
    }
    assertEquals(Inventory.MOST_PLACES, inventory.cookies().get(0).places().size());
  }

  @Test
  void changes_whenNothingIsNew_stay() {
    inventory.cookieSet("theme", Optional.of(Duration.ofDays(1)), "/a");
    inventory.originUsed("https://a.example", Kind.IMG, "/a");
    long before = inventory.changes();
    inventory.cookieSet("theme", Optional.of(Duration.ofDays(1)), "/a");
    inventory.originUsed("https://a.example", Kind.IMG, "/a");
    assertEquals(before, inventory.changes());
    inventory.originUsed("https://a.example", Kind.SCRIPT, "/a");
    assertTrue(inventory.changes() > before);
  }

  @Test
  void json_readBack_isTheSame() throws IOException {
    inventory.cookieSet("theme_12345", Optional.of(Duration.ofDays(30)), "/a/b");
    inventory.cookieSent("_ga", "/");
    inventory.cookieSent("_ga", "/4711");
    inventory.originUsed("https://a.example", Kind.IMG, "/a");
    inventory.originUsed("https://a.example", Kind.SOCKET, "/b/c");
    inventory.originUsed("no origin", Kind.IMG, "/a");
    Inventory copy = copy();
    assertEquals(inventory.cookies(), copy.cookies());
    assertEquals(inventory.origins(), copy.origins());
    assertEquals(inventory.dropped(), copy.dropped());
    assertEquals(inventory.toJson(), copy.toJson());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "root:x:0:0",
        "{\"inventory\":2}",
        "{\"inventory\":1,\"more\":1}",
        "{\"inventory\":1,\"cookies\":[1]}",
        "{\"inventory\":1,\"cookies\":[{\"name\":\"a\"}]}",
        "{\"inventory\":1,\"origins\":[{\"origin\":\"https://a.example\",\"kinds\":[\"x\"]}]}",
      })
  void read_noInventory_tellsWhy(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("seen.json"), text);
    PolicyException e = assertThrows(PolicyException.class, () -> Inventory.read(file));
    assertFalse(e.mistakes().isEmpty());
  }

  @Test
  void anything_seen_isWrittenSoThatItCanBeReadAndHoldsNothingElse() throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(12), 0, 0x180).forEach(text::appendCodePoint);
      inventory.cookieSent(text.toString(), text.toString());
      inventory.cookieSet("c" + text, SESSION, "/" + text);
      inventory.originUsed("https://" + text, Kind.IMG, text.toString());
    }
    String json = inventory.toJson();
    assertTrue(json.matches("[\\n -~]*"), () -> "seed " + SEED + ": " + json);
    assertEquals(json, copy().toJson(), () -> "seed " + SEED);
  }
}
