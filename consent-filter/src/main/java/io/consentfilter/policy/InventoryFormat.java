// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import io.consentfilter.policy.Inventory.Area;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An inventory as JSON. */
final class InventoryFormat {

  private static final int VERSION = 1;

  private static final Form<Kind> KIND =
      Form.oneOf(
          Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::word, Function.identity())));

  private static final Form<Area> AREA =
      Form.oneOf(
          Arrays.stream(Area.values()).collect(Collectors.toMap(Area::word, Function.identity())));

  private static final Form<Duration> LIFETIME =
      Durations.between(Duration.ofSeconds(1), CookieReader.LONGEST_LIFE);

  private InventoryFormat() {}

  static String write(Inventory inventory) {
    JsonArrayBuilder cookies = Json.createArrayBuilder();
    inventory.cookies().forEach(cookie -> cookies.add(json(cookie)));
    JsonArrayBuilder origins = Json.createArrayBuilder();
    inventory.origins().forEach(origin -> origins.add(json(origin)));
    JsonArrayBuilder storage = Json.createArrayBuilder();
    inventory.storageKeys().forEach(key -> storage.add(json(key)));
    JsonObject json =
        Json.createObjectBuilder()
            .add("inventory", VERSION)
            .add("dropped", (int) Math.min(inventory.dropped(), 999_999_999))
            .add("cookies", cookies)
            .add("origins", origins)
            .add("storage", storage)
            .build();
    return Layout.of(json);
  }

  private static JsonObjectBuilder json(Inventory.Cookie cookie) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("name", cookie.name())
            .add("setByServer", cookie.setByServer());
    cookie.lifetime().ifPresent(longest -> json.add("lifetime", Durations.shown(longest)));
    return json.add("places", Layout.strings(cookie.places()));
  }

  private static JsonObjectBuilder json(Inventory.Origin origin) {
    return Json.createObjectBuilder()
        .add("origin", origin.origin())
        .add("kinds", Layout.strings(words(origin.kinds())))
        .add("places", Layout.strings(origin.places()));
  }

  private static JsonObjectBuilder json(Inventory.StorageKey key) {
    return Json.createObjectBuilder()
        .add("key", key.key())
        .add("areas", Layout.strings(key.areas().stream().sorted().map(Area::word).toList()))
        .add("places", Layout.strings(key.places()));
  }

  static List<String> words(Collection<Kind> kinds) {
    return kinds.stream().sorted().map(Kind::word).toList();
  }

  static Inventory read(String text, String source) {
    Mistakes mistakes = new Mistakes();
    if (text.length() > PolicyReader.LARGEST) {
      mistakes.add(
          Rule.SIZE, Where.START, "too large", "", "at most " + PolicyReader.LARGEST + " bytes");
    }
    mistakes.throwIfAny(source);
    Inventory inventory = new Inventory();
    LocatedReader.read(text, mistakes)
        .flatMap(value -> Fields.of(value, mistakes))
        .ifPresent(fields -> fill(inventory, fields));
    mistakes.throwIfAny(source);
    return inventory;
  }

  private static void fill(Inventory inventory, Fields fields) {
    fields.need("inventory", Form.number(VERSION, VERSION), VERSION);
    inventory.dropped(fields.find("dropped", Form.number(0, 999_999_999), 0));
    fields.list("cookies", element(cookie -> cookie(inventory, cookie)));
    fields.list("origins", element(origin -> origin(inventory, origin)));
    fields.list("storage", element(key -> storageKey(inventory, key)));
    fields.end();
  }

  private static Form<Boolean> element(Consumer<Fields> reader) {
    return (value, mistakes) -> {
      Optional<Fields> fields = Fields.of(value, mistakes);
      fields.ifPresent(reader);
      fields.ifPresent(Fields::end);
      return fields.map(found -> true);
    };
  }

  private static void cookie(Inventory inventory, Fields fields) {
    String name = fields.need("name", Form.TEXT, "");
    boolean setByServer = fields.need("setByServer", Form.TRUTH, false);
    Optional<Duration> lifetime = fields.find("lifetime", LIFETIME);
    fields
        .list("places", Form.TEXT)
        .forEach(place -> seen(inventory, name, setByServer, lifetime, place));
  }

  private static void seen(
      Inventory inventory,
      String name,
      boolean setByServer,
      Optional<Duration> lifetime,
      String place) {
    if (setByServer) {
      inventory.cookieSet(name, lifetime, place);
    } else {
      inventory.cookieSent(name, place);
    }
  }

  private static void origin(Inventory inventory, Fields fields) {
    String origin = fields.need("origin", Form.TEXT, "");
    List<Kind> kinds = fields.list("kinds", KIND);
    fields
        .list("places", Form.TEXT)
        .forEach(place -> kinds.forEach(kind -> inventory.originUsed(origin, kind, place)));
  }

  private static void storageKey(Inventory inventory, Fields fields) {
    String key = fields.need("key", Form.TEXT, "");
    List<Area> areas = fields.list("areas", AREA);
    fields
        .list("places", Form.TEXT)
        .forEach(place -> areas.forEach(area -> inventory.stored(key, area, place)));
  }
}
