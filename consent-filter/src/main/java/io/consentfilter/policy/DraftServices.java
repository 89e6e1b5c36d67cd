// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import io.consentfilter.policy.Inventory.Area;
import io.consentfilter.policy.Inventory.Cookie;
import io.consentfilter.policy.Inventory.Origin;
import io.consentfilter.policy.Inventory.StorageKey;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The services of a draft: known ones by name, the rest with blanks. */
final class DraftServices {

  /** The container's session cookie, which gets the filter's name; old browsers still send it. */
  private static final String CONTAINER_SESSION = "JSESSIONID";

  private static final String BLANK = DraftPurposes.BLANK;

  private final PolicyDraft.Site site;
  private final List<JsonObject> services = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final List<String> left = new ArrayList<>();

  DraftServices(Recognition recognition, PolicyDraft.Site site) {
    this.site = site;
    ids.addAll(DraftPurposes.IDS);
    ids.addAll(ReadyMade.NAMES);
    ids.add(Purpose.NECESSARY);
    recognition.services().forEach((id, evidence) -> services.add(used(id, evidence)));
    unknownCookies(recognition.unknown().cookies());
    unknownStorage(recognition.unknown().storageKeys());
    unknownOrigins(recognition.unknown().origins());
  }

  JsonArrayBuilder json() {
    JsonArrayBuilder json = Json.createArrayBuilder();
    services.forEach(json::add);
    return json;
  }

  /** Returns what the draft leaves out, and why. */
  List<String> left() {
    return left;
  }

  private static JsonObject used(String id, Recognition.Evidence evidence) {
    Service known = Catalogue.service(id).orElseThrow();
    JsonObjectBuilder service = Json.createObjectBuilder().add("use", id);
    if (Catalogue.hostedByTheSite(known)) {
      service.add("origins", Json.createArrayBuilder().add(BLANK));
    }
    Map<String, Set<Kind>> kinds = moreKinds(known, evidence.origins());
    if (!kinds.isEmpty()) {
      service.add("kinds", json(kinds));
    }
    return service.build();
  }

  /** What pages were seen to get from an origin beyond what is known of it. */
  private static Map<String, Set<Kind>> moreKinds(Service known, List<Origin> origins) {
    Map<String, Set<Kind>> more = new TreeMap<>();
    for (Origin origin : origins) {
      String declared = Catalogue.declared(known, origin.origin());
      if (!known.kinds(declared).containsAll(origin.kinds())) {
        Set<Kind> all = more.computeIfAbsent(declared, d -> new TreeSet<>(known.kinds(d)));
        all.addAll(origin.kinds());
      }
    }
    return more;
  }

  private static JsonObjectBuilder json(Map<String, Set<Kind>> kinds) {
    JsonObjectBuilder json = Json.createObjectBuilder();
    kinds.forEach((origin, some) -> json.add(origin, Layout.strings(InventoryFormat.words(some))));
    return json;
  }

  // What nobody knows

  private void unknownCookies(List<Cookie> cookies) {
    List<Cookie> byServer = new ArrayList<>();
    List<Cookie> byScripts = new ArrayList<>();
    for (Cookie cookie : cookies) {
      if (cookie.setByServer()) {
        byServer.add(cookie);
      } else if (cookie.name().equals(CONTAINER_SESSION)) {
        left.add(
            CONTAINER_SESSION + ": the container's session cookie, which the filter has renamed");
      } else {
        byScripts.add(cookie);
      }
    }
    cookies("site-cookies", site.name(), byServer);
    cookies("browser-cookies", BLANK, byScripts);
  }

  private void cookies(String id, String provider, List<Cookie> cookies) {
    if (cookies.isEmpty()) {
      return;
    }
    ids.add(id);
    JsonArrayBuilder rules = Json.createArrayBuilder();
    cookies.forEach(cookie -> rules.add(rule(cookie)));
    services.add(
        skeleton(id, DraftPurposes.blank(site.languages()), provider)
            .add("cookies", rules)
            .build());
  }

  private static JsonObjectBuilder rule(Cookie cookie) {
    JsonObjectBuilder rule = Json.createObjectBuilder().add("name", cookie.name());
    cookie.lifetime().ifPresent(longest -> rule.add("lifetime", Durations.shown(longest)));
    return rule;
  }

  private void unknownStorage(List<StorageKey> keys) {
    List<String> declarable = new ArrayList<>();
    for (StorageKey key : keys) {
      if (key.areas().equals(Set.of(Area.INDEXEDDB))) {
        left.add(key.key() + ": a database of IndexedDB, which no service can declare");
      } else {
        declarable.add(key.key());
      }
    }
    if (!declarable.isEmpty()) {
      ids.add("browser-storage");
      services.add(
          skeleton("browser-storage", DraftPurposes.blank(site.languages()), BLANK)
              .add("storageKeys", Layout.strings(declarable))
              .build());
    }
  }

  private void unknownOrigins(List<Origin> origins) {
    Map<String, List<Origin>> byDomain = new TreeMap<>();
    for (Origin origin : origins) {
      if (Addresses.singleOrigin(origin.origin(), Transport.HTTPS)) {
        byDomain.computeIfAbsent(domain(origin.origin()), d -> new ArrayList<>()).add(origin);
      } else {
        left.add(origin.origin() + ": only https can be declared; load it that way");
      }
    }
    byDomain.forEach((domain, some) -> services.add(skeleton(domain, some)));
  }

  /** The last two parts of a host, three where the last but one is short: example.co.uk. */
  private static String domain(String origin) {
    String host = origin.substring(origin.indexOf("://") + 3).replaceFirst(":[0-9]+$", "");
    String[] labels = host.split("\\.", -1);
    int last = labels.length - 1;
    if (last < 2 || host.matches("[0-9.]+")) {
      return host;
    }
    boolean three = labels[last].length() == 2 && labels[last - 1].length() <= 3;
    return (three ? labels[last - 2] + "." : "") + labels[last - 1] + "." + labels[last];
  }

  private String id(String domain) {
    String id = domain.replaceAll("[^a-z0-9]+", "-");
    return Names.mayBe(id) && ids.add(id) ? id : "other_" + (services.size() + 1);
  }

  private JsonObject skeleton(String domain, List<Origin> origins) {
    Map<String, Set<Kind>> kinds = new TreeMap<>();
    origins.forEach(origin -> kinds.put(origin.origin(), origin.kinds()));
    return skeleton(id(domain), Json.createValue(domain), BLANK)
        .add("origins", Layout.strings(kinds.keySet()))
        .add("kinds", json(kinds))
        .build();
  }

  private JsonObjectBuilder skeleton(String id, JsonValue name, String provider) {
    return Json.createObjectBuilder()
        .add("id", id)
        .add("purpose", BLANK)
        .add("name", name)
        .add("description", DraftPurposes.blank(site.languages()))
        .add("provider", provider);
  }
}
