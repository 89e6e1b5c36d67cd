// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ready-made services, by what they leave behind in a site that uses them. */
final class Catalogue {

  /** Stands for the origin that only a site knows; nothing is ever seen there (RFC 2606). */
  private static final String OWN_ORIGIN = "https://hosted-by-the-site.invalid";

  private static final List<Service> SERVICES = load();

  private Catalogue() {}

  private static List<Service> load() {
    String text = "{\"en\":\"-\"}";
    String purposes =
        DraftPurposes.IDS.stream()
            .map(id -> "{\"id\":\"%s\",\"name\":%s,\"description\":%s}".formatted(id, text, text))
            .collect(Collectors.joining(","));
    String services = ReadyMade.NAMES.stream().map(Catalogue::use).collect(Collectors.joining(","));
    return Policy.parse(
            "{\"revision\":1,\"controller\":{\"name\":\"-\",\"contact\":\"a@b.invalid\"},"
                + "\"languages\":[\"en\"],\"purposes\":["
                + purposes
                + "],\"services\":["
                + services
                + "]}")
        .services();
  }

  private static String use(String name) {
    String own = ReadyMade.hostedByTheSite(name) ? ",\"origins\":[\"" + OWN_ORIGIN + "\"]" : "";
    return "{\"use\":\"" + name + "\"" + own + "}";
  }

  /** Returns the services that set a cookie of this name on the site's own host. */
  static List<Service> ofCookie(String name) {
    return SERVICES.stream().filter(service -> sets(service, name)).toList();
  }

  // What another host sets is not among the cookies of this one, whatever it is called.
  private static boolean sets(Service service, String name) {
    return service.cookies().stream()
        .anyMatch(rule -> !rule.thirdParty() && Wildcard.matches(rule.name(), name));
  }

  /** Returns the services that use an origin. */
  static List<Service> ofOrigin(String origin) {
    return SERVICES.stream().filter(service -> service.declares(origin)).toList();
  }

  /** Returns the services that use a key of the browser's storage. */
  static List<Service> ofStorageKey(String key) {
    return SERVICES.stream().filter(service -> service.stores(key)).toList();
  }

  /** Returns how a service declares an origin: in full if it does, else by a pattern. */
  static String declared(Service service, String origin) {
    Stream<String> patterns =
        service.origins().stream().filter(text -> new OriginPattern(text).matches(origin));
    return service.origins().contains(origin) ? origin : patterns.findFirst().orElseThrow();
  }

  /** Returns the name by which a policy uses a service; the same as its id. */
  static Optional<Service> service(String id) {
    return SERVICES.stream().filter(service -> service.id().equals(id)).findFirst();
  }

  /** Returns whether nobody but the site knows where a service runs. */
  static boolean hostedByTheSite(Service service) {
    return service.origins().contains(OWN_ORIGIN);
  }
}
