// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.login;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the address of a client behind proxies that the operator declared.
 *
 * <p>Anybody can send a {@code Forwarded} (RFC 7239) or {@code X-Forwarded-For} header. So it
 * counts only where the peer is a declared proxy, and is read from its end: each entry was written
 * by the hop after it and is believed as long as that hop is declared. Where both headers are sent
 * and lead to different clients, one of them was let through from outside, and neither counts.
 *
 * <p>Immutable and therefore safe for use by several threads.
 */
public final class ClientAddress {

  private final List<IpNetwork> trusted;

  /**
   * Takes the proxies of a site; none makes the peer the client, always.
   *
   * @param trustedProxies addresses and networks such as {@code 10.1.2.3}, {@code 10.1.2.0/24} or
   *     {@code 2001:db8::/32}: of the proxies alone, since others within could name any client
   * @throws IllegalArgumentException if one is neither, or is every address there is
   */
  public ClientAddress(List<String> trustedProxies) {
    this.trusted = trustedProxies.stream().map(IpNetwork::parse).toList();
  }

  /**
   * Finds the client of one request.
   *
   * @param peer who the connection comes from, as the container says
   * @param forwarded the lines of the {@code Forwarded} header in order, as anybody may have
   *     written them
   * @param xForwardedFor the same of {@code X-Forwarded-For}
   * @return the address in the form of RFC 5952; the peer where the headers do not count or cannot
   *     be read as far as they do; the peer's own text if that is no address
   */
  public String of(String peer, List<String> forwarded, List<String> xForwardedFor) {
    Optional<IpAddress> address = IpAddress.parse(peer);
    if (address.isEmpty()) {
      return peer;
    }
    IpAddress near = address.get();
    return client(near, forwarded, xForwardedFor).orElse(near).toString();
  }

  private Optional<IpAddress> client(
      IpAddress peer, List<String> forwarded, List<String> xForwardedFor) {
    Optional<IpAddress> standard =
        Forwarded.nodes(forwarded).flatMap(nodes -> farthest(peer, nodes));
    Optional<IpAddress> common = farthest(peer, entries(xForwardedFor));
    if (forwarded.isEmpty()) {
      return common;
    }
    return xForwardedFor.isEmpty() || standard.equals(common) ? standard : Optional.empty();
  }

  /** Goes back over the declared hops; empty if an entry on the way is no address. */
  private Optional<IpAddress> farthest(IpAddress peer, List<String> nodes) {
    IpAddress hop = peer;
    for (int index = nodes.size() - 1; index >= 0 && isTrusted(hop); index--) {
      Optional<IpAddress> before = IpAddress.parse(withoutPort(nodes.get(index)));
      if (before.isEmpty()) {
        return Optional.empty();
      }
      hop = before.get();
    }
    return Optional.of(hop);
  }

  private boolean isTrusted(IpAddress hop) {
    return trusted.stream().anyMatch(network -> network.contains(hop));
  }

  /**
   * Returns what one subscriber has, always spelt the same: an address of version 4, the first 64
   * bits of version 6, or one and the same word for any text that is no address.
   */
  public static String subscriber(String address) {
    return IpAddress.parse(address).map(IpAddress::subscriber).orElse("unknown");
  }

  private static List<String> entries(List<String> lines) {
    List<String> entries = new ArrayList<>();
    for (String line : lines) {
      for (String entry : line.split(",", -1)) {
        entries.add(entry.strip());
      }
    }
    // A list may have empty elements, which mean nothing (RFC 9110 section 5.6.1.2).
    entries.removeIf(String::isEmpty);
    return entries;
  }

  /** Of {@code 192.0.2.1:80} and {@code [2001:db8::1]:80} the address; all else as it is. */
  private static String withoutPort(String node) {
    int colon = node.lastIndexOf(':');
    boolean port = colon > 0 && (node.charAt(colon - 1) == ']' || node.indexOf(':') == colon);
    return port && node.substring(colon + 1).matches("[0-9]{1,5}")
        ? node.substring(0, colon)
        : node;
  }
}
