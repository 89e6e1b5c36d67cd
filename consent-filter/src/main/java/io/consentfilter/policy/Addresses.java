// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Origins (RFC 6454), hosts and URLs as a policy may hold them. */
final class Addresses {

  private static final int LONGEST = 2000;
  private static final int LONGEST_HOST = 253;
  private static final int LONGEST_BEGINNING = 256;

  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern HOST = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(https?)://([a-z0-9.-]{1,253}|\\[::1\\]|\\*\\.[a-z0-9-]+\\.[a-z0-9.-]{1,253})"
              + "(?::([1-9][0-9]{0,4}))?");
  private static final Pattern MAIL =
      Pattern.compile("[^\\s@<>\",;:/?]{1,64}@[^\\s@<>\",;:/?]{1,253}");

  /** The name of a host, as in the {@code Domain} attribute of a cookie. */
  static final Form<String> DOMAIN =
      Form.text(
          Rule.COOKIE,
          "not a domain",
          "a host name in lower case without a leading dot, such as \"example.org\"",
          text -> Optional.of(text).filter(Addresses::host));

  /** An absolute URL for a link. */
  static final Form<String> LINK =
      Form.text(
          Rule.URL,
          "not a link",
          "an absolute https URL without credentials",
          text -> Optional.of(text).filter(Addresses::link));

  /** An absolute URL for a link, or a path on this site. */
  static final Form<String> LINK_OR_PATH =
      Form.text(
          Rule.URL,
          "not a link",
          "a path on this site such as \"/privacy\", or an absolute https URL without credentials",
          text -> Optional.of(text).filter(t -> link(t) || localLink(t)));

  /** An e-mail address, or an absolute URL for a link. */
  static final Form<String> CONTACT =
      Form.text(
          Rule.URL,
          "not an address",
          "an e-mail address, or an absolute https URL without credentials",
          text -> Optional.of(text).filter(t -> link(t) || MAIL.matcher(t).matches()));

  private Addresses() {}

  /** An origin; plain http only where it stays on the machine or the whole site speaks it. */
  static Form<String> origin(Transport transport) {
    return Form.text(
        Rule.ORIGIN,
        "not an origin",
        "scheme://host[:port] in lower case without path or default port, *. only before two or"
            + " more labels, the scheme https; http only for a loopback host or with \"transport\": \"http\"",
        text -> Optional.of(text).filter(t -> origin(t, transport)));
  }

  /** The beginning of an address of one of these origins, {@code *} for any run of characters. */
  static Form<String> below(List<String> origins) {
    return Form.text(
        Rule.ORIGIN,
        "not the beginning of an address",
        "one of the origins of this service without *, a / and at most 256 printable characters,"
            + " such as \"https://tags.example.org/a.js?id=A-\"",
        text -> Optional.of(text).filter(t -> origins.stream().anyMatch(o -> below(o, t))));
  }

  private static boolean below(String origin, String text) {
    return text.startsWith(origin + "/")
        && origin.indexOf('*') < 0
        && text.length() <= LONGEST_BEGINNING
        && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }

  /** Returns whether a text is a single origin that a site with this transport may declare. */
  static boolean singleOrigin(String text, Transport transport) {
    return text.indexOf('*') < 0 && origin(text, transport);
  }

  private static boolean origin(String text, Transport transport) {
    Matcher matcher = ORIGIN.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      return false;
    }
    boolean secure = "https".equals(matcher.group(1));
    String host = matcher.group(2);
    return (secure || transport == Transport.HTTP || loopback(host))
        && (host.equals("[::1]") || host(host.startsWith("*.") ? host.substring(2) : host))
        && port(matcher.group(3), secure);
  }

  private static boolean port(@Nullable String port, boolean secure) {
    return port == null
        || (Integer.parseInt(port) <= 65_535 && Integer.parseInt(port) != (secure ? 443 : 80));
  }

  private static boolean host(String text) {
    return text.length() <= LONGEST_HOST && HOST.matcher(text).matches();
  }

  private static boolean loopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  private static boolean link(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    try {
      URI uri = new URI(text);
      return uri.getHost() != null
          && uri.getRawUserInfo() == null
          && ("https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && loopback(uri.getHost())));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  // Browsers read /\host as //host, which is another site.
  private static boolean localLink(String text) {
    return text.length() <= LONGEST
        && text.startsWith("/")
        && !text.startsWith("//")
        && text.indexOf('\\') < 0
        && text.chars().noneMatch(Character::isWhitespace);
  }
}
