// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.store;

import static java.util.Locale.ROOT;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Notes every round trip to a database, fails one of them on demand, and looks at how connections
 * come back.
 *
 * <p>Not for several threads.
 */
final class WatchedDataSource {

  /** What the drivers answer without asking the database. */
  private static final Set<String> LOCAL =
      Set.of(
          "close",
          "createArrayOf",
          "getAutoCommit",
          "getMetaData",
          "getNetworkTimeout",
          "prepareStatement",
          "setAutoCommit",
          "setNetworkTimeout");

  private final DataSource bare;
  private final boolean autoCommit;
  private final List<String> trips = Collections.synchronizedList(new ArrayList<>());
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger open = new AtomicInteger();
  private int chosen = Integer.MAX_VALUE;
  private Happening happening = () -> {};

  /** Hands out connections that are in the given mode. */
  WatchedDataSource(DataSource bare, boolean autoCommit) {
    this.bare = bare;
    this.autoCommit = autoCommit;
  }

  /** Something that happens in between. */
  @FunctionalInterface
  interface Happening {
    void happens() throws SQLException;
  }

  @FunctionalInterface
  private interface Call {
    Object made(Method method, Object[] arguments) throws Throwable;
  }

  DataSource dataSource() {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Connection connection = bare.getConnection();
          connection.setAutoCommit(autoCommit);
          open.incrementAndGet();
          return watched(connection);
        });
  }

  /** Forgets all trips, and fails that of the given number, counted from 0, before it is made. */
  void failAt(int number) {
    before(
        number,
        () -> {
          throw new SQLException("failed on demand", "57000");
        });
  }

  /** Forgets all trips, and lets something happen before the one of the given number. */
  void before(int number, Happening what) {
    trips.clear();
    chosen = number;
    happening = what;
  }

  void failNothing() {
    before(Integer.MAX_VALUE, () -> {});
  }

  /** The first word of each statement, and {@code commit} and {@code rollback}. */
  List<String> trips() {
    return List.copyOf(trips);
  }

  /** What was wrong with connections that were given back, or that were not. */
  List<String> faults() {
    List<String> all = new ArrayList<>(faults);
    if (open.get() != 0) {
      all.add(open.get() + " connections not closed");
    }
    return all;
  }

  private Connection watched(Connection bareConnection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          String name = method.getName();
          if (name.equals("close")) {
            open.decrementAndGet();
            inspect(bareConnection);
          } else if (!LOCAL.contains(name)) {
            trip(name);
          }
          Object result = method.invoke(bareConnection, arguments);
          return result instanceof PreparedStatement statement
              ? watched(statement, (String) arguments[0])
              : result;
        });
  }

  private PreparedStatement watched(PreparedStatement bareStatement, String sql) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            trip(sql.substring(0, sql.indexOf(' ')).toLowerCase(ROOT));
          }
          return method.invoke(bareStatement, arguments);
        });
  }

  private void trip(String name) throws SQLException {
    trips.add(name);
    if (trips.size() - 1 == chosen) {
      happening.happens();
    }
  }

  private void inspect(Connection connection) throws SQLException {
    if (connection.getAutoCommit() != autoCommit) {
      faults.add("autocommit changed to " + connection.getAutoCommit());
    }
    if (connection.getNetworkTimeout() != 0) {
      faults.add("network timeout changed to " + connection.getNetworkTimeout());
    }
    try (PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
      if (statement.getQueryTimeout() != 0) {
        faults.add("query timeout changed to " + statement.getQueryTimeout());
      }
    }
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return call.made(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
