// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import io.consentfilter.login.LoginRow;
import io.consentfilter.login.LoginStore;
import io.consentfilter.login.LoginStoreException;
import io.consentfilter.login.Series;
import io.consentfilter.login.TokenHash;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Logins and series in Redis, for any number of nodes; needs Redis 6.2 or Valkey 7.2, or later, and
 * the Jedis client on the class path.
 *
 * <p>Each method is one script that Redis runs by itself: one round trip, nothing in between. Only
 * a purge takes several, each of them whole.
 *
 * <h2>What is kept</h2>
 *
 * <p>Identifiers, times, labels and hashes; no password, validator or cookie. With the name space
 * {@code consent}:
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>type</th><th>holds</th></tr>
 * <tr><td>{@code {consent}:login:ID}</td><td>hash</td><td>a login</td></tr>
 * <tr><td>{@code {consent}:series:SELECTOR}</td><td>hash</td><td>a series</td></tr>
 * <tr><td>{@code {consent}:user-logins:USER}</td><td>sorted set</td><td>ids</td></tr>
 * <tr><td>{@code {consent}:user-series:USER}</td><td>sorted set</td><td>selectors</td></tr>
 * <tr><td>{@code {consent}:series-logins:SELECTOR}</td><td>sorted set</td><td>ids</td></tr>
 * <tr><td>{@code {consent}:logins-by-activity}, {@code {consent}:logins-by-begin}</td>
 * <td>sorted set</td><td>ids, for purging</td></tr>
 * <tr><td>{@code {consent}:series-by-creation}</td><td>sorted set</td>
 * <td>selectors, for purging</td></tr>
 * </table>
 *
 * <p>Every key expires 401 days after it was last put, a day more than the longest limit that can
 * be set: nothing stays for ever even if nobody purges, and no clock but the application's ends a
 * login. Purge every hour or so all the same, since user ids are personal data.
 *
 * <h2>How Redis must be set up</h2>
 *
 * <ul>
 *   <li>{@code maxmemory-policy noeviction}. Any other policy may drop an index and with it the
 *       means to end the logins of a user. A full Redis refuses new logins and still ends old ones.
 *   <li>{@code appendonly yes}. Without it a restart logs everybody out, and with snapshots alone
 *       it brings logins back that were ended since. Under {@code appendfsync everysec} a crash may
 *       bring back those of the last second; {@code always} prevents that. So may a failover, since
 *       replicas lag behind.
 *   <li>Not reachable by others: whoever can write here can log in as anybody.
 *   <li>A user limited by access rules needs {@code ~{consent}:*} and {@code +@all}, or the
 *       commands that the script names.
 * </ul>
 *
 * <p>In a Redis Cluster the braces put all keys of a name space into one slot, which makes the
 * scripts possible and one shard the home of all logins. If the connection to it breaks, a cluster
 * client repeats what it sent; should Redis have done it before, {@link #insert} and {@link
 * #remember} report a used identifier, and {@link #replace} and {@link #resume} that another was
 * faster.
 *
 * <h2>When Redis fails</h2>
 *
 * <p>Every failure is a {@link LoginStoreException}. Its message holds at most an error code of
 * Redis; its cause, if any, names host and port at most. When Redis has been away, the first
 * request on an old connection fails and drops the others: the next ones connect anew. A store made
 * from a URI waits one second at most for each of: a free one of its 16 connections, a new
 * connection, and an answer. For a client of your own set the same: Jedis waits for a free
 * connection for ever unless told otherwise.
 *
 * <p>Safe for use by several threads.
 */
public final class RedisLoginStore implements LoginStore, AutoCloseable {

  /** The name space unless another is given: {@value}. */
  public static final String DEFAULT_NAME_SPACE = "consent";

  private static final Pattern NAME_SPACE = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int PATIENCE_MILLIS = 1_000;
  private static final int MOST_CONNECTIONS = 16;

  /** Redis answers nobody else during a script: so many keep it busy for some milliseconds. */
  private static final int PURGED_AT_ONCE = 500;

  private final UnifiedJedis redis;
  private final boolean owned;
  private final RedisScript script;

  /**
   * Makes a store with connections of its own, in the name space {@value #DEFAULT_NAME_SPACE}.
   *
   * @param uri as in {@link #RedisLoginStore(URI, String)}
   * @throws IllegalArgumentException if {@code uri} is of another form; the message does not repeat
   *     it
   */
  public RedisLoginStore(URI uri) {
    this(uri, DEFAULT_NAME_SPACE);
  }

  /**
   * Makes a store with connections of its own; connects at the first use only.
   *
   * @param uri {@code redis://[user:password@]host:port[/database]}, or {@code rediss:} for TLS
   * @param nameSpace sets applications on one Redis apart: 1 to 64 of {@code A-Za-z0-9._-}
   * @throws IllegalArgumentException if either is of another form; the message does not repeat it
   */
  public RedisLoginStore(URI uri, String nameSpace) {
    this(connected(uri), true, nameSpace);
  }

  /**
   * Makes a store on connections that stay the caller's: a pooled, Sentinel or Cluster client.
   *
   * @param redis the client; {@link #close} leaves it open
   * @param nameSpace sets applications on one Redis apart: 1 to 64 of {@code A-Za-z0-9._-}
   * @throws IllegalArgumentException if {@code nameSpace} is of another form
   */
  public RedisLoginStore(UnifiedJedis redis, String nameSpace) {
    this(redis, false, nameSpace);
  }

  private RedisLoginStore(UnifiedJedis redis, boolean owned, String nameSpace) {
    if (!NAME_SPACE.matcher(nameSpace).matches()) {
      throw new IllegalArgumentException("a name space has 1 to 64 of A-Z a-z 0-9 . _ -");
    }
    this.redis = redis;
    this.owned = owned;
    this.script = new RedisScript(redis, "{" + nameSpace + "}:");
  }

  private static UnifiedJedis connected(URI uri) {
    DefaultJedisClientConfig config;
    try {
      config = DefaultJedisClientConfig.builder(uri).timeoutMillis(PATIENCE_MILLIS).build();
    } catch (RuntimeException e) {
      // Neither the URI nor a cause that may repeat it: it can hold a password.
      throw new IllegalArgumentException("not of the form redis://[user:password@]host:port[/db]");
    }
    return RedisClient.builder()
        .hostAndPort(JedisURIHelper.getHostAndPort(uri))
        .clientConfig(config)
        .poolConfig(pool())
        .build();
  }

  private static ConnectionPoolConfig pool() {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MOST_CONNECTIONS);
    pool.setMaxIdle(MOST_CONNECTIONS);
    pool.setMaxWait(Duration.ofMillis(PATIENCE_MILLIS));
    pool.setJmxEnabled(false);
    return pool;
  }

  @SafeVarargs
  private @Nullable Object run(String operation, List<String>... arguments) {
    List<String> all = new ArrayList<>();
    all.add(operation);
    for (List<String> some : arguments) {
      all.addAll(some);
    }
    return script.run(all);
  }

  private @Nullable Object run(String operation, String... arguments) {
    return run(operation, List.of(arguments));
  }

  @Override
  public boolean insert(LoginRow row) {
    return isAdded(run("insert", RedisRecords.arguments(row)));
  }

  private static boolean isAdded(@Nullable Object result) {
    if (Long.valueOf(-1).equals(result)) {
      throw new IllegalArgumentException("a login of this id exists already");
    }
    return isOne(result);
  }

  private static boolean isOne(@Nullable Object result) {
    return Long.valueOf(1).equals(result);
  }

  @Override
  public Optional<LoginRow> find(String loginId) {
    return RedisRecords.login(run("find", loginId));
  }

  @Override
  public List<LoginRow> ofUser(String userId) {
    return RedisRecords.logins(run("ofUser", userId));
  }

  @Override
  public Optional<Instant> active(String loginId, Instant at) {
    return RedisRecords.time(run("active", loginId, RedisRecords.millis(at)));
  }

  @Override
  public void authenticated(String loginId, Instant at) {
    run("authenticated", loginId, RedisRecords.millis(at));
  }

  @Override
  public void end(String loginId) {
    run("end", loginId);
  }

  @Override
  public Set<String> endLogins(String selector) {
    return RedisRecords.ids(run("endLogins", selector));
  }

  @Override
  public Set<String> endSeries(String selector) {
    return RedisRecords.ids(run("endSeries", selector));
  }

  @Override
  public Set<String> endUser(String userId) {
    return RedisRecords.ids(run("endUser", userId));
  }

  @Override
  public void remember(Series series) {
    if (!isOne(run("remember", RedisRecords.arguments(series)))) {
      throw new IllegalArgumentException("a series of this selector exists already");
    }
  }

  @Override
  public Optional<Series> series(String selector) {
    return RedisRecords.series(run("series", selector));
  }

  @Override
  public List<Series> seriesOf(String userId) {
    return RedisRecords.allSeries(run("seriesOf", userId));
  }

  @Override
  public boolean replace(TokenHash expected, Series next) {
    List<String> hash = List.of(expected.text());
    return isOne(run("replace", hash, RedisRecords.arguments(next)));
  }

  @Override
  public boolean resume(TokenHash expected, Series next, LoginRow login) {
    Resumption.check(next, login);
    List<String> hash = List.of(expected.text());
    List<String> added = RedisRecords.arguments(login);
    return isAdded(run("resume", hash, added, RedisRecords.arguments(next)));
  }

  @Override
  public void confirm(String selector, TokenHash current) {
    run("confirm", selector, current.text());
  }

  @Override
  public int purgeLogins(Instant activeBefore, Instant begunBefore) {
    return purged("purgeIdle", activeBefore) + purged("purgeOld", begunBefore);
  }

  @Override
  public int purgeSeries(Instant createdBefore) {
    return purged("purgeSeries", createdBefore);
  }

  private int purged(String operation, Instant before) {
    String most = Integer.toString(PURGED_AT_ONCE);
    int dropped = 0;
    long looked;
    do {
      List<Long> counts = RedisRecords.numbers(run(operation, RedisRecords.millis(before), most));
      dropped += counts.get(0).intValue();
      looked = counts.get(1);
    } while (looked == PURGED_AT_ONCE);
    return dropped;
  }

  /** Closes the connections if they are the store's own; using it later is a failure of Redis. */
  @Override
  public void close() {
    if (owned) {
      redis.close();
    }
  }
}
