// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.Series;
import io.consentfilter.login.TokenHash;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One call of each method of a store that holds {@link #SERIES} and {@link #ROW}. */
final class Calls {

  static final Instant NOW = Instant.parse("2026-11-01T09:00:00Z");
  static final Instant LATER = NOW.plusSeconds(1);
  static final TokenHash HASH = TokenHash.ofText("A".repeat(43));
  static final TokenHash NEXT_HASH = TokenHash.ofText("B" + "A".repeat(42));
  static final String USER = "SECRET-anna";
  static final Series SERIES = series("SECRET-series", USER);
  static final LoginRow ROW = row("SECRET-login", USER, Optional.of(SERIES.selector()));

  private Calls() {}

  static LoginRow row(String id, String userId, Optional<String> series) {
    return new LoginRow(id, userId, series, NOW, NOW, "SECRET-label", false, NOW);
  }

  static Series series(String selector, String userId) {
    return new Series(
        selector,
        userId,
        HASH,
        Optional.empty(),
        Optional.empty(),
        false,
        NOW,
        NOW,
        "SECRET-label");
  }

  static Series replaced(Series series) {
    return new Series(
        series.selector(),
        series.userId(),
        NEXT_HASH,
        Optional.of(series.current()),
        Optional.of(LATER),
        false,
        series.created(),
        LATER,
        series.label());
  }

  /** By the method's name; none is missing. */
  static Map<String, Consumer<LoginStore>> ofEveryMethod() {
    Map<String, Consumer<LoginStore>> calls = new LinkedHashMap<>();
    String id = ROW.id();
    String selector = SERIES.selector();
    calls.put("insert", store -> store.insert(row("SECRET-2", USER, Optional.of(selector))));
    calls.put("find", store -> store.find(id));
    calls.put("ofUser", store -> store.ofUser(USER));
    calls.put("active", store -> store.active(id, LATER));
    calls.put("authenticated", store -> store.authenticated(id, LATER));
    calls.put("end", store -> store.end(id));
    calls.put("endLogins", store -> store.endLogins(selector));
    calls.put("endSeries", store -> store.endSeries(selector));
    calls.put("endUser", store -> store.endUser(USER));
    calls.put("remember", store -> store.remember(series("SECRET-3", USER)));
    calls.put("series", store -> store.series(selector));
    calls.put("seriesOf", store -> store.seriesOf(USER));
    calls.put("replace", store -> store.replace(HASH, replaced(SERIES)));
    calls.put(
        "resume",
        store ->
            store.resume(HASH, replaced(SERIES), row("SECRET-4", USER, Optional.of(selector))));
    calls.put("confirm", store -> store.confirm(selector, HASH));
    calls.put("purgeLogins", store -> store.purgeLogins(LATER, NOW));
    calls.put("purgeSeries", store -> store.purgeSeries(LATER));
    assertEquals(
        Arrays.stream(LoginStore.class.getMethods())
            .map(Method::getName)
            .collect(Collectors.toSet()),
        calls.keySet());
    return calls;
  }
}
