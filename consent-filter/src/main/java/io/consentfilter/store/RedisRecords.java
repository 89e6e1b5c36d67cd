// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginStoreException;
import io.consentfilter.login.Series;
import io.consentfilter.login.TokenHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Logins and series as the script takes and returns them, field by field in the script's order.
 *
 * <p>Safe for use by several threads.
 */
final class RedisRecords {

  /** Redis orders by floating point, which is exact up to here: some 285,000 years. */
  private static final long LATEST = 1L << 53;

  private RedisRecords() {}

  static String millis(Instant time) {
    Instant latest = Instant.ofEpochMilli(LATEST);
    Instant earliest = Instant.ofEpochMilli(-LATEST);
    Instant kept = time.isAfter(latest) ? latest : time.isBefore(earliest) ? earliest : time;
    return Long.toString(kept.toEpochMilli());
  }

  /**
   * The arguments that add a login.
   *
   * @throws IllegalArgumentException if an identifier would not come back as it is
   */
  static List<String> arguments(LoginRow row) {
    List<String> arguments = new ArrayList<>();
    arguments.add(kept(row.id()));
    arguments.add(kept(row.userId()));
    arguments.add(millis(row.begun()));
    arguments.add(millis(row.lastActive()));
    arguments.add(legible(row.label()));
    arguments.add(bit(row.remembered()));
    arguments.add(millis(row.authenticated()));
    row.series().map(RedisRecords::kept).ifPresent(arguments::add);
    return arguments;
  }

  /**
   * The arguments that put a series.
   *
   * @throws IllegalArgumentException if an identifier would not come back as it is
   */
  static List<String> arguments(Series series) {
    List<String> arguments = new ArrayList<>();
    arguments.add(kept(series.selector()));
    arguments.add(kept(series.userId()));
    arguments.add(series.current().text());
    arguments.add(bit(series.confirmed()));
    arguments.add(millis(series.created()));
    arguments.add(millis(series.lastUsed()));
    arguments.add(legible(series.label()));
    series.previous().map(TokenHash::text).ifPresent(arguments::add);
    series.replacedAt().map(RedisRecords::millis).ifPresent(arguments::add);
    return arguments;
  }

  /** Two identifiers that Redis cannot tell apart would make one user of two. */
  private static String kept(String identifier) {
    if (!RedisScript.canKeep(identifier)) {
      throw new IllegalArgumentException("an identifier holds half a surrogate pair");
    }
    return identifier;
  }

  private static String legible(String label) {
    return new String(label.getBytes(UTF_8), UTF_8);
  }

  private static String bit(boolean set) {
    return set ? "1" : "0";
  }

  static Optional<LoginRow> login(@Nullable Object reply) {
    return read(reply, value -> login(new Fields(value)));
  }

  static List<LoginRow> logins(@Nullable Object reply) {
    return each(reply, value -> login(new Fields(value)));
  }

  static Optional<Series> series(@Nullable Object reply) {
    return read(reply, value -> series(new Fields(value)));
  }

  static List<Series> allSeries(@Nullable Object reply) {
    return each(reply, value -> series(new Fields(value)));
  }

  static Set<String> ids(@Nullable Object reply) {
    return Set.copyOf(each(reply, RedisRecords::text));
  }

  static Optional<Instant> time(@Nullable Object reply) {
    return read(reply, value -> time(text(value)));
  }

  static List<Long> numbers(@Nullable Object reply) {
    return each(reply, Long.class::cast);
  }

  private static <T> List<T> each(@Nullable Object reply, Function<Object, T> reader) {
    return read(reply, value -> ((List<?>) value).stream().map(reader).toList())
        .orElseGet(List::of);
  }

  /** What cannot be read is no answer, and nothing of it may show in a message. */
  private static <T> Optional<T> read(@Nullable Object reply, Function<Object, T> reader) {
    try {
      return Optional.ofNullable(reply).map(reader);
    } catch (RuntimeException e) {
      throw new LoginStoreException("Redis holds a login that cannot be read", null);
    }
  }

  private static LoginRow login(Fields fields) {
    String id = fields.next();
    String userId = fields.next();
    Optional<String> series = fields.nextIfThere();
    Instant begun = time(fields.next());
    Instant lastActive = time(fields.next());
    String label = fields.next();
    boolean remembered = bit(fields.next());
    Instant authenticated = time(fields.next());
    return new LoginRow(id, userId, series, begun, lastActive, label, remembered, authenticated);
  }

  private static Series series(Fields fields) {
    String selector = fields.next();
    String userId = fields.next();
    TokenHash current = TokenHash.ofText(fields.next());
    Optional<TokenHash> previous = fields.nextIfThere().map(TokenHash::ofText);
    Optional<Instant> replacedAt = fields.nextIfThere().map(RedisRecords::time);
    boolean confirmed = bit(fields.next());
    Instant created = time(fields.next());
    Instant lastUsed = time(fields.next());
    String label = fields.next();
    return new Series(
        selector, userId, current, previous, replacedAt, confirmed, created, lastUsed, label);
  }

  private static boolean bit(String field) {
    return field.equals("1");
  }

  private static Instant time(String field) {
    return Instant.ofEpochMilli(Long.parseLong(field));
  }

  private static String text(Object value) {
    return new String((byte[]) value, UTF_8);
  }

  /** The fields of one record, one after the other. */
  private static final class Fields {
    private final Iterator<?> values;

    Fields(Object record) {
      values = ((List<?>) record).iterator();
    }

    Optional<String> nextIfThere() {
      return Optional.<Object>ofNullable(values.next()).map(RedisRecords::text);
    }

    String next() {
      return nextIfThere().orElseThrow();
    }
  }
}
