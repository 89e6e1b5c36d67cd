// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which tags of a page are withheld: those that load from the origins of denied services, and the
 * inline scripts of these. An origin that a denied service shares with an allowed one passes, save
 * the addresses there that are the denied one's own.
 *
 * <p>An origin is {@code scheme://host} or {@code scheme://host:port} in lower case, {@code *.} in
 * front of the host standing for every host below that domain; where several match, the most
 * specific counts. The scheme does not matter: what is declared for {@code https} is withheld over
 * {@code http} as well. A pattern for inline scripts is a text that the script contains, {@code *}
 * standing for anything between its parts.
 *
 * <p>Immutable and thread-safe.
 */
public final class TagRules {

  private static final String BELOW = "*.";

  /** Withholds nothing. */
  public static final TagRules NONE = builder("").build();

  private final String prefix;

  /** Denied services by host and port, those below a domain as {@code *.domain}. */
  private final Map<String, String> services;

  private final Set<String> allowed;
  private final List<ScriptPattern> patterns;
  private final List<AddressPattern> withheldAddresses;
  private final List<AddressPattern> allowedAddresses;

  private TagRules(Builder builder) {
    Map<String, String> withheld = new LinkedHashMap<>(builder.withheld);
    withheld.keySet().removeAll(builder.allowed);
    this.prefix = escaped(builder.prefix);
    this.allowed = Set.copyOf(builder.allowed);
    this.services = Map.copyOf(withheld);
    this.patterns = List.copyOf(builder.patterns);
    this.withheldAddresses = List.copyOf(builder.withheldAddresses);
    this.allowedAddresses = List.copyOf(builder.allowedAddresses);
  }

  /** Writes a text for the value of an attribute, in ASCII. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c > ' ' && c < 0x7F && "&\"'<>".indexOf(c) < 0) {
                escaped.append((char) c);
              } else {
                escaped.append("&#").append(c).append(';');
              }
            });
    return escaped.toString();
  }

  /**
   * Starts rules that withhold nothing yet.
   *
   * @param prefix the path of the toolkit's own routes on this host, with the context path, such as
   *     {@code /shop/consent}; placeholders of frames are {@code placeholder/<service>} below it
   */
  public static Builder builder(String prefix) {
    return new Builder(prefix);
  }

  /** Returns whether nothing is withheld. */
  public boolean isEmpty() {
    return services.isEmpty() && patterns.isEmpty() && withheldAddresses.isEmpty();
  }

  /** Returns the address of the page that stands in for a frame of a service, for an attribute. */
  String placeholder(String service) {
    return prefix + "/placeholder/" + service;
  }

  /** Returns the denied service that an address belongs to; an unclear host may be anybody's. */
  Optional<String> service(String url) {
    return WebAddress.of(url)
        .flatMap(address -> address.host().equals(HostName.UNCLEAR) ? any() : service(address));
  }

  /** Whose an address is in full counts more than whose its host is. */
  private Optional<String> service(WebAddress address) {
    if (allowedAddresses.stream().anyMatch(pattern -> pattern.matches(address))) {
      return Optional.empty();
    }
    return withheldAddresses.stream()
        .filter(pattern -> pattern.matches(address))
        .map(AddressPattern::service)
        .findFirst()
        .or(() -> service(address.host(), address));
  }

  /** Looks for the host itself, then for each domain above it: the most specific rule counts. */
  private Optional<String> service(String host, WebAddress address) {
    String key = address.authority();
    String rest = host;
    while (!allowed.contains(key)) {
      String service = services.get(key);
      int dot = rest.indexOf('.');
      if (service != null || dot < 0) {
        return Optional.ofNullable(service);
      }
      rest = rest.substring(dot + 1);
      key = BELOW + rest + address.port();
    }
    return Optional.empty();
  }

  /** Returns some denied service, for what may be anybody's. */
  Optional<String> any() {
    return Stream.of(
            services.values().stream().sorted(),
            patterns.stream().map(ScriptPattern::service),
            withheldAddresses.stream().map(AddressPattern::service))
        .flatMap(Function.identity())
        .findFirst();
  }

  boolean hasOrigins() {
    return !services.isEmpty() || !withheldAddresses.isEmpty();
  }

  /** Returns the first denied service that one of its origins is named of in a text. */
  Optional<String> named(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return services.entrySet().stream()
        .filter(entry -> lower.contains(entry.getKey().replace(BELOW, ".")))
        .map(Map.Entry::getValue)
        .sorted()
        .findFirst();
  }

  List<ScriptPattern> patterns() {
    return patterns;
  }

  /** Collects rules. Not thread-safe. */
  public static final class Builder {

    private static final Pattern ORIGIN =
        Pattern.compile("https?://([a-z0-9.-]+|\\*(\\.[a-z0-9-]+){2,}|\\[::1\\])(:[0-9]{1,5})?");

    private final String prefix;
    private final Map<String, String> withheld = new LinkedHashMap<>();
    private final Set<String> allowed = new HashSet<>();
    private final List<ScriptPattern> patterns = new ArrayList<>();
    private final List<AddressPattern> withheldAddresses = new ArrayList<>();
    private final List<AddressPattern> allowedAddresses = new ArrayList<>();

    private Builder(String prefix) {
      this.prefix = Objects.requireNonNull(prefix);
    }

    /**
     * Withholds a denied service.
     *
     * @param serviceId what {@code data-consent} says of its tags: letters, digits, {@code -} and
     *     {@code _}
     * @param origins from where it loads
     * @param inlinePatterns what its inline scripts contain
     * @throws IllegalArgumentException if the id, an origin or a pattern is malformed
     */
    public Builder withhold(String serviceId, List<String> origins, List<String> inlinePatterns) {
      if (!serviceId.matches("[A-Za-z0-9_-]+")) {
        throw new IllegalArgumentException("not the id of a service: " + serviceId);
      }
      origins.forEach(origin -> withheld.putIfAbsent(authority(origin), serviceId));
      inlinePatterns.forEach(pattern -> patterns.add(new ScriptPattern(serviceId, pattern)));
      return this;
    }

    /**
     * Lets pass what is loaded from these origins, whoever else has them.
     *
     * @throws IllegalArgumentException if an origin is malformed
     */
    public Builder allow(List<String> origins) {
      origins.forEach(origin -> allowed.add(authority(origin)));
      return this;
    }

    private static String authority(String origin) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException("not an origin: " + origin);
      }
      boolean below = origin.contains(BELOW);
      return WebAddress.of(origin.replace(BELOW, ""))
          .map(address -> (below ? BELOW : "") + address.authority())
          .orElseThrow(() -> new IllegalArgumentException("not an origin: " + origin));
    }

    /**
     * Withholds what is loaded from these addresses, even where their origin is allowed.
     *
     * @param serviceId a denied service
     * @param addresses how they begin, {@code *} standing for any run of characters after the host
     * @throws IllegalArgumentException if an address is malformed
     */
    public Builder withholdAddresses(String serviceId, List<String> addresses) {
      addresses.forEach(address -> withheldAddresses.add(AddressPattern.of(serviceId, address)));
      return this;
    }

    /**
     * Lets pass what is loaded from these addresses, even where others have them too.
     *
     * @param serviceId an allowed service
     * @throws IllegalArgumentException if an address is malformed
     */
    public Builder allowAddresses(String serviceId, List<String> addresses) {
      addresses.forEach(address -> allowedAddresses.add(AddressPattern.of(serviceId, address)));
      return this;
    }

    /** Returns the rules. */
    public TagRules build() {
      return new TagRules(this);
    }
  }
}
