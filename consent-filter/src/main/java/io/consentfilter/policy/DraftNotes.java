// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import io.consentfilter.policy.Inventory.Cookie;
import io.consentfilter.policy.Inventory.Origin;
import java.util.ArrayList;
import java.util.List;

/** What a draft was drawn from, for a person. */
final class DraftNotes {

  private final List<String> lines = new ArrayList<>();

  private DraftNotes() {}

  static List<String> of(Inventory inventory, Recognition recognition, List<String> left) {
    DraftNotes notes = new DraftNotes();
    recognition.services().forEach(notes::known);
    recognition
        .shared()
        .forEach(
            (what, ids) ->
                notes.lines.add(what + ": could belong to any of " + String.join(", ", ids)));
    recognition.unknownCookies().forEach(cookie -> notes.lines.add("unknown " + shown(cookie)));
    recognition.unknownOrigins().forEach(origin -> notes.lines.add("unknown " + shown(origin)));
    left.forEach(what -> notes.lines.add("left out: " + what));
    if (inventory.dropped() > 0) {
      notes.lines.add(
          inventory.dropped() + " claims of clients were dropped: too many, or not declarable");
    }
    return notes.lines;
  }

  private void known(String id, Recognition.Evidence evidence) {
    evidence.cookies().forEach(cookie -> lines.add(id + ": " + shown(cookie)));
    evidence.origins().forEach(origin -> lines.add(id + ": " + shown(origin)));
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

  private static String at(List<String> places) {
    return ", at " + String.join(" ", places);
  }
}
