// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Where Boekhuis keeps logins. Immutable and thread-safe. */
public sealed interface LoginPlace {

  /** In memory: a restart logs everybody out. */
  record Memory() implements LoginPlace {}

  /** In a file of the data folder, or in memory while another Boekhuis uses that file. */
  record Folder() implements LoginPlace {}

  /**
   * In a database that several of these may share.
   *
   * @param url how JDBC reaches it; may hold a password and is therefore never printed
   */
  record Database(String url) implements LoginPlace {

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String H2 = "jdbc:h2:";

    /**
     * Checks the kind of database.
     *
     * @throws IllegalArgumentException if it is another one; the message does not repeat the URL
     */
    public Database {
      if (!url.startsWith(POSTGRESQL) && !url.startsWith(H2)) {
        throw new IllegalArgumentException(
            "--jdbc takes jdbc:postgresql://host:port/database?user=…&password=… or jdbc:h2:…");
      }
    }

    /** Returns the name of the class that speaks with it, both of which this jar carries. */
    String driver() {
      return postgres() ? "org.postgresql.Driver" : "org.h2.Driver";
    }

    boolean postgres() {
      return url.startsWith(POSTGRESQL);
    }

    /** Returns the part of the URL that says where it is, without what could be a password. */
    String shown() {
      return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
    }

    @Override
    public String toString() {
      return "Database[redacted]";
    }
  }

  /**
   * In a Redis that several of these may share.
   *
   * @param uri {@code redis://[user:password@]host:port[/database]}; may hold a password and is
   *     therefore never printed
   */
  record Redis(URI uri) implements LoginPlace {

    private static final Set<String> SCHEMES = Set.of("redis", "rediss");

    /**
     * Checks the form of the address.
     *
     * @throws IllegalArgumentException if it is of another form; the message does not repeat it
     */
    public Redis {
      boolean known = uri.getScheme() != null && SCHEMES.contains(uri.getScheme());
      if (!known || uri.getHost() == null || uri.getPort() < 0) {
        throw wrong();
      }
    }

    /**
     * Returns the Redis with this address.
     *
     * @throws IllegalArgumentException if it is of another form; the message does not repeat it
     */
    public static Redis at(String uri) {
      try {
        return new Redis(new URI(uri));
      } catch (URISyntaxException quotesIt) {
        throw wrong();
      }
    }

    private static IllegalArgumentException wrong() {
      return new IllegalArgumentException(
          "--redis takes redis://[user:password@]host:port[/database], or rediss: for TLS");
    }

    /** Returns where it is, without user and password. */
    String shown() {
      return uri.getHost() + ":" + uri.getPort();
    }

    @Override
    public String toString() {
      return "Redis[redacted]";
    }
  }
}
