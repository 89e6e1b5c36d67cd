// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.gate.CookieGate;
import io.consentfilter.gate.Verdict;
import io.consentfilter.policy.Inventory;
import io.consentfilter.policy.Kind;
import io.consentfilter.policy.OriginPattern;
import io.consentfilter.policy.Policy;
import io.consentfilter.policy.Service;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notes what the site uses and the policy does not declare, where an inventory is kept.
 * Thread-safe.
 */
final class Sightings {

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("script-src", Kind.SCRIPT),
          Map.entry("script-src-elem", Kind.SCRIPT),
          Map.entry("style-src", Kind.STYLE),
          Map.entry("style-src-elem", Kind.STYLE),
          Map.entry("img-src", Kind.IMG),
          Map.entry("font-src", Kind.FONT),
          Map.entry("media-src", Kind.MEDIA),
          Map.entry("frame-src", Kind.FRAME),
          Map.entry("connect-src", Kind.CONNECT),
          Map.entry("object-src", Kind.OBJECT),
          Map.entry("form-action", Kind.FORM));

  private static final String NOWHERE = "/*";

  private final Optional<InventoryFile> file;
  private final Optional<Inventory> inventory;
  private final Policy policy;
  private final String contextPath;
  private final CookieGate gate;
  private final Clock clock;

  /**
   * Notes into an inventory, or nothing where there is none.
   *
   * @param file where the inventory is written from time to time
   */
  Sightings(
      Policy policy,
      String contextPath,
      Optional<Inventory> inventory,
      Optional<InventoryFile> file,
      Clock clock) {
    this.policy = policy;
    this.contextPath = contextPath;
    this.inventory = inventory;
    this.file = file;
    this.gate = new CookieGate(policy, clock);
    this.clock = clock;
  }

  /** Returns whether there is an inventory to note into. */
  boolean kept() {
    return inventory.isPresent();
  }

  /** Notes the undeclared cookies that a request carries. */
  void sent(Exchange exchange) {
    if (inventory.isPresent()) {
      sent(inventory.get(), exchange);
    }
  }

  private void sent(Inventory seen, Exchange exchange) {
    for (String name : exchange.standing().cookies().names()) {
      if (!gate.declares(name)) {
        seen.cookieSent(name, exchange.path());
      }
    }
    file.ifPresent(InventoryFile::writeIfDue);
  }

  /** Notes a cookie that the application set, if no service declares it. */
  void judged(Verdict verdict, Exchange exchange) {
    if (verdict instanceof Verdict.Reported reported) {
      set(reported.name(), reported.cookie().lifetime(clock.instant()), exchange);
    } else if (verdict instanceof Verdict.Refused refused
        && refused.reason() == Verdict.Reason.UNDECLARED) {
      set(refused.name(), Optional.empty(), exchange);
    }
  }

  private void set(String name, Optional<Duration> lifetime, Exchange exchange) {
    inventory.ifPresent(seen -> seen.cookieSet(name, lifetime, exchange.path()));
  }

  /** Notes an origin that a browser reported, if nothing declares it for what it is used for. */
  void reported(Violation violation, String page) {
    Optional<Kind> kind = kind(violation);
    if (inventory.isPresent() && kind.isPresent() && violation.blocked().contains("://")) {
      String origin = violation.blocked().replaceFirst("^ws", "http");
      if (!declared(origin, kind.get())) {
        inventory.get().originUsed(origin, kind.get(), path(page));
      }
    }
  }

  /** Notes the keys of storage that a browser reported, if nothing declares them. */
  void stored(StorageReport report) {
    inventory.ifPresent(
        seen -> report.keys().forEach((area, keys) -> stored(seen, area, keys, report.page())));
  }

  private void stored(Inventory seen, Inventory.Area area, List<String> keys, String page) {
    keys.stream()
        .filter(key -> policy.services().stream().noneMatch(service -> service.stores(key)))
        .forEach(key -> seen.stored(key, area, path(page)));
  }

  private static Optional<Kind> kind(Violation violation) {
    return violation.blocked().startsWith("ws")
        ? Optional.of(Kind.SOCKET)
        : Optional.ofNullable(KINDS.get(violation.directive()));
  }

  private boolean declared(String origin, Kind kind) {
    return policy.services().stream().anyMatch(service -> declares(service, origin, kind));
  }

  private static boolean declares(Service service, String origin, Kind kind) {
    return service.origins().stream()
        .filter(declared -> new OriginPattern(declared).matches(origin))
        .anyMatch(declared -> service.kinds(declared).contains(kind));
  }

  /** Returns the path of a page below the context path; nowhere in particular if it is none. */
  private String path(String page) {
    try {
      String path = new URI(page.split("[?#]", 2)[0]).getPath();
      return path != null && path.startsWith(contextPath + "/")
          ? path.substring(contextPath.length())
          : NOWHERE;
    } catch (URISyntaxException e) {
      return NOWHERE;
    }
  }

  /** Writes what is new, since nothing comes after. */
  void end() {
    file.ifPresent(InventoryFile::write);
  }
}
