// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.consentfilter.demo.Boekhuis;
import io.consentfilter.demo.MovableClock;
import io.consentfilter.demo.Options;
import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.Series;
import io.consentfilter.login.TokenHash;
import io.consentfilter.store.CaffeineLoginStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the login store holds, in the hands of somebody who should not have it. */
class LeakedStoreTest {

  @TempDir private Path folder;

  @Test
  @Tag("R83")
  void storedValues_asCookies_openNothing() throws IOException, GeneralSecurityException {
    CaffeineLoginStore store = new CaffeineLoginStore(100);
    MovableClock clock = new MovableClock("2026-11-21T12:00:00Z");
    try (Boekhuis boekhuis =
        Boekhuis.start(
            Options.in(folder), clock, Map.of(LoginStore.class.getName(), (LoginStore) store))) {
      Wire wire = Wire.plain(boekhuis.url().getPort());
      Session anna = Session.loggedIn(wire, "anna", true);
      assertEquals(200, anna.set("session", "").get("/app").status());
      Set<String> leaked = texts(store, "u-4107");
      assertTrue(leaked.size() >= 4, "a login, a selector and two hashes");
      assertFalse(leaked.contains(anna.cookie("session")));
      assertTrue(leaked.stream().noneMatch(anna.cookie("remember")::endsWith));
      for (String cookie : attempts(leaked)) {
        Answer answer = wire.get("/app", "Cookie: " + cookie);
        assertTrue(answer.asksToLogIn(), cookie);
        assertEquals("", answer.cookie("session"), cookie);
      }
      assertEquals(200, anna.get("/app").status(), "nobody was thrown out either");
    }
  }

  private static Set<String> texts(LoginStore store, String user) {
    Set<String> texts = new TreeSet<>();
    for (LoginRow row : store.ofUser(user)) {
      texts.add(row.id());
      row.series().ifPresent(texts::add);
    }
    for (Series series : store.seriesOf(user)) {
      texts.add(series.selector());
      texts.add(series.current().text());
      series.previous().map(TokenHash::text).ifPresent(texts::add);
    }
    return texts;
  }

  private static List<String> attempts(Set<String> leaked) {
    List<String> attempts = new ArrayList<>();
    for (String one : leaked) {
      attempts.add("session=" + one);
      attempts.add("remember=" + one);
      for (String other : leaked) {
        attempts.add("remember=" + one + "." + other);
        attempts.add("session=" + one + "; remember=" + other + "." + one);
      }
    }
    return attempts;
  }
}
