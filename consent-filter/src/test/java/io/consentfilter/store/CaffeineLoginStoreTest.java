// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.LoginStoreContract;
import io.consentfilter.login.Series;
import io.consentfilter.login.TokenHash;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaffeineLoginStoreTest extends LoginStoreContract {

  private static final Instant NOW = Instant.parse("2026-11-01T09:00:00Z");

  @Override
  protected LoginStore newStore() {
    return new CaffeineLoginStore(100_000);
  }

  private static LoginRow row(String id, String userId, Optional<String> series) {
    return new LoginRow(id, userId, series, NOW, NOW, "Firefox", false, NOW);
  }

  private static Series series(String selector, String userId) {
    TokenHash hash = TokenHash.ofText("A".repeat(43));
    return new Series(
        selector, userId, hash, Optional.empty(), Optional.empty(), false, NOW, NOW, "Firefox");
  }

  @Test
  void newStore_zero_throws() {
    assertThrows(IllegalArgumentException.class, () -> new CaffeineLoginStore(0));
  }

  @Test
  void insert_usedId_throws() {
    CaffeineLoginStore store = new CaffeineLoginStore(10);
    assertTrue(store.insert(row("a", "anna", Optional.empty())));
    assertThrows(
        IllegalArgumentException.class, () -> store.insert(row("a", "bram", Optional.empty())));
    assertEquals(1, store.indexed());
  }

  @Test
  void remember_usedSelector_throws() {
    CaffeineLoginStore store = new CaffeineLoginStore(10);
    store.remember(series("s", "anna"));
    assertThrows(IllegalArgumentException.class, () -> store.remember(series("s", "bram")));
    assertEquals(1, store.indexed());
  }

  @Test
  void insert_manyMoreThanKept_indexesOnlyWhatIsKept() {
    CaffeineLoginStore store = new CaffeineLoginStore(10);
    for (int i = 0; i < 1_000; i++) {
      store.remember(series("s" + i, "user" + i));
      store.insert(row("l" + i, "user" + i, Optional.of("s" + i)));
    }
    int kept = 0;
    int keptSeries = 0;
    for (int i = 0; i < 1_000; i++) {
      kept += store.find("l" + i).isPresent() ? 1 : 0;
      keptSeries += store.series("s" + i).isPresent() ? 1 : 0;
      assertEquals(store.find("l" + i).stream().toList(), store.ofUser("user" + i));
    }
    assertEquals(10, kept);
    assertEquals(10, keptSeries);
    assertEquals(kept * 2 + keptSeries, store.indexed());
  }

  @Test
  void end_everything_leavesNothingIndexed() {
    CaffeineLoginStore store = new CaffeineLoginStore(1_000);
    for (int i = 0; i < 100; i++) {
      String user = "user" + i % 7;
      store.remember(series("s" + i, user));
      store.insert(row("a" + i, user, Optional.of("s" + i)));
      store.insert(row("b" + i, user, Optional.empty()));
    }
    store.end("b0");
    store.endLogins("s1");
    store.endSeries("s2");
    store.endUser("user3");
    store.purgeSeries(NOW.plusSeconds(1));
    store.purgeLogins(NOW.plusSeconds(1), NOW.plusSeconds(1));
    assertEquals(0, store.indexed());
  }
}
