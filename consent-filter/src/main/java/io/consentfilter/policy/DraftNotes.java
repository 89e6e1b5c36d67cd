// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import io.consentfilter.policy.Inventory.Area;
import io.consentfilter.policy.Inventory.Cookie;
import io.consentfilter.policy.Inventory.Origin;
import io.consentfilter.policy.Inventory.StorageKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a draft was drawn from, for a person. */
final class DraftNotes {

  private final List<String> lines = new ArrayList<>();

  private DraftNotes() {}

  static List<String> of(Inventory inventory, Recognition recognition, List<String> left) {
    DraftNotes notes = new DraftNotes();
    recognition.services().forEach((id, evidence) -> notes.add(id + ": ", evidence));
    recognition
        .shared()
        .forEach(
            (what, ids) ->
                notes.lines.add(what + ": could belong to any of " + String.join(", ", ids)));
    notes.add("unknown ", recognition.unknown());
    left.forEach(what -> notes.lines.add("left out: " + what));
    if (inventory.dropped() > 0) {
      notes.lines.add(
          inventory.dropped() + " claims of clients were dropped: too many, or not declarable");
    }
    return notes.lines;
  }

  private void add(String beginning, Recognition.Evidence evidence) {
    evidence.cookies().forEach(cookie -> lines.add(beginning + shown(cookie)));
    evidence.origins().forEach(origin -> lines.add(beginning + shown(origin)));
    evidence.storageKeys().forEach(key -> lines.add(beginning + shown(key)));
  }

  private static String shown(Cookie cookie) {
    return "cookie "
        + cookie.name()
        + (cookie.setByServer() ? ", set by the server" : ", only seen in requests")
        + cookie.lifetime().map(longest -> " for " + Durations.shown(longest)).orElse("")
        + at(cookie.places());
  }

  private static String shown(Origin origin) {
    return "origin "
        + origin.origin()
        + ", "
        + String.join(" ", InventoryFormat.words(origin.kinds()))
        + at(origin.places());
  }

  private static String shown(StorageKey key) {
    String areas = key.areas().stream().sorted().map(Area::word).collect(Collectors.joining(" "));
    return "storage key " + key.key() + ", " + areas + at(key.places());
  }

  private static String at(List<String> places) {
    return ", at " + String.join(" ", places);
  }
}
