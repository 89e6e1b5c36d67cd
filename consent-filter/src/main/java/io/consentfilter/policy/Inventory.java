// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a site was seen to use and does not declare: cookies by name, origins by kind, keys of the
 * browser's storage, and where they were seen. It holds no values, no queries, nothing of a path
 * but its first part, and nothing about who visited. Names that look as if they held a number of
 * somebody are kept as patterns.
 *
 * <p>Cookies that the server sets are facts. What requests carry and browsers report is anybody's
 * claim, so each sort has room of its own, and what is too much or cannot be declared is dropped
 * and counted. Thread-safe.
 */
public final class Inventory {

  /** How many of each sort are kept. */
  static final int MOST = 200;

  /** How many places are kept for each. */
  static final int MOST_PLACES = 3;

  private final Map<String, Seen> set = new TreeMap<>();
  private final Map<String, Seen> sent = new TreeMap<>();
  private final Map<String, Seen> origins = new TreeMap<>();
  private final Map<String, Seen> storage = new TreeMap<>();
  private long dropped;
  private long changes;

  /** Creates an empty one. */
  public Inventory() {}

  /**
   * A cookie that no service declares. Immutable and thread-safe.
   *
   * @param name its name, or a pattern in which {@code *} stands for what looked like a number
   * @param setByServer whether the application set it; else it only came with requests, as what
   *     scripts set does
   * @param lifetime the longest that it was set for, if longer than the browser session
   * @param places first parts of paths at which it was seen
   */
  public record Cookie(
      String name, boolean setByServer, Optional<Duration> lifetime, List<String> places) {

    /** Copies the places. */
    public Cookie {
      places = List.copyOf(places);
    }
  }

  /**
   * An origin of which browsers reported that no allowed service declares it. Immutable and
   * thread-safe.
   *
   * @param origin scheme, host and port
   * @param kinds what pages get from it
   * @param places first parts of the paths of these pages
   */
  public record Origin(String origin, Set<Kind> kinds, List<String> places) {

    /** Copies the collections. */
    public Origin {
      kinds = kinds.isEmpty() ? Set.of() : EnumSet.copyOf(kinds);
      places = List.copyOf(places);
    }
  }

  /** Where a browser keeps what a script stores. */
  public enum Area {
    /** The local storage of the site, which stays. */
    LOCAL,
    /** The session storage of a tab. */
    SESSION,
    /** A database of IndexedDB. */
    INDEXEDDB;

    /** Returns its name in an inventory. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A key of the browser's storage that no service declares, as browsers reported it. Immutable and
   * thread-safe.
   *
   * @param key its name, or a pattern in which {@code *} stands for what looked like a number; of a
   *     database its name
   * @param areas where it is kept
   * @param places first parts of the paths of the pages
   */
  public record StorageKey(String key, Set<Area> areas, List<String> places) {

    /** Copies the collections. */
    public StorageKey {
      areas = areas.isEmpty() ? Set.of() : EnumSet.copyOf(areas);
      places = List.copyOf(places);
    }
  }

  private static final class Seen {
    private final Set<String> places = new TreeSet<>();
    private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final Set<Area> areas = EnumSet.noneOf(Area.class);
    private Optional<Duration> lifetime = Optional.empty();

    boolean at(String place) {
      return places.size() < MOST_PLACES && places.add(place);
    }

    boolean lasting(Duration longest) {
      if (lifetime.isPresent() && lifetime.get().compareTo(longest) >= 0) {
        return false;
      }
      lifetime = Optional.of(longest);
      return true;
    }
  }

  /**
   * Notes a cookie that the application set.
   *
   * @param name as it was set
   * @param lifetime how long it is to live; empty until the browser closes
   * @param path of the request, below the context path
   */
  public synchronized void cookieSet(String name, Optional<Duration> lifetime, String path) {
    Optional<String> kept = SeenName.cookie(name);
    Optional<Seen> seen = kept.flatMap(pattern -> find(set, pattern));
    if (seen.isPresent()) {
      sent.remove(kept.get());
      note(seen.get().at(Place.of(path)));
      Optional<Duration> longest = lifetime.map(Inventory::rounded);
      note(longest.isPresent() && seen.get().lasting(longest.get()));
    }
    dropped += kept.isEmpty() ? 1 : 0;
  }

  /** Whole days, or minutes where it is less: how long exactly differs from visitor to visitor. */
  private static Duration rounded(Duration lifetime) {
    long unit = lifetime.compareTo(Duration.ofDays(1)) >= 0 ? 86_400 : 60;
    long seconds = Math.min(lifetime.toSeconds(), CookieReader.LONGEST_LIFE.toSeconds());
    return Duration.ofSeconds(Math.max(1, (seconds + unit - 1) / unit) * unit);
  }

  /**
   * Notes a cookie that a request carried.
   *
   * @param path of the request, below the context path
   */
  public synchronized void cookieSent(String name, String path) {
    Optional<String> kept = SeenName.cookie(name);
    if (kept.filter(set::containsKey).isEmpty()) {
      kept.flatMap(pattern -> find(sent, pattern)).ifPresent(seen -> note(seen.at(Place.of(path))));
    }
    dropped += kept.isEmpty() ? 1 : 0;
  }

  /**
   * Notes an origin that a browser reported.
   *
   * @param origin scheme, host and port in lower case
   * @param kind what the page gets from it
   * @param path of the page, below the context path
   */
  public synchronized void originUsed(String origin, Kind kind, String path) {
    if (!Addresses.singleOrigin(origin, Transport.HTTP)) {
      dropped++;
      return;
    }
    find(origins, origin)
        .ifPresent(
            seen -> {
              note(seen.kinds.add(kind));
              note(seen.at(Place.of(path)));
            });
  }

  /**
   * Notes a key of storage that a browser reported.
   *
   * @param path of the page, below the context path
   */
  public synchronized void stored(String key, Area area, String path) {
    Optional<String> kept = SeenName.storageKey(key);
    kept.flatMap(name -> find(storage, name))
        .ifPresent(
            seen -> {
              note(seen.areas.add(area));
              note(seen.at(Place.of(path)));
            });
    dropped += kept.isEmpty() ? 1 : 0;
  }

  private Optional<Seen> find(Map<String, Seen> among, String name) {
    if (!among.containsKey(name) && among.size() >= MOST) {
      dropped++;
      return Optional.empty();
    }
    return Optional.of(
        among.computeIfAbsent(
            name,
            ignored -> {
              note(true);
              return new Seen();
            }));
  }

  private void note(boolean somethingNew) {
    changes += somethingNew ? 1 : 0;
  }

  synchronized void dropped(long more) {
    dropped += more;
  }

  /** Returns the cookies, those of the server first, then by name. */
  public synchronized List<Cookie> cookies() {
    List<Cookie> cookies = new ArrayList<>();
    set.forEach((name, seen) -> cookies.add(cookie(name, true, seen)));
    sent.forEach((name, seen) -> cookies.add(cookie(name, false, seen)));
    return List.copyOf(cookies);
  }

  private static Cookie cookie(String name, boolean setByServer, Seen seen) {
    return new Cookie(name, setByServer, seen.lifetime, List.copyOf(seen.places));
  }

  /** Returns the origins by name. */
  public synchronized List<Origin> origins() {
    return origins.entrySet().stream()
        .map(e -> new Origin(e.getKey(), e.getValue().kinds, List.copyOf(e.getValue().places)))
        .toList();
  }

  /** Returns the keys of storage by name. */
  public synchronized List<StorageKey> storageKeys() {
    return storage.entrySet().stream()
        .map(e -> new StorageKey(e.getKey(), e.getValue().areas, List.copyOf(e.getValue().places)))
        .toList();
  }

  /** Returns how many claims were dropped: too many, or of nothing that could be declared. */
  public synchronized long dropped() {
    return dropped;
  }

  /** Returns a number that grows with all that is new. */
  public synchronized long changes() {
    return changes;
  }

  /** Returns all of it as JSON, which {@link #read} understands. */
  public synchronized String toJson() {
    return InventoryFormat.write(this);
  }

  /**
   * Reads an inventory from a file in UTF-8; it is held to the same bounds as anything that is
   * seen.
   *
   * @throws PolicyException if it is no inventory; it names every mistake
   * @throws IOException if the file cannot be read
   */
  public static Inventory read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(PolicyReader.LARGEST + 1);
      return InventoryFormat.read(new String(bytes, StandardCharsets.UTF_8), file.toString());
    }
  }
}
