// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How Boekhuis is started. Immutable and thread-safe.
 *
 * @param host the name or address to listen on
 * @param port the port for http; 0 picks a free one
 * @param httpsPort the port for https, 0 for a free one; without it Boekhuis speaks plain http
 * @param policy the file with another policy than its own
 * @param data the folder for keys, certificate, books and page counts, made where it does not exist
 * @param logins where logins are kept, and with them the books
 */
public record Options(
    String host,
    int port,
    OptionalInt httpsPort,
    Optional<Path> policy,
    Path data,
    LoginPlace logins) {

  /** The loopback address: nobody else on the network sees the demo unless asked for. */
  public static final String LOOPBACK = "127.0.0.1";

  /** Checks the ports. */
  public Options {
    requirePort(port);
    httpsPort.ifPresent(Options::requirePort);
  }

  private static void requirePort(int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("Port " + port + " is not between 0 and 65535");
    }
  }

  /**
   * Returns plain http on a free loopback port, with its own policy, this data folder and logins in
   * memory.
   */
  public static Options in(Path data) {
    return new Options(
        LOOPBACK, 0, OptionalInt.empty(), Optional.empty(), data, new LoginPlace.Memory());
  }

  /** Returns these options with https on this port, 0 for a free one. */
  public Options withHttps(int httpsPort) {
    return new Options(host, port, OptionalInt.of(httpsPort), policy, data, logins);
  }

  /** Returns these options with the policy of this file. */
  public Options withPolicy(Path file) {
    return new Options(host, port, httpsPort, Optional.of(file), data, logins);
  }

  /** Returns these options with logins kept there. */
  public Options withLogins(LoginPlace place) {
    return new Options(host, port, httpsPort, policy, data, place);
  }
}
