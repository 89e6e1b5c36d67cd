// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The domains that a page of a host can set cookies for: the host and its parents of at least two
 * labels. Browsers refuse the public suffixes among them themselves.
 */
final class HostDomains {

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63})*\\.[a-z0-9_-]{1,63}");
  private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?[0-9]+|.*\\.0x[0-9a-f]*");
  private static final int LONGEST = 253;

  private HostDomains() {}

  /**
   * Returns the domains, the host first; none for an address, a single label or what is no host
   * name, so that a forged {@code Host} header reaches no response header.
   *
   * @param host the host that the browser asked for, with or without a port
   */
  static List<String> of(String host) {
    String name = name(host);
    List<String> domains = new ArrayList<>();
    if (name.length() > LONGEST
        || !NAME.matcher(name).matches()
        || NUMERIC_END.matcher(name).matches()) {
      return domains;
    }
    for (int dot = 0; name.indexOf('.', dot) >= 0; dot = name.indexOf('.', dot) + 1) {
      domains.add(name.substring(dot));
    }
    return domains;
  }

  private static String name(String host) {
    int colon = host.lastIndexOf(':');
    String name = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
